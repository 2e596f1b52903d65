/**
 * What `prefork validate` prints: a block a recording, and a sentence at the end.
 */
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import type { Comparison, Figure } from '../validation/compare.ts'
import type { Allowed } from '../validation/tolerance.ts'
import { alignColumns, formatCount, formatMs, type Pen, plural, withDecimals, wrap } from './format.ts'

const WIDTH = 90

export function comparisonText(comparison: Comparison, pen: Pen): string {
  const { name, scenario, figures, offered, unknownSettings } = comparison
  const about = `${SERVER_KINDS[scenario.server.kind].label}, ${plural(scenario.machine.cores, 'core')}, ${plural(offered, 'request')}`
  const heads = ['', 'measured', 'simulated', 'error', 'allowed', '']
  const rows = [heads.map(pen.quiet), ...figures.map(figure => rowOf(figure, comparison, pen))]
  const table = alignColumns(rows, ['left', 'right', 'right', 'right', 'left', 'left'], '  ')
  const notes = unknownSettings.length > 0 ? [`  Not replayed: ${unknownSettings.join(', ')}.`] : []
  return `${[`${pen.strong(name)}  ${about}`, ...table, ...notes].join('\n')}\n`
}

const LABELS: Readonly<Record<string, string>> = { answered: 'answered/s', cpu: 'CPU of the server' }

function rowOf(figure: Figure, { answered }: Comparison, pen: Pen): string[] {
  const { name, unit, measured, simulated, error, allowed, isWithin } = figure
  const past = isWithin === false ? pen.alarm('past its tolerance') : ''
  const counts =
    allowed?.rule === 'count' ? `${formatCount(answered.simulated)} for ${formatCount(answered.measured)}` : ''
  return [
    LABELS[name] ?? name.replace('share ', ''),
    valueText(measured, unit),
    valueText(simulated, unit),
    errorText(error, unit),
    allowed ? allowedText(allowed, unit) : pen.quiet('not judged'),
    [counts, past].filter(text => text !== '').join(', '),
  ]
}

function valueText(value: number | null, unit: Figure['unit']): string {
  if (value === null) return '–'
  if (unit === 'share') return `${withDecimals(value * 100, 1)} %`
  return unit === 'ms' ? formatMs(value) : withDecimals(value, 2)
}

function errorText(error: number | null, unit: Figure['unit']): string {
  if (error === null) return '–'
  const size = withDecimals(Math.abs(error) * 100, 1)
  const sign = size === '0.0' ? '' : error > 0 ? '+' : '−'
  return `${sign}${size} ${unit === 'share' ? 'pt' : '%'}`
}

function allowedText({ rule, by, low, high }: Allowed, unit: Figure['unit']): string {
  if (rule === 'count') return `count: ${valueText(low, unit)} to ${valueText(high, unit)}`
  return `±${withDecimals(by * 100, 0)} ${rule === 'points' ? 'pt' : '%'}`
}

/** The closing sentence: how many are within their tolerances, and by what the others are not. */
export function verdictText(comparisons: readonly Comparison[]): string {
  const past = comparisons.filter(({ isWithin }) => !isWithin)
  if (past.length === 0) {
    const all = comparisons.length === 1 ? 'The recording is' : `All ${comparisons.length} recordings are`
    return wrap(`${all} within tolerance.`, WIDTH).join('\n')
  }
  const faults = past.map(({ name, figures }) => `${name} (${figures.filter(isPast).map(faultText).join(', ')})`)
  const within = comparisons.length - past.length
  const text = `${within} of ${plural(comparisons.length, 'recording')} ${within === 1 ? 'is' : 'are'} within tolerance; past it: ${faults.join('; ')}.`
  return wrap(text, WIDTH).join('\n')
}

function isPast({ isWithin }: Figure): boolean {
  return isWithin === false
}

function faultText({ name, unit, error }: Figure): string {
  return `${LABELS[name] ?? name} ${errorText(error, unit)}`
}
