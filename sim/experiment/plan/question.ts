/**
 * What a plan is asked: the traffic and its requests, what users shall notice, and what may be spent. Everything about
 * servers and machines that the search does not choose by itself is taken from the scenario.
 */
import { findMachineType } from '../../scenario/machine-types.ts'
import { accepted, type Checked, notAllowed, refused } from '../../scenario/problem.ts'
import type { PartialScenario, ServerKindName } from '../../scenario/scenario.ts'
import { SERVER_KIND_NAMES } from '../../scenario/server-kinds.ts'
import { parseDecimal } from '../../scenario/text.ts'
import { METRICS, type Metric } from '../metrics.ts'

/** Holds when the metric's mean over days of this traffic is at most this. Shares lie between 0 and 1. */
export interface Goal {
  metric: Metric
  atMost: number
}

export interface PlanQuestion {
  /** Traffic, request, client and proxy; `server` and `machine` as far as a setup does not say otherwise. */
  scenario: PartialScenario
  /** At least one, and one of them limits `errorShare`. */
  goals: readonly Goal[]
  kinds: readonly ServerKindName[]
  /** Names of `machine-types.ts`. */
  types: readonly string[]
  minInstances: number
  maxInstances: number
  /** Only these numbers of workers and of threads, where a server lets one set them; null: what is usual. */
  workers: readonly number[] | null
  threads: readonly number[] | null
  /** US dollars a month for all instances together; null: any. */
  budget: number | null
}

/** Servers that one would deploy; those made for development can be asked for. */
export const USUAL_KINDS: readonly ServerKindName[] = [
  'gunicorn-sync',
  'gunicorn-gthread',
  'gunicorn-gevent',
  'uwsgi',
  'waitress',
]

/** Families that AWS sells to newcomers; older ones can be asked for. */
export const USUAL_TYPES: readonly string[] = [
  ...['nano', 'micro', 'small', 'medium', 'large', 'xlarge', '2xlarge'].map(size => `t3.${size}`),
  ...['medium', 'large', 'xlarge', '2xlarge', '4xlarge'].map(size => `c7g.${size}`),
  ...['large', 'xlarge', '2xlarge', '4xlarge'].map(size => `c6i.${size}`),
  ...['large', 'xlarge', '2xlarge', '4xlarge'].map(size => `m5.${size}`),
]

/** p99 under 300 ms, and fewer than one error in a thousand requests. */
export const USUAL_GOALS: readonly Goal[] = [
  { metric: 'latencyP99Ms', atMost: 300 },
  { metric: 'errorShare', atMost: 0.001 },
]

export const MOST_INSTANCES = 50
export const USUAL_INSTANCES = 4

/** The question that is asked when only a scenario is given. */
export function usualQuestion(scenario: PartialScenario): PlanQuestion {
  return {
    scenario,
    goals: USUAL_GOALS,
    kinds: USUAL_KINDS,
    types: USUAL_TYPES,
    minInstances: 1,
    maxInstances: USUAL_INSTANCES,
    workers: null,
    threads: null,
    budget: null,
  }
}

/** `p99Ms` for `latencyP99Ms`, as people say it. */
const SHORT_NAMES: Readonly<Record<string, Metric>> = {
  meanMs: 'latencyMeanMs',
  p50Ms: 'latencyP50Ms',
  p90Ms: 'latencyP90Ms',
  p95Ms: 'latencyP95Ms',
  p99Ms: 'latencyP99Ms',
  p999Ms: 'latencyP999Ms',
  maxMs: 'latencyMaxMs',
}

/** More is better of these: a limit from above would be met by a server that does nothing. */
const NOT_GOALS: readonly Metric[] = ['offered', 'throughputPerSecond', 'goodputPerSecond', 'servedPerSecond']

export const GOAL_METRICS: readonly Metric[] = METRICS.filter(metric => !NOT_GOALS.includes(metric))

const GOAL = /^\s*([A-Za-z0-9]+)\s*(?:<=|≤|<|=)\s*([-+.\dEe]+)\s*(%|ms)?\s*$/

/** Reads `p99Ms<=300`, `errorShare<=0.001` or `errorShare<=0.1%`. Never throws. */
export function parseGoal(text: string): Checked<Goal> {
  const match = GOAL.exec(text)
  const allowed = 'a metric and its limit, such as "p99Ms<=300" or "errorShare<=0.1%"'
  if (!match) return refused([notAllowed('A goal', text, allowed)])
  const [, name, digits, unit] = match
  const metric = SHORT_NAMES[name!] ?? GOAL_METRICS.find(known => known === name)
  if (!metric) {
    const names = [...Object.keys(SHORT_NAMES), ...GOAL_METRICS.filter(known => !known.startsWith('latency'))]
    return refused([notAllowed('A goal', text, `about one of ${names.join(', ')}`)])
  }
  const value = parseDecimal(digits!)
  const atMost = unit === '%' ? value / 100 : value
  const isTime = metric.endsWith('Ms')
  if ((unit === '%' && isTime) || (unit === 'ms' && !isTime)) return refused([notAllowed('A goal', text, allowed)])
  const most = isTime ? 3_600_000 : 1
  if (!(atMost >= 0 && atMost <= most)) {
    return refused([notAllowed('A goal', text, isTime ? 'a limit from 0 to 3,600,000 ms' : 'a limit from 0 to 1')])
  }
  return accepted({ metric, atMost })
}

/** A server that answers nobody is fast: errors are always limited, by one in a thousand if nobody says otherwise. */
export function completeGoals(goals: readonly Goal[]): readonly Goal[] {
  if (goals.length === 0) return USUAL_GOALS
  if (goals.some(goal => goal.metric === 'errorShare')) return goals
  return [...goals, USUAL_GOALS.find(goal => goal.metric === 'errorShare')!]
}

/** Reads names parted by commas: `t3.small,c7g.large`. A family's name stands for all of it: `t3`. */
export function parseTypes(text: string, known: readonly string[]): Checked<string[]> {
  const names = text.split(',').flatMap(part => {
    const name = part.trim()
    const family = known.filter(type => type.startsWith(`${name}.`))
    return family.length > 0 ? family : [name]
  })
  const unknown = names.filter(name => findMachineType(name) === null)
  const problems = unknown.map(name => notAllowed('--types', name, 'an EC2 type that “prefork machines” lists'))
  return problems.length > 0 ? refused(problems) : accepted([...new Set(names)])
}

/** Reads kinds of servers parted by commas. */
export function parseKinds(text: string): Checked<ServerKindName[]> {
  const names = text.split(',').map(name => name.trim())
  const kinds = SERVER_KIND_NAMES.filter(kind => names.includes(kind))
  const unknown = names.filter(name => !SERVER_KIND_NAMES.some(kind => kind === name))
  if (unknown.length > 0)
    return refused(unknown.map(name => notAllowed('--kinds', name, `one of ${SERVER_KIND_NAMES.join(', ')}`)))
  return accepted(kinds)
}
