/**
 * Numbers and small pictures as text. Figures are grouped in threes and rounded to what a reader can use; a share is
 * never rounded to nothing or to everything.
 */

import { stripVTControlCharacters, styleText } from 'node:util'
import { fixedInEnglish, inEnglish, roundedInEnglish } from '../scenario/in-english.ts'

export function formatCount(count: number): string {
  return roundedInEnglish(count, 0)
}

/** 1 core, 2 cores. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${inEnglish(count)} ${count === 1 ? one : many}`
}

/** Three or more digits: 0.25, 4.17, 29.8, 1,234. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const decimals = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2
  return withDecimals(value, decimals)
}

/** Always as many decimals, so that figures below each other line up. */
export function withDecimals(value: number, decimals: number): string {
  return fixedInEnglish(value, decimals)
}

/** Milliseconds below ten seconds, seconds above and where they are whole: 0.62 ms, 58 ms, 1,204 ms, 5 s, 12.3 s. */
export function formatMs(ms: number): string {
  if (!Number.isFinite(ms)) return '–'
  if (ms >= 1000 && ms % 1000 === 0) return `${formatCount(ms / 1000)} s`
  if (ms >= 10_000) return `${formatNumber(ms / 1000)} s`
  return `${withDecimals(ms, ms === 0 || ms >= 10 ? 0 : ms >= 1 ? 1 : 2)} ms`
}

/** 0 %, < 0.1 %, 4.2 %, 99.9 %, > 99.9 %, 100 %. */
export function formatShare(share: number): string {
  if (Number.isNaN(share)) return '–'
  if (share === 0 || share === 1) return `${share * 100} %`
  if (share > 0 && share < 0.001) return '< 0.1 %'
  if (share < 1 && share > 0.999) return '> 99.9 %'
  return `${(share * 100).toFixed(1)} %`
}

const BARS = '▁▂▃▄▅▆▇█'

/**
 * A row of bars, at most `width` characters, scaled so that `top` is the highest bar. Neighbouring values are averaged
 * where there are more of them than characters. Zero is a dot, so that “nothing” and “little” look different.
 */
export function sparkline(values: ArrayLike<number>, top: number, width: number): string {
  return shrink(values, width)
    .map(value => (value <= 0 || top <= 0 ? '·' : BARS[Math.min(7, Math.floor((value / top) * 8))]))
    .join('')
}

/** Means of equal stretches: at most `width` values. */
export function shrink(values: ArrayLike<number>, width: number): number[] {
  const length = Math.min(width, values.length)
  return Array.from({ length }, (_, at) => {
    const from = Math.floor((at * values.length) / length)
    const to = Math.floor(((at + 1) * values.length) / length)
    let sum = 0
    for (let index = from; index < to; index++) sum += values[index] as number
    return sum / (to - from)
  })
}

export type Align = 'left' | 'right'

/** Lines of columns, two spaces apart; a column is as wide as its widest text. Trailing blanks are cut. */
export function alignColumns(rows: readonly (readonly string[])[], align: readonly Align[], indent = ''): string[] {
  const widths = align.map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, visibleLength(row[column] ?? '')), 0),
  )
  return rows.map(row => {
    const cells = row.map((text, column) => {
      const blank = ' '.repeat(widths[column]! - visibleLength(text))
      return align[column] === 'right' ? blank + text : text + blank
    })
    return (indent + cells.join('  ')).trimEnd()
  })
}

/** A blank that is not between a number and its unit. */
const BREAK = /(?<!\d) | (?!(?:%|ms|s)(?:\W|$))/

/** Text broken at blanks into lines of at most `width` characters, as far as its words allow. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(BREAK)) {
    if (line && line.length + 1 + word.length > width - indent.length) {
      lines.push(indent + line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, indent + line]
}

/** Marks for a terminal; without colour they leave a text as it is. */
export interface Pen {
  strong(text: string): string
  quiet(text: string): string
  /** For failures only. */
  alarm(text: string): string
}

export function pen(colour: boolean): Pen {
  // Whether the stream may be coloured was decided before.
  const options = { validateStream: false }
  const styled = (style: 'bold' | 'dim' | 'red') => (text: string) =>
    colour && text !== '' ? styleText(style, text, options) : text
  return { strong: styled('bold'), quiet: styled('dim'), alarm: styled('red') }
}

function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length
}
