/** The figures of a comparison as the page writes them. */
import { figures } from '#text/right.ts'
import type { Figure } from '../../sim/validation/compare.ts'
import { count, duration, fixed, NBSP } from '../text/format.ts'
import type { Replay } from './replay.ts'

export function figureOf({ figures }: Replay, name: string): Figure | undefined {
  return figures.find(figure => figure.name === name)
}

export function valueText(value: number | null, unit: Figure['unit']): string {
  if (value === null) return '–'
  if (unit === 'share') return `${fixed(value * 100, 1)}${NBSP}%`
  if (unit === 'perSecond') return fixed(value, 2)
  return value < 1000 ? duration(value) : `${count(value)}${NBSP}ms`
}

/** “−7.0 %”, of shares “+0.5 points”. */
export function errorText({ error, unit }: Figure): string {
  if (error === null) return '–'
  const size = fixed(Math.abs(error * 100), 1)
  const sign = size === fixed(0, 1) ? '' : error > 0 ? '+' : '−'
  return `${sign}${size}${NBSP}${unit === 'share' ? 'pt' : '%'}`
}

/** What is allowed, and nothing for a figure that is not judged. */
export function allowedText({ allowed, unit }: Figure): string {
  if (!allowed) return ''
  if (allowed.rule === 'count')
    return figures.allowedCount({ low: valueText(allowed.low, unit), high: valueText(allowed.high, unit) })
  return figures.allowed({ by: Math.round(allowed.by * 100), unit: allowed.rule === 'points' ? 'pt' : '%' })
}

/** “within”, or what is past its tolerance and by how much. */
export function verdictText(replay: Replay): string {
  const past = replay.figures.filter(({ isWithin }) => isWithin === false)
  return past.length === 0
    ? figures.within
    : figures.past({ figures: past.map(figure => `${figure.name} ${errorText(figure)}`) })
}
