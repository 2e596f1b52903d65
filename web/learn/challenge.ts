/**
 * A task at the end of a chapter, which the simulation checks: `challenge.json` beside the text. What is asked is the
 * author's; whether it is reached is said by the mean of several runs.
 */

import * as v from 'valibot'
import { goal, goals, goalWithin } from '#text/learn.ts'
import type { CellSummary } from '../../sim/experiment/metrics.ts'
import { decodeState, laneScenario } from '../../sim/scenario/link.ts'
import { merge } from '../../sim/scenario/merge.ts'
import { findParameter } from '../../sim/scenario/parameters.ts'
import { type Checked, notAllowed, refused } from '../../sim/scenario/problem.ts'
import {
  type ParameterPath,
  type ParameterValue,
  type PartialScenario,
  type Scenario,
  withParameter,
} from '../../sim/scenario/scenario.ts'
import { compact, count, duration, percent, price } from '../text/format.ts'
import { withNumbers } from './text/places.ts'
import { SCENARIO_MEASURES, type ScenarioMeasure } from './text/scenario-measures.ts'

/** So many runs, with seeds that follow each other, decide together. */
export const CHECKED_RUNS = 5

export type Settings = Readonly<Partial<Record<ParameterPath, ParameterValue>>>

interface MetricText {
  /** "95 of 100 answered within": what stands before the value. */
  name: string
  value: (scenario: Scenario, summary: CellSummary) => number
  text: (value: number) => string
}

const METRICS = {
  p95Ms: {
    name: goals.p95Ms,
    value: (_, summary) => summary.latencyP95Ms.mean,
    text: duration,
  },
  p99Ms: {
    name: goals.p99Ms,
    value: (_, summary) => summary.latencyP99Ms.mean,
    text: duration,
  },
  errorShare: { name: goals.errorShare, value: (_, summary) => summary.errorShare.mean, text: percent },
  throughputPerSecond: {
    name: goals.throughputPerSecond,
    value: (_, summary) => summary.throughputPerSecond.mean,
    text: compact,
  },
  workers: { name: goals.workers, value: ({ server }) => server.workers, text: count },
  cores: { name: goals.cores, value: ({ machine }) => machine.cores, text: count },
  dollarsPerHour: {
    name: goals.dollarsPerHour,
    value: ({ machine }) => machine.dollarsPerHour,
    text: price,
  },
} as const satisfies Record<string, MetricText>

export type GoalMetric = keyof typeof METRICS

const path = v.custom<ParameterPath>(
  value => typeof value === 'string' && findParameter(value) !== undefined,
  'not the path of a parameter',
)
const words = v.pipe(v.string(), v.minLength(1), v.maxLength(400))

const CHALLENGE = v.strictObject({
  /** What to reach, in words. Numbers, here and in the hints, are named and not typed: `{start.rate}`. */
  task: words,
  /** Where it starts: a link of the playground, without `#`, and the lane of it that counts. */
  link: words,
  lane: words,
  /** The only settings that may be changed. */
  controls: v.pipe(v.array(path), v.minLength(1), v.maxLength(3)),
  /** All must hold. */
  goals: v.pipe(
    v.array(
      v.strictObject({
        metric: v.picklist(Object.keys(METRICS) as GoalMetric[]),
        atMost: v.optional(v.number()),
        atLeast: v.optional(v.number()),
      }),
    ),
    v.minLength(1),
  ),
  /** Told one after the other, when asked for. */
  hints: v.pipe(v.array(words), v.minLength(1)),
  /** Settings that reach it: shown last. */
  solution: v.record(path, v.union([v.number(), v.string()])),
})

export type Challenge = v.InferOutput<typeof CHALLENGE>
export type Goal = Challenge['goals'][number]

/** @throws Error with the place in the file, when it is no challenge or names a number that there is not. */
export function readChallenge(data: unknown): Challenge {
  const challenge = v.parse(CHALLENGE, data)
  const inFull = (text: string) => withNumbers(text, (name, of) => numberOf(challenge, name, of))
  return { ...challenge, task: inFull(challenge.task), hints: challenge.hints.map(inFull) }
}

/** `goal.p99Ms`; `start.rate`, of the scenario as it is given; `solved.cores`, of the one with the solution's settings. */
function numberOf(challenge: Challenge, name: string, of: string): string {
  const goal = name === 'goal' ? challenge.goals.find(({ metric }) => metric === of) : undefined
  const bound = goal?.atMost ?? goal?.atLeast
  if (goal && bound !== undefined) return METRICS[goal.metric].text(bound)
  const settings = { start: {}, solved: challenge.solution }[name]
  const scenario = settings && scenarioOfChallenge(challenge, settings)
  if (scenario?.ok && of in SCENARIO_MEASURES) return SCENARIO_MEASURES[of as ScenarioMeasure](scenario.value)
  throw new Error(`A challenge asks for “${name}.${of}”, which there is not.`)
}

/** The challenge's scenario with the reader's settings. Refused as everywhere, naming field, value and what is allowed. */
export function scenarioOfChallenge({ link, lane: id }: Challenge, settings: Settings): Checked<Scenario> {
  const { state } = decodeState(link)
  const lane = state.lanes.find(one => one.id === id)
  if (!lane) return refused([notAllowed('lane', id, `one of ${state.lanes.map(one => one.id).join(', ')}`)])
  const own = Object.entries(settings).reduce<PartialScenario>(
    (set, [key, value]) => withParameter(set, key as ParameterPath, value),
    {},
  )
  return laneScenario(state, { ...lane, set: merge(lane.set, own) })
}

export interface Judged {
  goal: Goal
  reached: boolean
  /** What it came to, as a reader reads it. */
  value: string
}

export function judge({ goals }: Challenge, scenario: Scenario, summary: CellSummary): Judged[] {
  return goals.map(goal => {
    const metric: MetricText = METRICS[goal.metric]
    const value = metric.value(scenario, summary)
    // Nothing answered has no latency, and reaches nothing.
    const reached = value <= (goal.atMost ?? Infinity) && value >= (goal.atLeast ?? -Infinity)
    return { goal, reached, value: metric.text(value) }
  })
}

/** "95 of 100 answers within 300 ms", "failed requests: at most 0 %". */
export function goalText({ metric: id, atMost, atLeast }: Goal): string {
  const { name, text }: MetricText = METRICS[id]
  if (atMost !== undefined && text === duration) return goalWithin({ name, value: text(atMost) })
  const bound = (value: number | undefined) => (value === undefined ? null : text(value))
  return goal({ name, atLeast: bound(atLeast), atMost: bound(atMost) })
}
