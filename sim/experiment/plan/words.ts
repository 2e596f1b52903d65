/**
 * A plan in words, for the command line and for the page.
 */
import { fixedInEnglish, inEnglish, roundedInEnglish } from '../../scenario/in-english.ts'
import { findMachineType } from '../../scenario/machine-types.ts'
import { SERVER_KINDS } from '../../scenario/server-kinds.ts'
import type { Metric } from '../metrics.ts'
import type { Headroom } from './load.ts'
import type { Observation } from './observation.ts'
import type { Plan } from './plan.ts'
import type { Goal, PlanQuestion } from './question.ts'
import { BUSY, RULES, type RuleTrial, type RuleVerdict } from './rules-of-thumb.ts'
import type { Resource, Saturation } from './saturation.ts'
import type { Found, Tried } from './search.ts'
import type { Setup } from './setup.ts'
import type { Estimate, Verdict } from './verdict.ts'

/** $22.87; from a thousand on without cents. */
export function dollarsText(dollars: number): string {
  return `$${fixedInEnglish(dollars, 2)}`
}

const METRIC_NAMES: Readonly<Partial<Record<Metric, string>>> = {
  latencyMeanMs: 'mean latency',
  latencyP50Ms: 'p50',
  latencyP90Ms: 'p90',
  latencyP95Ms: 'p95',
  latencyP99Ms: 'p99',
  latencyP999Ms: 'p99.9',
  latencyMaxMs: 'longest latency',
  errorShare: 'errors',
  cpuUtilization: 'CPU',
  workerUtilization: 'busy workers',
  wastedCpuShare: 'wasted CPU',
}

export function metricName(metric: Metric): string {
  return METRIC_NAMES[metric] ?? metric.replace(/^share/, '').toLowerCase()
}

/** 212 ms, 4.2 %, none. */
export function valueText(metric: Metric, value: number): string {
  if (!Number.isFinite(value)) return 'no answer at all'
  if (metric.endsWith('Ms')) return `${value >= 100 ? whole(value) : three(value)} ms`
  return shareText(value)
}

export function shareText(share: number): string {
  if (share === 0) return '0 %'
  return share < 0.00005 ? '< 0.01 %' : `${three(100 * share)} %`
}

/** p99 at most 300 ms and errors at most 0.1 % */
export function goalsText(goals: readonly Goal[]): string {
  return and(goals.map(({ metric, atMost }) => `${metricName(metric)} at most ${valueText(metric, atMost)}`))
}

/** 3 workers; 2 workers, 4 threads each; 1 worker, 15 threads. */
export function poolText({ kind, workers, threads }: Setup): string {
  const { sharing, threads: setting } = SERVER_KINDS[kind]
  const processes = count(workers, 'worker')
  if (threads === 1 || sharing === 'cooperative' || setting.fixed) return processes
  return `${processes}, ${threads} threads${workers === 1 ? '' : ' each'}`
}

/** 2 × t3.small */
export function machinesText({ instances, type }: Setup): string {
  return `${instances} × ${type}`
}

export function setupText(setup: Setup): string {
  return `${machinesText(setup)} running ${SERVER_KINDS[setup.kind].label} (${poolText(setup)})`
}

/** `gunicorn -w 3 app:app` */
export function configText(setup: Setup): string {
  const server = { workers: setup.workers, threads: setup.threads } as Parameters<
    (typeof SERVER_KINDS)['flask']['configLine']
  >[0]
  return SERVER_KINDS[setup.kind].configLine(server)
}

/** The answer in one sentence. */
export function answerSentence({ found, question }: Plan): string {
  if (found === null) return ''
  const { answer, closest } = found
  if (answer)
    return `${upperFirst(setupText(answer.setup))} is the cheapest setup that holds: ${dollarsText(answer.dollars)} a month.`
  if (closest === null) return noneSentence(found, question)
  const { metric, mean, atMost } = closest.missed
  const isSure = closest.judgement.verdict === 'fails'
  const miss = isSure
    ? `but its ${metricName(metric)} is ${valueText(metric, mean)} instead of at most ${valueText(metric, atMost)}`
    : `and whether it holds cannot be told from ${closest.judgement.runs} runs: ${metricName(metric)} is about ${valueText(metric, mean)}, with at most ${valueText(metric, atMost)} allowed`
  return `No setup surely holds. ${upperFirst(setupText(closest.setup))} comes closest, ${miss}.`
}

