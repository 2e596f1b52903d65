/**
 * The search: the cheapest setup that holds, what comes after it, and how much more load it bears.
 *
 * Setups are tried by price, a dollar a month at a time. Once one holds, nothing dearer is looked at but for runners-up.
 * Of those that cost the same, the answer has the fewest instances, and then bears the most load.
 */
import { findMachineType } from '../../scenario/machine-types.ts'
import { type Candidate, type Candidates, candidatesFor, priceStep, type RuledOut } from './candidates.ts'
import { findHeadroom, type Headroom, withLoad, worst } from './load.ts'
import type { Observation, PlanRun } from './observation.ts'
import type { PlanQuestion } from './question.ts'
import type { Setup, Setups } from './setup.ts'
import { type Asking, tryAll } from './trials.ts'
import type { Estimate, Judgement } from './verdict.ts'

/** A setup that was tried. */
export interface Tried {
  setup: Setup
  dollars: number
  judgement: Judgement
  /** Of the first replication. */
  seen: Observation
}

export interface Found {
  /** The cheapest that surely holds; null when none does. */
  answer: Tried | null
  headroom: Headroom | null
  /** Other ways to hold, the cheapest of each kind of machine and number of instances, by price. */
  runnersUp: Tried[]
  /** Cheaper than the answer and too close to say. */
  undecided: Tried[]
  /** Where nothing holds: what came closest, and the goal that it misses. */
  closest: (Tried & { missed: Estimate }) | null
  counts: Counts
}

export interface Counts {
  candidates: number
  tried: number
  ruledOut: Record<RuledOut, number>
  /** Not tried, because something cheaper holds. */
  left: number
  runs: number
}

export const RUNNERS_UP = 5

/** Undecided setups stop here once another of the same price holds. */
const LOOKS_BESIDE_A_HOLDER = 2

/** Setups tried together: enough to keep all threads at work, and few enough to see a first answer soon. */
const TOGETHER = 24

/** Of a place that is dearer than the answer so many setups are tried: it is only to stand beside it. */
const TRIED_OF_A_PLACE = 6

/** A search that needs more than this many runs ends and says so. */
const MOST_RUNS = 20_000

/** @param tell What is known so far, whenever something new is. */
export function* searchPlan(question: PlanQuestion, setups: Setups, tell: (found: Found) => void): Asking<Found> {
  const candidates = candidatesFor(question, setups)
  const found = nothingFound(candidates)
  for (const group of byPrice(candidates.open)) {
    if (found.answer === null) yield* lookForAnswer(group, found, question, setups, tell)
    else yield* lookForRunnersUp(group, found, question, setups)
    tell(found)
    const isEnough = found.answer !== null && found.runnersUp.length >= RUNNERS_UP
    if (isEnough || found.counts.runs > MOST_RUNS) break
  }
  found.runnersUp.sort((one, other) => one.dollars - other.dollars)
  found.counts.left = candidates.open.length - found.counts.tried
  return found
}

function nothingFound({ open, ruledOut }: Candidates): Found {
  const counts = { candidates: open.length + sumOf(ruledOut), tried: 0, ruledOut, left: open.length, runs: 0 }
  return { answer: null, headroom: null, runnersUp: [], undecided: [], closest: null, counts }
}

