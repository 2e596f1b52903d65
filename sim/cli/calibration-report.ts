/**
 * What `prefork calibrate` prints: the estimates, how sure they are, and the flags that set them.
 */
import type { Calibration, Estimate } from '../calibration/estimate.ts'
import type { LoadCalibration, LoadCheck } from '../calibration/from-load.ts'
import { alignColumns, formatMs, formatNumber, type Pen, wrap } from './format.ts'

const WIDTH = 90

/** Three digits are more than any estimate here is good for. */
export function flagOf({ path, value }: Estimate): string {
  return `--set ${path}=${Number(value.toPrecision(3))}`
}

export function calibrationText(calibration: Calibration, pen: Pen): string {
  const { estimates, alternatives, notes } = calibration
  const parts = [
    estimateLines(estimates, pen),
    ...alternatives.map(({ about, estimates }) => [pen.strong(`If it is ${about}`), ...estimateLines(estimates, pen)]),
    checkLines(checkOf(calibration), pen),
    notes.flatMap(note => wrap(note, WIDTH)),
  ]
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => `${lines.join('\n')}\n`)
    .join('\n')}`
}

function estimateLines(estimates: readonly Estimate[], pen: Pen): string[] {
  if (estimates.length === 0) return []
  const rows = estimates.map(estimate => [flagOf(estimate), intervalText(estimate)])
  const lines = alignColumns(rows, ['left', 'left'], '  ')
  return lines.flatMap((line, at) => [line, ...wrap(estimates[at]!.from, WIDTH, '      ').map(pen.quiet)])
}

function intervalText({ low, high }: Estimate): string {
  return low === high ? '' : `${formatNumber(low)} to ${formatNumber(high)} ms (95 %)`
}

function checkOf(calibration: Calibration): LoadCheck | null {
  return (calibration as Partial<LoadCalibration>).check ?? null
}

function checkLines(check: LoadCheck | null, pen: Pen): string[] {
  if (check === null) return []
  const rows = [
    ['', 'reported', 'simulated'].map(pen.quiet),
    ['answered/s', formatNumber(check.perSecond.measured), formatNumber(check.perSecond.simulated)],
    ...check.percentiles.map(({ share, measuredMs, simulatedMs }) => [
      `p${share * 100}`,
      formatMs(measuredMs),
      formatMs(simulatedMs),
    ]),
  ]
  return [pen.strong('With these values'), ...alignColumns(rows, ['left', 'right', 'right'], '  ')]
}

/** The same, each set of estimates with its flags. */
export function calibrationJson(calibration: Calibration): object {
  const alternatives = calibration.alternatives.map(one => ({ ...one, flags: one.estimates.map(flagOf) }))
  return { ...calibration, flags: calibration.estimates.map(flagOf), alternatives }
}
