/** A part of a sentence in which lanes have their colours. */
export interface Phrase {
  text: string
  /** Index of the lane this phrase names. */
  lane?: number
}
