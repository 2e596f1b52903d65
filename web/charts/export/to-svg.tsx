/**
 * A chart as an SVG file that needs nothing else: the page's styles are written into it, in their light colours whatever
 * the page has, and its typeface lies in it.
 */
import fontUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import type { ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import './export.css'

/** What of an element's style an SVG viewer needs to be told. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
] as const

const ABOUT_FONT = '12px Inter'

/**
 * @param draw The picture, an `svg`; it is given the width of a text in the size of its small lines, in pixels.
 * @throws TypeError when the typeface cannot be loaded.
 */
export async function svgOf(draw: (widthOf: (text: string) => number) => ReactElement): Promise<string> {
  const font = await fontRule()
  const place = document.createElement('div')
  place.className = 'plot picture'
  document.body.append(place)
  const root = createRoot(place)
  try {
    flushSync(() => root.render(draw(textWidth())))
    const drawn = place.querySelector('svg')
    if (!drawn) throw new Error('There is no picture of this chart.')
    const copy = drawn.cloneNode(true) as SVGSVGElement
    inLight(() => writeStyles(drawn, copy))
    const style = document.createElementNS('http://www.w3.org/2000/svg', 'style')
    style.textContent = font
    copy.prepend(style)
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`
  } finally {
    root.unmount()
    place.remove()
  }
}

/** The theme's properties get their values where the theme is set; nothing is painted before they have their own again. */
export function inLight<T>(read: () => T): T {
  const { dataset } = document.documentElement
  const { theme } = dataset
  dataset.theme = 'light'
  try {
    return read()
  } finally {
    if (theme === undefined) delete dataset.theme
    else dataset.theme = theme
  }
}

function writeStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from)
  to.removeAttribute('class')
  to.removeAttribute('style')
  for (const name of STYLES) {
    const value = style.getPropertyValue(name)
    if (value !== '') to.setAttribute(name, plainColor(value))
  }
  for (const [at, child] of [...from.children].entries()) writeStyles(child, to.children[at]!)
}

/** A mixed colour is computed as `color(srgb …)`, which few viewers of SVG know. */
export function plainColor(value: string): string {
  return value.replace(/^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)\)$/, (_, ...parts: string[]) => {
    const [red, green, blue] = parts.slice(0, 3).map(part => Math.round(255 * Number(part)))
    return `rgb(${red}, ${green}, ${blue})`
  })
}

function textWidth(): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d')!
  context.font = ABOUT_FONT
  return text => context.measureText(text).width
}

let rule: string | null = null

async function fontRule(): Promise<string> {
  if (rule !== null) return rule
  const response = await fetch(fontUrl)
  if (!response.ok) throw new TypeError(`The typeface did not come: ${response.status}.`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
  rule = `@font-face{font-family:Inter;src:url(data:font/woff2;base64,${btoa(text)}) format("woff2");font-weight:100 900}`
  return rule
}