function noneSentence({ counts: { ruledOut, candidates } }: Found, { budget }: PlanQuestion): string {
  if (candidates === 0) return 'There is no setup to choose from.'
  const reasons: [number, string][] = [
    [ruledOut.budget, `cost more than ${dollarsText(budget ?? 0)} a month`],
    [ruledOut.work, 'cannot do so much work, however it is distributed'],
    [ruledOut.credits, 'earn too few CPU credits'],
    [ruledOut.memory, 'have too little memory for their workers'],
  ]
  const said = reasons.filter(([many]) => many > 0).map(([many, why]) => `${whole(many)} ${why}`)
  return `None of ${count(candidates, 'setup')} can hold: ${and(said)}.`
}

/** p99 200 ms (181 to 219), at most 300 ms */
export function estimateText({ metric, mean, low, high, atMost }: Estimate): string {
  const between = Number.isFinite(high) ? ` (${valueText(metric, low)} to ${valueText(metric, high)})` : ''
  return `${metricName(metric)} ${valueText(metric, mean)}${between}, at most ${valueText(metric, atMost)} allowed`
}

/** The load in the traffic’s own unit. */
export function loadText({ question }: Plan, times: number): string {
  const { traffic } = question.scenario
  if (traffic?.kind === 'closed') return count(Math.round((traffic.users ?? 50) * times), 'user')
  return `${three((traffic?.ratePerSecond ?? 30) * times)}/s`
}

/** How much more load the answer bears, where it breaks, and how. */
export function headroomSentence(plan: Plan): string {
  const headroom = plan.found?.headroom
  if (!headroom) return ''
  const { holdsAt, breaksAt } = headroom
  if (breaksAt === null && holdsAt === 1) return 'How much more it bears was not found out: a recording has one load.'
  const holds = `It holds up to ${loadText(plan, holdsAt)}, ${three(holdsAt)} times the load`
  if (breaksAt === null) return `${holds}, and more was not tried.`
  return `${holds}, and has broken by ${loadText(plan, breaksAt)}: ${howItBreaks(headroom)}.`
}

function howItBreaks({ missed, broken }: Headroom): string {
  if (!missed || !broken) return 'a goal is missed'
  const { metric, mean, atMost } = missed
  const goal = `${metricName(metric)} is then ${valueText(metric, mean)} instead of ${valueText(metric, atMost)}`
  return `${goal}, because ${causeOf(broken)}`
}

/** What a run suffers from most. */
export function causeOf(seen: Observation): string {
  const { places, metrics } = seen
  const busy = `threads ${shareText(short(seen.threadUtilization))} busy, cores ${shareText(short(metrics.cpuUtilization))}`
  if (seen.outOfMemory > 0) return 'the kernel kills workers for their memory'
  if (seen.workersKilled > 0) return 'the watchdog kills workers'
  if (seen.noConnectionShare > RARE) return 'nginx has no worker_connections left'
  if (seen.queueFullShare > RARE) return 'the accept queue is full'
  if (seen.readTimedOut > 0) return 'nginx’s read timeout passes (504)'
  if (seen.connectTimedOut > 0) return 'nginx’s connect timeout passes (504)'
  if (seen.clientLeft > 0) return 'clients leave before they are answered'
  const waits: [number, string][] = [
    [places.acceptQueue, 'wait in the accept queue for a free worker'],
    [places.process, 'wait inside a process for a free thread'],
    [places.runnable, 'have a thread and wait for a core or the GIL'],
  ]
  const [longest, where] = waits.reduce((one, other) => (other[0] > one[0] ? other : one))
  return `requests ${where} (${three(longest)} of them on average; ${busy})`
}

const RARE = 0.001

export const RESOURCE_NAMES: Readonly<Record<Resource, string>> = {
  workers: 'Workers',
  cores: 'Cores',
  'accept-queue': 'Accept queue',
  connections: 'nginx connections',
  timeouts: 'Timeouts',
  memory: 'Memory',
  credits: 'CPU credits',
}

