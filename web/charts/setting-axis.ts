/**
 * An axis of values of a parameter. Values stand at their logarithms where they span decades; a 0 then has a place of its
 * own at the end that it means: before the smallest value, or after the largest where it means "never".
 */

import * as texts from '#text/across.ts'
import { isLoad } from '../../sim/experiment/points.ts'
import type { NumberParameter } from '../../sim/scenario/parameters.ts'
import { entryText, shownUnit, valueText } from '../controls/value-text.ts'
import { NBSP } from '../text/format.ts'
import { wordsOf } from '../text/parameters.ts'
import type { AxisPoint, XAxisSpec } from './plot-spec.ts'

/** A linear axis is easier to read as long as its lowest values do not lie on each other. */
const LINEAR_UP_TO = 12

/** @param values Ascending. */
export function settingAxis(parameter: NumberParameter, values: readonly number[]): XAxisSpec & { kind: 'setting' } {
  const place = placing(parameter, values)
  const inPlace = [...values].sort((a, b) => place(a) - place(b))
  const last = inPlace.at(-1)
  return {
    kind: 'setting',
    name: axisName(parameter),
    across: acrossName(parameter),
    points: inPlace.map(value => ({
      value,
      at: place(value),
      text: tickText(parameter, value, value === last),
      words: pointWords(parameter, value),
    })),
    place,
  }
}

/** "Load" and "Cores" are what people say; other parameters have their labels. */
export function axisName(parameter: NumberParameter): string {
  return isLoad(parameter.path) ? texts.load : wordsOf(parameter).label
}

/** The name of an axis after "across". */
export function acrossName(parameter: NumberParameter): string {
  if (isLoad(parameter.path)) return texts.named.load
  return parameter.path === 'machine.cores' ? texts.named.cores : texts.named.other(wordsOf(parameter))
}

function placing(parameter: NumberParameter, values: readonly number[]): (value: number) => number {
  const positive = values.filter(value => value > 0)
  const [least = 1, most = 1] = [positive[0], positive.at(-1)]
  const isLinear = parameter.scale === 'linear' || (isLoad(parameter.path) && most / least <= LINEAR_UP_TO)
  if (isLinear) return value => value
  const step = positive.length > 1 ? Math.log10(most / least) / (positive.length - 1) : 1
  const zero = parameter.zeroMeans ? Math.log10(most) + step : Math.log10(least) - step
  return value => (value > 0 ? Math.log10(value) : zero)
}

/** The unit stands at the last one alone, except where it changes from one value to the next. */
function tickText(parameter: NumberParameter, value: number, isLast: boolean): string {
  if (parameter.unit === 'ms') return valueText(parameter, value)
  const unit = isLast ? shownUnit(parameter, value) : ''
  return unit ? `${entryText(parameter, value)}${NBSP}${unit}` : entryText(parameter, value)
}

/** A value as a sentence names it: "4 cores", "14 /s", "backlog 128". */
export function pointWords(parameter: NumberParameter, value: number): string {
  if (parameter.path === 'machine.cores') return texts.point.cores({ cores: value })
  if (parameter.unit !== '') return valueText(parameter, value)
  return texts.point.other({ label: wordsOf(parameter).label, value: entryText(parameter, value) })
}

/** The point at a place; the places are numbers that came from `place`, so they are the same ones. */
export function pointAt(points: readonly AxisPoint[], at: number): AxisPoint | undefined {
  return points.find(point => point.at === at)
}
