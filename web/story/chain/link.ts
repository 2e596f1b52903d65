import type { Rows } from '../../../sim/measure/result.ts'
import type { Episode } from '../episode.ts'

export interface Link {
  /** What the sentence is about, in a word or two. */
  about: 'came' | 'work' | 'slow' | 'workers' | 'queue' | 'failed' | 'outcome' | 'again' | 'for-nobody'
  text: string
  /** The requests that it speaks of; none where it speaks of a state. */
  rows: readonly number[]
}

/** Makes a sentence of what is known about a part of a run; null when there is nothing to tell. */
export type Tell = (episode: Episode, rows: Rows) => Link | null