/** What becomes of it. */
export function goneText({ resource }: Saturation, setup: Setup): string {
  switch (resource) {
    case 'workers':
      return 'every thread is taken 95 % of the time'
    case 'cores':
      return 'the cores are busy 95 % of the time'
    case 'accept-queue':
      return 'more than one connection in a thousand finds it full'
    case 'connections':
      return 'more than one request in a thousand finds no worker_connections'
    case 'timeouts':
      return 'more than one request in a thousand is given up (504, client timeout, watchdog)'
    case 'memory':
      return 'does not depend on the load'
    case 'credits':
      return findMachineType(setup.type)?.credits?.mode === 'unlimited'
        ? 'more is spent than earned; the rest is on the bill'
        : 'more is spent than earned; then it is throttled'
  }
}

/** Between 81 and 89/s; from 12/s on; not up to 240/s. */
export function saturationText(plan: Plan, { from, to, isSeldom }: Saturation): string {
  if (from === Infinity) return 'never'
  if (to === null && isSeldom) return `above ${loadText(plan, from)}, but not in every run`
  if (to === null) return `not up to ${loadText(plan, from)}`
  if (from === to) return `${to <= 1 ? 'already ' : ''}from ${loadText(plan, to)} on`
  if (from === 0) return `already below ${loadText(plan, to)}`
  return `between ${loadText(plan, from).replace(/\/s$| users?$/, '')} and ${loadText(plan, to)}`
}

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  fails: 'fails',
  undecided: 'undecided',
}

export const RULE_VERDICT_WORDS: Readonly<Record<RuleVerdict, string>> = {
  right: 'right',
  wasteful: 'wasteful',
  dangerous: 'dangerous',
  undecided: 'undecided',
  hopeless: 'no number holds',
}

export const RULES_NOTE = `Each mix with requests as long as yours and so much traffic that the cores are ${100 * BUSY} % busy. Right: it holds, and less than half of its workers would not. Wasteful: fewer than half would do. Dangerous: it does not hold, and another number does.`

/** One sentence for a rule: for which mixes it is what. */
export function ruleSentence(rule: string, trials: readonly RuleTrial[]): string {
  const { name } = RULES.find(({ id }) => id === rule)!
  const groups = new Map<RuleVerdict, number[]>()
  for (const { cpuShare, cases } of trials) {
    const { verdict } = cases.find(one => one.rule === rule)!
    groups.set(verdict, [...(groups.get(verdict) ?? []), cpuShare])
  }
  const said = [...groups].map(
    ([verdict, shares]) => `${RULE_VERDICT_WORDS[verdict]} at ${and(shares.map(shareText))} CPU`,
  )
  return `${name}: ${said.join('; ')}.`
}

/** How sure it is. */
export function sureText({ judgement: { verdict, runs } }: Tried): string {
  return `${VERDICT_WORDS[verdict]}, ${runs} runs`
}

/** What was looked at and what was not. */
export function countsSentence({ counts }: Found): string {
  const { candidates, tried, ruledOut, left, runs } = counts
  const out = ruledOut.work + ruledOut.credits + ruledOut.memory + ruledOut.budget
  const rest = left > 0 ? `, ${whole(left)} are dearer` : ''
  return `Of ${count(candidates, 'setup')}, ${whole(out)} were ruled out by arithmetic, ${whole(tried)} were simulated in ${count(runs, 'run')}${rest}.`
}

export const PRICE_NOTE =
  'Prices are of the machines alone, without load balancer, storage and traffic; CPU credits that an unlimited instance spends beyond what it earns are included, as if hyperthreads never slowed each other down.'

export const SURE_NOTE =
  'Every verdict is sure at 95 %, over all looks and all goals; what is too close to say is called undecided. Of several instances one is simulated that gets every n-th request.'

function short(share: number): number {
  return Number(share.toPrecision(2))
}

/** Three digits, or all before the point. */
function three(value: number): string {
  return value < 100 ? inEnglish(Number(value.toPrecision(3))) : roundedInEnglish(value, 0)
}

function whole(value: number): string {
  return roundedInEnglish(value, 0)
}

function count(value: number, one: string): string {
  return `${whole(value)} ${value === 1 ? one : `${one}s`}`
}

function and(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
