/** Values of parameters as the page writes them, and as a reader may type them. */

import type { NumberParameter, Parameter } from '../../sim/scenario/parameters.ts'
import type { ParameterValue } from '../../sim/scenario/scenario.ts'
import { formatValue } from '../../sim/scenario/validate.ts'
import { NBSP, precise } from '../text/format.ts'
import { wordsOf } from '../text/parameters.ts'

/** Units a time may be typed in, in milliseconds. */
const TIME_UNITS: Record<string, number> = { ms: 1, s: 1000, min: 60_000 }

/** "14 /s", "5 s", "never", "Poisson": for a reader and for a screen reader. */
export function valueText(parameter: Parameter, value: ParameterValue): string {
  if (parameter.kind === 'choice') {
    return wordsOf(parameter).choices.find(choice => choice.value === value)?.label ?? String(value)
  }
  if (parameter.kind === 'steps') return formatValue(parameter, value)
  const unit = shownUnit(parameter, value as number)
  const text = entryText(parameter, value as number)
  return unit ? `${text}${NBSP}${unit}` : text
}

/** What stands in the entry field; the unit stands beside it. */
export function entryText(parameter: NumberParameter, value: number): string {
  if (value === 0 && parameter.zeroMeans) return wordsOf(parameter).zeroMeans ?? parameter.zeroMeans
  const inUnit = value / (TIME_UNITS[shownUnit(parameter, value)] ?? 1)
  return precise(parameter.unit === 'ms' ? inUnit : value)
}

/** The unit a value is shown in: a second or more of milliseconds is seconds. Empty for a bare number. */
export function shownUnit(parameter: NumberParameter, value: number): string {
  if (value === 0 && parameter.zeroMeans) return ''
  return parameter.unit === 'ms' && value >= 1000 ? 's' : parameter.unit
}

/**
 * A typed text as `parseValue` reads it: without the unit, the separators of thousands and the word for 0. A bare number
 * is in the unit that stands beside the field. What is left may still be wrong.
 *
 * @param shown The value that stands in the field, which decides that unit.
 */
export function plainEntry(parameter: NumberParameter, shown: number, text: string): string {
  const trimmed = text.trim()
  if (parameter.zeroMeans && trimmed.toLowerCase() === wordsOf(parameter).zeroMeans?.toLowerCase()) return '0'
  const [, number = trimmed, typedUnit = ''] = /^(-?[\d.,]+(?:e[+-]?\d+)?)\s*([^\d\s].*)?$/i.exec(trimmed) ?? []
  const bare = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(number) ? number.replaceAll(',', '') : number
  if (parameter.unit !== 'ms') return typedUnit === '' || typedUnit === parameter.unit ? bare : trimmed
  const factor = TIME_UNITS[typedUnit || shownUnit(parameter, shown) || 'ms']
  if (factor === undefined || bare === '') return trimmed
  return factor === 1 || !Number.isFinite(Number(bare)) ? bare : String(Number((Number(bare) * factor).toPrecision(15)))
}
