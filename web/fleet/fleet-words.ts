/** A fleet's result in words: the sentence at the top, and the figures below it. */
import type { FleetFigure, FleetSummary } from '../../sim/fleet/figures.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import { METRIC_NAMES } from '../../sim/fleet/words.ts'
import { compact, count, NBSP, percent } from '../text/format.ts'

/** What happened, in one or two sentences. */
export function fleetSentence({
  offered,
  ok,
  errorShare,
  scalingEvents,
  dollarsPerMillion,
  scenario,
}: FleetResult): string {
  if (offered === 0) return 'Nothing was sent.'
  const answered =
    ok === offered
      ? `All ${count(offered)} requests were answered`
      : `${percent(errorShare).replace('<', 'Fewer than')} of ${count(offered)} requests failed`
  const { fleet } = scenario
  const scaled =
    fleet.min === fleet.max
      ? ''
      : `, and the fleet, scaled by ${METRIC_NAMES[fleet.metric]}, changed its size ${times(scalingEvents)}`
  const bill = Number.isNaN(dollarsPerMillion) ? '' : ` A million answers cost ${dollars(dollarsPerMillion)}.`
  return `${answered}${scaled}.${bill}`
}

/** "not once", "once", "6 times". */
export function times(events: number): string {
  if (events === 0) return 'not once'
  return events === 1 ? 'once' : `${count(events)} times`
}

export function dollars(value: number): string {
  return Number.isNaN(value)
    ? '–'
    : `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

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
  const milliseconds = (value: number) => `${compact(value)}${NBSP}ms`
  const around = 'Errors within 10 min of one'
  const hours = `Machines, ${compact(scenario.fleet.hours)}${NBSP}h`
  const hasPrice = scenario.machine.dollarsPerHour > 0
  const isScaled = scenario.fleet.min < scenario.fleet.max
  const scaled = isScaled
    ? [
        figure('Scaling events', 'scalingEvents', result.scalingEvents, compact),
        errorShare > 0
          ? figure(around, 'errorsAfterScaling', result.errorsAfterScaling, percent)
          : told(around, 'none'),
      ]
    : []
  return [
    figure('Failed', 'errorShare', errorShare, percent),
    ...scaled,
    figure('Instance-hours', 'instanceHours', result.instanceHours, compact),
    figure('Mean CPU of an instance', 'cpuUtilization', result.cpuUtilization, percent),
    ...(credits && credits.throttledShare > 0
      ? [figure('Slowed down, CPU credits spent', 'throttledShare', credits.throttledShare, percent)]
      : []),
    ...(credits && credits.charged > 0 ? [told('Surplus CPU credits', dollars(credits.dollars))] : []),
    figure('p99 of answers', 'latencyP99Ms', result.latencyMs.p99, milliseconds),
    hasPrice ? figure(hours, 'dollars', result.dollars, dollars) : told(hours, 'no price set'),
    hasPrice
      ? figure('A million answers', 'dollarsPerMillion', result.dollarsPerMillion, dollars)
      : told('A million answers', 'no price set'),
  ]
}

/** What the figures are figures of. */
export function howSure({ scenario }: FleetResult, summary: FleetSummary | null): string {
  const { seed } = scenario.run
  if (summary === null)
    return `Figures of one fleet, with seed ${seed}. Four more are being simulated, to say how sure they are.`
  return `Means of five fleets with seeds ${seed} to ${seed + 4}, ± half of a 95 % confidence interval. The sentence, the charts and the table are of the first.`
}
