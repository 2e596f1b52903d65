/** The presenter view. */
export const site = 'Prefork'
export const title = 'Present'
export const lead =
  'A list of links, one after the other, in large type. Write it as Markdown or JSON, and choose it, drop it here, or paste it. It stays on this device.'
export const begin = 'Begin with the plan for 45 minutes'
export const keys =
  '<kbd>→</kbd> <kbd>Page Down</kbd> <kbd>Space</kbd> next, <kbd>←</kbd> <kbd>Page Up</kbd> back, <kbd>Home</kbd> <kbd>End</kbd> first and last, <kbd>B</kbd> or <kbd>.</kbd> blank, <kbd>P</kbd> play and pause, <kbd>Q</kbd> code for phones, <kbd>N</kbd> note, <kbd>F</kbd> full screen. Clickers send the same keys.'
export const goOn = 'Go on where you were'
export const choose = 'Choose a file'
export const playlist = 'A playlist'
export const paste = 'Or paste it'
export const presentThis = 'Present this'
export const tooLarge = 'The file is too large; allowed is a list of at most 100,000 letters.'
/** A list to begin with. */
export const example = `# Two links

## [One at a time](#story=one-core)
What share will be answered?

## [It worked for years](#story=the-knee&views=sentence,errors)
What will the line of failures do?
`
export const untitled = 'A list without a title'

export const list = 'List'
export const back = 'Back'
export const next = 'Next'
export const place = ({ at, of }: { at: number; of: number }) => `${at} of ${of}`
export const nextIs = ({ title }: { title: string }) => `Next: ${title}`
export const last = 'The last one'
export const code = 'Code'
export const blank = 'Blank'
export const end = 'End'
export const announced = ({ at, of, title }: { at: number; of: number; title: string }) => `${at} of ${of}: ${title}`
export const isBlank = 'The screen is blank. Any key shows it again.'

export const beginAnew = 'Begin anew at 0:00'
export const elapsed = 'Elapsed, press to begin anew: '
/** Where the time of day is written as here: 24 hours. */
export const clockOf = 'en-GB'

export const codeForPhones = 'Code for phones'
export const close = 'Close'
export const unreachable = ({ host }: { host: string }) =>
  `Phones cannot reach ${host || 'a file'}: it is this machine itself. Present from a hosted copy.`
