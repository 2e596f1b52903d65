/** Numbers that an author does not type: a text names what stands there, `{one.rate}` or, as a word, `{one.workers.words}`. */
import { inWords, upperFirst } from '../../text/words.ts'

const PLACE = /\{([\w-]+)\.(\w+)(\.words)?\}/g

/** @param told what `of` of `name` is, as a reader reads it; throws when there is none, for the author to mend */
export function withNumbers(text: string, told: (name: string, of: string) => string): string {
  const whole = text.replace(PLACE, (_, name: string, of: string, words?: string) => {
    const value = told(name, of)
    return words && /^\d+$/.test(value) ? inWords(Number(value)) : value
  })
  return upperFirst(whole)
}
