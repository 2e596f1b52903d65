/** The address of a figure's frame, from the attributes of its element. */

const OPTIONS = [
  'views',
  'controls',
  'theme',
  'start',
  'locale',
  'paper',
  'ink',
  'soft',
  'line',
  'lane-1',
  'lane-2',
  'bad',
  'font',
]

/** What a chapter says itself. */
const NOT_OF_A_CHAPTER = ['views', 'controls', 'start']

/** The chapter of the story that an element shows, if it shows one. */
export function chapterOf(element: Pick<Element, 'getAttribute'>): string | null {
  const isNamed = element.getAttribute('views')?.trim() === 'chapter'
  return element.getAttribute('chapter') ?? (isNamed ? 'one-at-a-time' : null)
}

/** @param options whether what is shown is part of it, and not only the state */
export function frameAddress(element: Element, script: string, options = true): string {
  const chapter = chapterOf(element)
  const file = chapter ? `learn/embed-${encodeURIComponent(chapter)}.html` : 'embed.html'
  const base = new URL(file, new URL(element.getAttribute('base') ?? '.', script))
  const parts = chapter ? [] : [stateOf(element)]
  for (const { name, value } of element.attributes) {
    const isOption = options && OPTIONS.includes(name) && !(chapter && NOT_OF_A_CHAPTER.includes(name))
    // An attribute's name comes in small letters; the frame finds the parameter that is meant.
    if (name.includes('.') || isOption) parts.push(`${name}=${encodeURIComponent(value)}`)
  }
  // Who clicks the element's own button has started the figure.
  base.hash = parts.filter(part => part !== 'start=click').join('&')
  return base.href
}

function stateOf(element: Element): string {
  const link = element.getAttribute('link')?.replace(/^[^#]*#/, '')
  if (link) return link
  const preset = element.getAttribute('preset')
  return preset ? `preset=${encodeURIComponent(preset)}` : `story=${element.getAttribute('story') ?? 'one-core'}`
}
