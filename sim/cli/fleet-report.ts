/**
 * A simulated fleet as text for people: what was set up, what came of the requests, when it was scaled and why, and what
 * it cost.
 */
import type { FleetEvent, FleetOutcome, FleetResult } from '../fleet/result.ts'
import { thresholdsOf } from '../fleet/scaling.ts'
import { EVENT_WORDS, METRIC_NAMES, metricText, reasonText, timeText } from '../fleet/words.ts'
import { COUNTED_OUTCOMES } from '../measure/outcomes.ts'
import { shown } from '../scenario/problem.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import {
  alignColumns,
  formatCount,
  formatMs,
  formatNumber,
  formatShare,
  type Pen,
  plural,
  shrink,
  sparkline,
  withDecimals,
  wrap,
} from './format.ts'
import { OUTCOME_WORDS } from './outcome-words.ts'
import { latencyLines, settingLines } from './report.ts'

const WIDTH = 80
const SPARK_WIDTH = 60
/** More events than that are a pattern, and their first ones show it. */
const MAX_EVENTS = 24

/** The whole report, its last line ended. @param replications the lines about all replications; none when there is one. */
export function fleetReport(result: FleetResult, replications: readonly string[], pen: Pen): string {
  const parts = [
    headingLines(result, pen),
    outcomeLines(result, pen),
    overTimeLines(result, pen),
    scalingLines(result, pen),
    moneyLines(result, pen),
    latencyLines(result.latencyMs, pen),
    replications,
    settingLines(result.scenario, pen),
    wrap(fleetFinding(result), WIDTH),
  ]
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`
}

function headingLines({ scenario, trace }: FleetResult, pen: Pen): string[] {
  const { fleet, machine, server } = scenario
  const size = fleet.min === fleet.max ? plural(fleet.min, 'instance') : `${fleet.min} to ${fleet.max} instances`
  const what = machine.type === 'custom' ? plural(machine.cores, 'core') : machine.type
  const price = machine.dollarsPerHour > 0 ? `, $${machine.dollarsPerHour} an hour each` : ''
  return [
    pen.strong(`${size} of ${what}${price}: ${SERVER_KINDS[server.kind].label}`),
    pen.quiet(SERVER_KINDS[server.kind].configLine(server)),
    trafficLine(scenario, trace),
    ruleLine(scenario),
  ]
}

function trafficLine({ traffic, fleet, run }: Scenario, trace: string | null): string {
  const span = `${plural(fleet.hours, 'hour')}, seed ${run.seed}`
  if (traffic.kind === 'trace') return `Requests as recorded in ${shown(trace)}; ${span}`
  const rate = `${plural(traffic.ratePerSecond, 'request')} a second${traffic.steps.length > 0 ? ', then in steps' : ''}`
  const curves: Record<typeof fleet.load, string> = {
    constant: '',
    daily: ` on average, ${fleet.peakFactor} times that at ${timeText(fleet.peakHour * 3_600_000)}`,
    spike: `, ${fleet.spikeFactor} times that for ${plural(fleet.spikeMinutes, 'minute')} from hour ${fleet.spikeHour} on`,
  }
  return `${rate}${curves[fleet.load]}; ${span}`
}

function ruleLine(scenario: Scenario): string {
  const { fleet } = scenario
  if (fleet.min === fleet.max) return 'Never scaled'
  const { upper, lower } = thresholdsOf(scenario)
  const name = METRIC_NAMES[fleet.metric]
  return `One more when ${name} is above ${metricText(fleet.metric, upper)}, one fewer below ${metricText(fleet.metric, lower)}, each ${formatMs(fleet.periodSeconds * 1000)}`
}

const FLEET_OUTCOMES: readonly FleetOutcome[] = [...COUNTED_OUTCOMES, '503']

function outcomeLines({ offered, outcomes }: FleetResult, pen: Pen): string[] {
  const words = { ...OUTCOME_WORDS, '503': 'Service Unavailable, no instance was in service' }
  const rows = FLEET_OUTCOMES.filter(name => name === '200' || outcomes[name] > 0).map(name => {
    const share = offered > 0 ? formatShare(outcomes[name] / offered) : '–'
    const row = [name, words[name], formatCount(outcomes[name]), share]
    return name === '200' ? row : row.map(text => pen.alarm(text))
  })
  return [
    `${pen.strong('Requests')}  ${formatCount(offered)} sent`,
    ...alignColumns(rows, ['left', 'left', 'right', 'right'], '  '),
  ]
}

function overTimeLines({ series, scenario }: FleetResult, pen: Pen): string[] {
  const { columns } = series
  const top = Math.max(peakOf(columns.offered), peakOf(columns.errors))
  const row = (name: string, column: Float64Array, scale: number, peak: string) => [
    name,
    sparkline(column, scale, SPARK_WIDTH),
    `peak ${peak}`,
  ]
  const rate = (column: Float64Array) => `${formatNumber(peakOf(column))}/s`
  const cpu = columns.cpu.map(share => (Number.isNaN(share) ? 0 : share))
  const rows = [
    row('offered', columns.offered, top, rate(columns.offered)),
    peakOf(columns.errors) > 0
      ? row('errors', columns.errors, top, rate(columns.errors)).map(text => pen.alarm(text))
      : ['errors', 'none'],
    row('instances', columns.instances, peakOf(columns.instances), formatNumber(peakOf(columns.instances))),
    row('CPU', cpu, 1, formatShare(peakOf(cpu))),
  ]
  if (scenario.machine.creditsPerHour > 0 && peakOf(columns.credits) > 0) {
    rows.push(row('credits', columns.credits, peakOf(columns.credits), formatNumber(peakOf(columns.credits))))
  }
  return [
    `${pen.strong('Over time')}  ${pen.quiet(`${plural(scenario.fleet.hours, 'hour')} from midnight on; CPU to 100 %`)}`,
    ...alignColumns(rows, ['left', 'left', 'left'], '  '),
  ]
}

function peakOf(column: Float64Array): number {
  return Math.max(0, ...shrink(column, SPARK_WIDTH))
}

function scalingLines(result: FleetResult, pen: Pen): string[] {
  const { events, scalingEvents, errorsAfterScaling } = result
  const title = `${pen.strong('Scaling')}  ${scalingEvents === 0 ? 'none' : plural(scalingEvents, 'event')}`
  const near =
    errorsAfterScaling > 0 ? `, ${formatShare(errorsAfterScaling)} of all errors in the ten minutes after one` : ''
  const told = events.filter(({ kind }) => kind !== 'terminated' && kind !== 'in-service')
  const rows = told
    .slice(0, MAX_EVENTS)
    .map(event => [
      timeText(event.atMs),
      `instance ${event.instance + 1} ${EVENT_WORDS[event.kind]}, ${event.instances} now`,
      reasonText(event),
      errorsAround(event),
    ])
  const more = told.length - rows.length
  return [
    title + near,
    ...alignColumns(rows, ['left', 'left', 'left', 'left'], '  '),
    ...(more > 0 ? [pen.quiet(`  and ${formatCount(more)} more`)] : []),
  ]
}

function errorsAround({ errorsBefore, errorsAfter }: FleetEvent): string {
  if (errorsBefore + errorsAfter === 0) return ''
  return `errors 10 min before ${formatCount(errorsBefore)}, after ${formatCount(errorsAfter)}`
}

function moneyLines(result: FleetResult, pen: Pen) {
  const { instanceHours, dollars, dollarsPerMillion, cpuUtilization, credits, scenario } = result
  const rows = [['instance-hours', formatNumber(instanceHours), `at ${formatShare(cpuUtilization)} CPU`]]
  if (scenario.machine.dollarsPerHour > 0) {
    rows.push(['cost', `$${withDecimals(dollars, 2)}`, 'machines alone, without load balancer and traffic'])
    if (!Number.isNaN(dollarsPerMillion)) rows.push(['a million answers', `$${withDecimals(dollarsPerMillion, 2)}`, ''])
  }
  if (credits && credits.charged > 0) {
    rows.push([
      'of that for CPU',
      `$${withDecimals(credits.dollars, 2)}`,
      `${formatNumber(credits.charged)} surplus credits`,
    ])
  }
  if (credits && credits.throttledShare > 0) {
    rows.push(['slowed down', formatShare(credits.throttledShare), 'of the time, with no CPU credits left'])
  }
  return [pen.strong('Bill'), ...alignColumns(rows, ['left', 'right', 'left'], '  ')]
}

/** One or two sentences. */
export function fleetFinding(result: FleetResult): string {
  const { offered, ok, errorShare, scalingEvents, dollarsPerMillion, scenario } = result
  if (offered === 0) return 'Nothing was sent.'
  const answered =
    ok === offered
      ? `All ${formatCount(offered)} requests were answered`
      : `${formatShare(errorShare)} of ${formatCount(offered)} requests failed`
  const scaled = scenario.fleet.min === scenario.fleet.max ? '' : ` while the fleet was scaled ${times(scalingEvents)}`
  const bill = Number.isNaN(dollarsPerMillion) ? '' : ` A million answers cost $${withDecimals(dollarsPerMillion, 2)}.`
  return `${answered}${scaled}.${bill}`
}

function times(count: number): string {
  if (count === 0) return 'not once'
  return count === 1 ? 'once' : `${formatCount(count)} times`
}
