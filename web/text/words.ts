/** Words for numbers, and names within sentences, in the catalogue's language. */
export { inWords, lowerFirst, midSentence, upperFirst } from '#text/words.ts'
