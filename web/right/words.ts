/** The figures of a comparison as the page writes them. */
import type { Figure } from '../../sim/validation/compare.ts'
import { count, duration, NBSP } from '../text/format.ts'
import type { Replay } from './replay.ts'

export function figureOf({ figures }: Replay, name: string): Figure | undefined {
  return figures.find(figure => figure.name === name)
}

export function valueText(value: number | null, unit: Figure['unit']): string {
  if (value === null) return '–'
  if (unit === 'share') return `${(value * 100).toFixed(1)}${NBSP}%`
  if (unit === 'perSecond') return value.toFixed(2)
  return value < 1000 ? duration(value) : `${count(value)}${NBSP}ms`
}

/** “−7.0 %”, of shares “+0.5 points”. */
export function errorText({ error, unit }: Figure): string {
  if (error === null) return '–'
  const size = Math.abs(error * 100).toFixed(1)
  const sign = size === '0.0' ? '' : error > 0 ? '+' : '−'
  return `${sign}${size}${NBSP}${unit === 'share' ? 'pt' : '%'}`
}

/** What is allowed, and nothing for a figure that is not judged. */
export function allowedText({ allowed, unit }: Figure): string {
  if (!allowed) return ''
  if (allowed.rule === 'count')
    return `of ${valueText(allowed.low, unit)} to ${valueText(allowed.high, unit)}, by count`
  return `of ±${Math.round(allowed.by * 100)}${NBSP}${allowed.rule === 'points' ? 'pt' : '%'}`
}

/** “within”, or what is past its tolerance and by how much. */
export function verdictText({ figures }: Replay): string {
  const past = figures.filter(({ isWithin }) => isWithin === false)
  return past.length === 0 ? 'within' : `past: ${past.map(figure => `${figure.name} ${errorText(figure)}`).join(', ')}`
}
