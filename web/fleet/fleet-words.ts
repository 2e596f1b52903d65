/** A fleet's result in words: the sentence at the top, and the figures below it. */
import type { FleetResult } from '../../sim/fleet/result.ts'
import { METRIC_NAMES } from '../../sim/fleet/words.ts'
import { compact, count, NBSP, percent, plural } from '../text/format.ts'

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
}

export function figuresOf(result: FleetResult): Figure[] {
  const { instanceHours, errorsAfterScaling, latencyMs, cpuUtilization, errorShare, credits, scenario } = result
  const hasPrice = scenario.machine.dollarsPerHour > 0
  return [
    { name: 'Failed', value: percent(errorShare) },
    { name: 'Scaling events', value: count(result.scalingEvents) },
    {
      name: 'Errors within 10 min of one',
      value: errorShare > 0 ? `${percent(errorsAfterScaling)} of all` : 'none',
    },
    { name: 'Instance-hours', value: compact(instanceHours) },
    { name: 'Mean CPU of an instance', value: percent(cpuUtilization) },
    ...(credits && credits.throttledShare > 0
      ? [{ name: 'Slowed down, CPU credits spent', value: percent(credits.throttledShare) }]
      : []),
    ...(credits && credits.charged > 0 ? [{ name: 'Surplus CPU credits', value: dollars(credits.dollars) }] : []),
    { name: 'p99 of answers', value: `${compact(latencyMs.p99)}${NBSP}ms` },
    {
      name: `Machines, ${plural(scenario.fleet.hours, 'hour')}`,
      value: hasPrice ? dollars(result.dollars) : 'no price set',
    },
    { name: 'A million answers', value: hasPrice ? dollars(result.dollarsPerMillion) : 'no price set' },
  ]
}
