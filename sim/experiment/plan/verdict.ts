/**
 * Whether a setup holds, sure at 95 %: run it a few times, look; where it is close, run it more and look again, a bounded
 * number of times.
 *
 * A goal is met when the whole interval of the metric’s mean lies below its limit. Every look may err, so each gets its
 * part of the 5 % (Bonferroni), and so does each goal. Of a share there is a second interval, Garwood’s of the count that
 * it is of: three runs without an error have no spread and yet do not prove that there are none.
 */
import { countInterval } from '../../validation/count-interval.ts'
import type { Metric, RunSummary } from '../metrics.ts'
import { interval } from '../statistics.ts'
import type { Goal } from './question.ts'

/** `undecided`: after all looks it is still too close to say. */
export type Verdict = 'holds' | 'fails' | 'undecided'

/** Runs at each look. */
export const LOOKS = [3, 6, 12, 24, 48] as const

/** Of a hundred verdicts at most five are wrong. */
export const CONFIDENCE = 0.95

export interface Estimate extends Goal {
  mean: number
  low: number
  high: number
}

export interface Judgement {
  verdict: Verdict
  /** One for each goal, in their order. */
  estimates: Estimate[]
  runs: number
}

/** @param runs One summary a replication; at least as many as the first look. */
export function judge(runs: readonly RunSummary[], goals: readonly Goal[]): Judgement {
  const confidence = 1 - (1 - CONFIDENCE) / (LOOKS.length * goals.length)
  const estimates = goals.map(goal => estimate(runs, goal, confidence))
  const fails = estimates.some(({ low, atMost }) => low > atMost)
  const holds = estimates.every(({ high, atMost }) => high <= atMost)
  return { verdict: fails ? 'fails' : holds ? 'holds' : 'undecided', estimates, runs: runs.length }
}

function estimate(runs: readonly RunSummary[], goal: Goal, confidence: number): Estimate {
  const told = runs.filter(run => run.offered > 0)
  const values = told.map(run => run[goal.metric])
  // Of nobody’s answers there is no latency, and no goal is met.
  if (values.some(Number.isNaN)) return { ...goal, mean: Infinity, low: Infinity, high: Infinity }
  const { mean, low, high } = interval(values, confidence)
  if (!isShareOfRequests(goal.metric)) return { ...goal, mean, low: Math.max(0, low), high }
  const offered = told.reduce((sum, run) => sum + run.offered, 0)
  const count = countInterval(Math.round(mean * offered), confidence)
  return {
    ...goal,
    mean,
    low: Math.max(0, Math.min(low, count.low / offered)),
    high: Math.max(high, count.high / offered),
  }
}

function isShareOfRequests(metric: Metric): boolean {
  return metric === 'errorShare' || metric.startsWith('share')
}