function sumOf(counts: Record<RuledOut, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function byPrice(candidates: readonly Candidate[]): Candidate[][] {
  const groups = new Map<number, Candidate[]>()
  for (const candidate of candidates) {
    const price = priceStep(candidate)
    groups.set(price, [...(groups.get(price) ?? []), candidate])
  }
  return [...groups.values()]
}

function* lookForAnswer(
  group: readonly Candidate[],
  found: Found,
  question: PlanQuestion,
  setups: Setups,
  tell: (found: Found) => void,
): Asking<void> {
  const all: Tried[] = []
  for (const some of chunks(group, TOGETHER)) {
    all.push(...(yield* tryCandidates(some, question, setups, found)))
    found.answer ??= holders(all)[0] ?? null
    if (found.answer) tell(found)
  }
  const holding = holders(all)
  if (holding.length === 0) {
    found.undecided.push(...all.filter(({ judgement }) => judgement.verdict === 'undecided'))
    return
  }
  found.answer = yield* bearsMost(holding, question, setups, found)
  tell(found)
  found.headroom = yield* counted(findHeadroom(setups.runOf(found.answer.setup), question.goals), found)
  for (const tried of holding) addRunnerUp(tried, found)
}

function* lookForRunnersUp(
  group: readonly Candidate[],
  found: Found,
  question: PlanQuestion,
  setups: Setups,
): Asking<void> {
  const places = new Map<string, Candidate[]>()
  for (const candidate of group) {
    const place = placeOf(candidate.setup, found)
    if (isTaken(candidate.setup, found)) continue
    places.set(place, [...(places.get(place) ?? []), candidate])
  }
  const likeAnswer = (one: Candidate, other: Candidate) => unlike(one, found.answer!) - unlike(other, found.answer!)
  const wanted = [...places.values()].flatMap(some => some.sort(likeAnswer).slice(0, TRIED_OF_A_PLACE))
  const tried = yield* tryCandidates(wanted.slice(0, TOGETHER), question, setups, found)
  for (const one of holders(tried)) addRunnerUp(one, found)
}

/** How far a setup is from the answer’s: another server first, then another number of workers a vCPU. */
function unlike({ setup }: Candidate, { setup: answer }: Tried): number {
  const vcpus = (name: string) => findMachineType(name)!.vcpus
  const workers = Math.abs(Math.log(setup.workers / vcpus(setup.type) / (answer.workers / vcpus(answer.type))))
  return (setup.kind === answer.kind ? 0 : 100) + (setup.threads === answer.threads ? 0 : 10) + workers
}

function* tryCandidates(
  candidates: readonly Candidate[],
  { goals }: PlanQuestion,
  setups: Setups,
  found: Found,
): Asking<Tried[]> {
  const runs = candidates.map(({ setup }) => setups.runOf(setup))
  const trials = yield* counted(tryAll(runs, goals, { looksOnceOneHolds: LOOKS_BESIDE_A_HOLDER }), found)
  found.counts.tried += candidates.length
  const tried = candidates.map((candidate, at) => ({
    ...candidate,
    judgement: trials[at]!.judgement,
    seen: trials[at]!.observations[0]!,
  }))
  for (const one of tried) noteClosest(one, found)
  return tried
}

function noteClosest(tried: Tried, found: Found): void {
  if (tried.judgement.verdict === 'holds') return
  const missed = worst(tried.judgement.estimates)
  const by = ({ mean, atMost }: Estimate) => (atMost > 0 ? mean / atMost : mean)
  if (found.closest === null || by(missed) < by(found.closest.missed)) found.closest = { ...tried, missed }
}

/** Fewest instances first, then fewest workers: what is simplest, where nothing else decides. */
function holders(tried: readonly Tried[]): Tried[] {
  const simplest = (a: Tried, b: Tried) =>
    a.setup.instances - b.setup.instances || a.setup.workers - b.setup.workers || a.setup.threads - b.setup.threads
  return tried.filter(({ judgement }) => judgement.verdict === 'holds').sort(simplest)
}

const LOAD_STEP = 1.25

/** Of those with the fewest instances, the one that still holds when the load has grown past what the others bear. */
function* bearsMost(holding: readonly Tried[], { goals }: PlanQuestion, setups: Setups, found: Found): Asking<Tried> {
  let left = holding.filter(({ setup }) => setup.instances === holding[0]!.setup.instances)
  for (let times = LOAD_STEP; left.length > 1; times *= LOAD_STEP) {
    const runs = left.map(({ setup }) => withLoad(setups.runOf(setup), times))
    if (runs.some(run => run === null)) break
    const trials = yield* counted(tryAll(runs as PlanRun[], goals, { maxLooks: 1 }), found)
    const missedBy = trials.map(({ judgement }) => {
      const { mean, atMost } = worst(judgement.estimates)
      return mean / atMost
    })
    const bearing = left.filter((_, at) => missedBy[at]! <= 1)
    if (bearing.length === 0) return left[missedBy.indexOf(Math.min(...missedBy))]!
    left = bearing
  }
  return left[0]!
}

/** On the answer’s own machines one for each kind of server, elsewhere one for each type and number of machines. */
function placeOf({ kind, type, instances }: Setup, { answer }: Found): string {
  const isAnswers = answer?.setup.type === type && answer.setup.instances === instances
  return `${instances} × ${type}${isAnswers ? ` ${kind}` : ''}`
}

function isTaken(setup: Setup, found: Found): boolean {
  const place = placeOf(setup, found)
  return [found.answer!, ...found.runnersUp].some(other => placeOf(other.setup, found) === place)
}

function addRunnerUp(tried: Tried, found: Found): void {
  if (found.runnersUp.length < RUNNERS_UP && !isTaken(tried.setup, found)) found.runnersUp.push(tried)
}

/** Passes an asking on and counts its runs. */
export function* counted<T>(asking: Asking<T>, { counts }: { counts: { runs: number } }): Asking<T> {
  let step = asking.next()
  while (!step.done) {
    counts.runs += step.value.length
    step = asking.next(yield step.value)
  }
  return step.value
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))
}
