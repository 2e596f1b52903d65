/** The figures of a fleet, and what they are figures of. */
import { figures as texts } from '#text/fleet-page.ts'
import type { FleetFigure, FleetSummary } from '../../sim/fleet/figures.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import { compact, dollars, duration, percent } from '../text/format.ts'

export interface Figure {
  name: string
  value: string
  /** Half of its 95 % interval, where that is known. */
  spread: string
}

/** Of the one fleet that is shown, or, once they are known, means over several with their intervals. */
export function figuresOf(result: FleetResult, summary: FleetSummary | null): Figure[] {
  const { errorShare, credits, scenario } = result
  const figure = (name: string, of: FleetFigure, one: number, text: (value: number) => string): Figure => {
    const several = summary?.[of]
    if (!several || several.n < 2) return { name, value: text(one), spread: '' }
    return { name, value: text(several.mean), spread: text(several.halfWidth) }
  }
  const told = (name: string, value: string): Figure => ({ name, value, spread: '' })
  const { errorsAfterScaling: around } = texts
  const hours = texts.machines(scenario.fleet)
  const hasPrice = scenario.machine.dollarsPerHour > 0
  const isScaled = scenario.fleet.min < scenario.fleet.max
  const scaled = isScaled
    ? [
        figure(texts.scalingEvents, 'scalingEvents', result.scalingEvents, compact),
        errorShare > 0
          ? figure(around, 'errorsAfterScaling', result.errorsAfterScaling, percent)
          : told(around, texts.noErrors),
      ]
    : []
  return [
    figure(texts.failed, 'errorShare', errorShare, percent),
    ...scaled,
    figure(texts.instanceHours, 'instanceHours', result.instanceHours, compact),
    figure(texts.cpu, 'cpuUtilization', result.cpuUtilization, percent),
    ...(credits && credits.throttledShare > 0
      ? [figure(texts.throttled, 'throttledShare', credits.throttledShare, percent)]
      : []),
    ...(credits && credits.charged > 0 ? [told(texts.surplus, dollars(credits.dollars))] : []),
    figure(texts.p99, 'latencyP99Ms', result.latencyMs.p99, duration),
    hasPrice ? figure(hours, 'dollars', result.dollars, dollars) : told(hours, texts.noPrice),
    hasPrice
      ? figure(texts.million, 'dollarsPerMillion', result.dollarsPerMillion, dollars)
      : told(texts.million, texts.noPrice),
  ]
}

export function howSure({ scenario }: FleetResult, summary: FleetSummary | null): string {
  const { seed } = scenario.run
  return summary === null ? texts.ofOne({ seed }) : texts.ofFive({ from: seed, to: seed + 4 })
}
