/**
 * Rules of thumb on trial: how many workers each advises, for requests that compute and requests that wait, and whether
 * that holds, costs more memory than needed, or fails.
 *
 * The requests of the trial are as long as the asked ones and meet the same goals; the share of them that is CPU differs,
 * and with it the traffic, so that the cores are equally busy in every trial.
 */
import { findMachineType } from '../../scenario/machine-types.ts'
import { withParameter } from '../../scenario/scenario.ts'
import type { PlanRun } from './observation.ts'
import type { PlanQuestion } from './question.ts'
import { type Setup, Setups } from './setup.ts'
import { type Asking, tryAll } from './trials.ts'
import type { Verdict } from './verdict.ts'

export interface Rule {
  id: string
  /** As it is said: `2 × cores + 1`. */
  name: string
  workers: (cores: number, cpuMs: number, ioMs: number) => number
  /** Threads of each; more than one means gunicorn’s threaded workers. */
  threads: number
}

export const RULES: readonly Rule[] = [
  { id: 'one', name: '1 (gunicorn’s default)', workers: () => 1, threads: 1 },
  { id: 'cores', name: 'cores', workers: cores => cores, threads: 1 },
  { id: 'twice', name: '2 × cores + 1', workers: cores => 2 * cores + 1, threads: 1 },
  { id: 'four', name: '4 × cores', workers: cores => 4 * cores, threads: 1 },
  {
    id: 'waiting',
    name: 'cores × (1 + I/O / CPU)',
    workers: (cores, cpuMs, ioMs) => (cpuMs > 0 ? Math.max(1, Math.ceil(cores * (1 + ioMs / cpuMs))) : MOST_WORKERS),
    threads: 1,
  },
  { id: 'beanstalk', name: '1 × 15 threads (Elastic Beanstalk)', workers: () => 1, threads: 15 },
]

/** `right`: it holds, and hardly fewer would. `wasteful`: far fewer would. `dangerous`: it does not hold, and others do. */
export type RuleVerdict = 'right' | 'wasteful' | 'dangerous' | 'undecided' | 'hopeless'

export interface RuleCase {
  rule: string
  workers: number
  threads: number
  verdict: RuleVerdict
}

export interface RuleTrial {
  /** Share of a request’s time that is CPU. */
  cpuShare: number
  cpuMs: number
  ioMs: number
  ratePerSecond: number
  cores: number
  /** The fewest workers with one thread each that hold; null when none that was tried does. */
  fewest: number | null
  cases: RuleCase[]
}

export const CPU_SHARES = [1, 0.5, 0.2, 0.05]

/** How busy the trial’s cores are. */
export const BUSY = 0.5

/** Up to so many times the fewest workers are right: nobody hits the number, and spare ones help in a burst. */
const RIGHT_WITHIN = 2

const MOST_WORKERS = 200
const COUNTS = [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 200]
const LOOKS_A_TRIAL = 4

export function* tryRules(setup: Setup, question: PlanQuestion, setups: Setups): Asking<RuleTrial[]> {
  const { cpuMs, ioMs } = setups.base.request
  const totalMs = cpuMs + ioMs
  if (setups.base.traffic.kind !== 'open' || totalMs === 0) return []
  const cores = findMachineType(setup.type)!.vcpus
  const trials: RuleTrial[] = []
  for (const cpuShare of CPU_SHARES) trials.push(yield* tryMix(cpuShare, totalMs, cores, question))
  return trials
}

function* tryMix(cpuShare: number, totalMs: number, cores: number, question: PlanQuestion): Asking<RuleTrial> {
  const cpuMs = totalMs * cpuShare
  const ioMs = totalMs - cpuMs
  const ratePerSecond = Number(((1000 * BUSY * cores) / cpuMs).toPrecision(3))
  const setups = new Setups(mixed(question, cpuMs, ioMs, ratePerSecond))
  const advised = RULES.map(rule => ({
    rule: rule.id,
    workers: rule.workers(cores, cpuMs, ioMs),
    threads: rule.threads,
  }))
  const slots = (ratePerSecond * totalMs) / 1000
  const single = [
    ...new Set([
      ...COUNTS.filter(count => count >= slots * 0.9 && count <= 4 * slots + 2),
      ...advised.flatMap(singles),
    ]),
  ]
  single.sort((a, b) => a - b)
  const threaded = advised.filter(({ threads }) => threads > 1)
  const runs: PlanRun[] = [
    ...single.map(workers => setups.runOnCores('gunicorn-sync', workers, 1, cores, 1)),
    ...threaded.map(({ workers, threads }) => setups.runOnCores('gunicorn-gthread', workers, threads, cores, 1)),
  ]
  const trials = yield* tryAll(runs, question.goals, { maxLooks: LOOKS_A_TRIAL })
  const verdicts = trials.map(({ judgement }) => judgement.verdict)
  const at = single.findIndex((_, index) => verdicts[index] === 'holds')
  const fewest = at < 0 ? null : single[at]!
  const cases = advised.map(one => {
    const index = one.threads > 1 ? single.length + threaded.indexOf(one) : single.indexOf(one.workers)
    return { ...one, verdict: ruleVerdict(verdicts[index]!, one.workers, one.threads, fewest) }
  })
  return { cpuShare, cpuMs, ioMs, ratePerSecond, cores, fewest, cases }
}

function singles({ workers, threads }: { workers: number; threads: number }): number[] {
  return threads === 1 ? [workers] : []
}

function ruleVerdict(verdict: Verdict, workers: number, threads: number, fewest: number | null): RuleVerdict {
  if (verdict === 'undecided') return 'undecided'
  if (verdict === 'fails') return fewest === null ? 'hopeless' : 'dangerous'
  const wastes = fewest !== null && threads === 1 && workers > RIGHT_WITHIN * fewest
  return wastes ? 'wasteful' : 'right'
}

/** The same question about other requests, with traffic that never changes. */
function mixed(question: PlanQuestion, cpuMs: number, ioMs: number, ratePerSecond: number): PlanQuestion {
  const { scenario } = question
  const of = { ...scenario, request: { ...scenario.request, cpuMs, ioMs } }
  const steady = withParameter(of, 'traffic.steps', [])
  return { ...question, scenario: withParameter(steady, 'traffic.ratePerSecond', ratePerSecond) }
}
