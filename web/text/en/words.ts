/** Words for numbers, and names within sentences, as English has them. */
import { count } from '../format.ts'

/** Small numbers as prose writes them; larger ones as figures. */
const WORDS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

export function inWords(value: number): string {
  return WORDS[value] ?? count(value)
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A label as it stands within a name; "CPU", "SYN" and "GIL" keep their capitals. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** A name that begins with "A" or a number, as it stands within a sentence. Other names keep their capital. */
export function midSentence(name: string): string {
  const [first = ''] = name.split(' ')
  const lower = first.toLowerCase()
  return lower === 'a' || WORDS.includes(lower) ? lower + name.slice(first.length) : name
}
