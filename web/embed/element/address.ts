/** The address of a figure's frame, and the room it will need, from the attributes of its element. */

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
export function chapterOf(element: Element): string | null {
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

/** About what the frame will say, so that the article hardly moves when it does. */
export function reservedHeight(element: Element, width: number): number {
  const list = (name: string, usual: string) => (element.getAttribute(name) ?? usual).split(/[\s,]+/).filter(Boolean)
  const views = list('views', 'sentence,stage')
  const controls = list('controls', '')
  const charts = views.filter(view => !['sentence', 'about', 'controls', 'stage'].includes(view)).length
  const has = (view: string) => (views.includes(view) ? 1 : 0)
  return (
    44 +
    has('sentence') * (width < 480 ? 136 : 108) +
    has('about') * 70 +
    has('stage') * (width < 480 ? 1010 : width < 642 ? 961 : width < 960 ? 499 : 452) +
    (controls.length > 0 ? 24 + Math.ceil(controls.length / Math.max(1, Math.floor(width / 260))) * 52 : 0) +
    Math.ceil(charts / Math.max(1, Math.floor(width / 430))) * 286
  )
}
