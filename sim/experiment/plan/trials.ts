/**
 * Several things tried at once, each as often as its verdict needs. A generator: it hands out runs and is given what came
 * of them, so threads, web workers and a plain loop can all do the work.
 */
import { replicationOf } from '../seeds.ts'
import type { Observation, PlanRun } from './observation.ts'
import type { Goal } from './question.ts'
import { type Judgement, judge, LOOKS } from './verdict.ts'

/** Yields runs, takes their observations in the same order. */
export type Asking<T> = Generator<PlanRun[], T, Observation[]>

export interface Trial {
  observations: Observation[]
  judgement: Judgement
}

export interface TrialOptions {
  /** Stops what is still undecided after this look; all looks unless told. */
  maxLooks?: number
  /** Once one holds, what is still undecided after this look stops. */
  looksOnceOneHolds?: number
}

/**
 * Tries all of `runs`. Replication r of each has the seed `run.seed + r`: all of them meet the same days.
 */
export function* tryAll(runs: readonly PlanRun[], goals: readonly Goal[], options: TrialOptions = {}): Asking<Trial[]> {
  const { maxLooks = LOOKS.length, looksOnceOneHolds = maxLooks } = options
  const trials: Trial[] = runs.map(() => ({ observations: [], judgement: NOT_TRIED }))
  let open = runs.map((_, at) => at)
  for (let look = 0; look < maxLooks && open.length > 0; look++) {
    const oneHolds = trials.some(({ judgement }) => judgement.verdict === 'holds')
    if (oneHolds && look >= looksOnceOneHolds) break
    const from = look === 0 ? 0 : LOOKS[look - 1]!
    const more = Array.from({ length: LOOKS[look]! - from }, (_, at) => from + at)
    const asked = open.flatMap(at => more.map(replication => replicate(runs[at]!, replication)))
    const answers = yield asked
    open.forEach((at, position) => {
      const trial = trials[at]!
      trial.observations.push(...answers.slice(position * more.length, (position + 1) * more.length))
      trial.judgement = judge(
        trial.observations.map(({ metrics }) => metrics),
        goals,
      )
    })
    open = open.filter(at => trials[at]!.judgement.verdict === 'undecided')
  }
  return trials
}

const NOT_TRIED: Judgement = { verdict: 'undecided', estimates: [], runs: 0 }

export function replicate({ scenario, instances }: PlanRun, replication: number): PlanRun {
  return { scenario: replicationOf(scenario, replication), instances }
}

/** As many runs of one thing, whatever comes of them. */
export function* runTimes(run: PlanRun, times: number): Asking<Observation[]> {
  return yield Array.from({ length: times }, (_, replication) => replicate(run, replication))
}
