/** The language of this folder: for numbers, plurals and the attribute `lang`. */
export const LANGUAGE = 'en'

/** How things are listed: “a, b and c”, without a comma before the last. */
export const LISTS = 'en-GB'
