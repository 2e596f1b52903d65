/** Small numbers as prose writes them; larger ones as figures. */
const WORDS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

export function inWords(value: number): string {
  return WORDS[value] ?? value.toLocaleString('en')
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
