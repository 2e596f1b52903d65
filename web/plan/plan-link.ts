/**
 * What a plan is asked, as the fragment of its address, and back: parameters by their paths, and `goals`, `budget`,
 * `instances`, `types` and `kinds`. Only what differs from the usual question is written. Input is hostile: what holds is
 * kept, and each other part is named in a sentence.
 */
import {
  completeGoals,
  type GOAL_METRICS,
  MOST_INSTANCES,
  type PlanQuestion,
  parseGoal,
  parseKinds,
  parseTypes,
  usualQuestion,
} from '../../sim/experiment/plan/question.ts'
import { MACHINE_TYPES } from '../../sim/scenario/machine-types.ts'
import { findParameter } from '../../sim/scenario/parameters.ts'
import { type Checked, notAllowed, type Problem, refused, shown } from '../../sim/scenario/problem.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { completeScenario, setParameters } from '../../sim/scenario/validate.ts'
import { trafficParts } from './question-link.ts'

export interface Asked {
  question: PlanQuestion
  problems: Problem[]
}

/** More parts than a link can need. */
const MAX_PARTS = 200

const USUAL = usualQuestion({})

/** Never throws. */
export function decodePlan(fragment: string): Asked {
  const problems: Problem[] = []
  let question = USUAL
  const parts = fragment.replace(/^#/, '').split('&', MAX_PARTS)
  for (const part of parts.filter(text => text !== '')) {
    const [key = '', ...rest] = part.split('=')
    const read = withPart(question, key, decoded(rest.join('=')))
    if (read.ok) question = read.value
    else problems.push(...read.problems)
  }
  return { question, problems }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function withPart(question: PlanQuestion, key: string, value: string): Checked<PlanQuestion> {
  switch (key) {
    case 'goals':
      return withGoals(question, value)
    case 'budget':
      return withBudget(question, value)
    case 'instances':
      return withInstances(question, value)
    case 'types':
      return mapped(
        parseTypes(
          value,
          MACHINE_TYPES.map(({ name }) => name),
        ),
        types => ({ ...question, types }),
      )
    case 'kinds':
      return mapped(parseKinds(value), kinds => ({ ...question, kinds }))
    default:
      return withSetting(question, key, value)
  }
}

function mapped<A, B>(read: Checked<A>, use: (value: A) => B): Checked<B> {
  return read.ok ? { ok: true, value: use(read.value) } : read
}

/** A parameter’s value in place of what the question had. */
export function withSetting(question: PlanQuestion, path: string, value: string): Checked<PlanQuestion> {
  if (path === 'traffic.kind' && value === 'trace') {
    return refused([notAllowed(path, value, 'open or closed here; “prefork plan --trace” plans for a recording')])
  }
  const set = setParameters(question.scenario, [`${path}=${value}`])
  if (!set.ok) return set
  const complete = completeScenario(set.value)
  return complete.ok ? { ok: true, value: { ...question, scenario: set.value as PartialScenario } } : complete
}

export function withGoals(question: PlanQuestion, text: string): Checked<PlanQuestion> {
  const read = text.split(',').map(parseGoal)
  const wrong = read.flatMap(goal => (goal.ok ? [] : goal.problems))
  if (wrong.length > 0) return refused(wrong)
  return { ok: true, value: { ...question, goals: completeGoals(read.flatMap(goal => (goal.ok ? [goal.value] : []))) } }
}

/** Dollars a month; nothing, or “any”, for no limit. */
export function withBudget(question: PlanQuestion, text: string): Checked<PlanQuestion> {
  const plain = text.trim().replace(/^\$/, '').replaceAll(',', '')
  if (plain === '' || plain === 'any') return { ok: true, value: { ...question, budget: null } }
  const budget = Number(plain)
  if (budget > 0 && budget <= 1e9) return { ok: true, value: { ...question, budget } }
  return refused([notAllowed('The budget', text, 'dollars a month above 0, or any')])
}

/** `1..4`, or a single number. */
export function withInstances(question: PlanQuestion, text: string): Checked<PlanQuestion> {
  const [first = '', last = first] = text.split('..')
  const [minInstances, maxInstances] = [Number(first), Number(last)]
  const isCount = (value: number) => Number.isInteger(value) && value >= 1 && value <= MOST_INSTANCES
  if (isCount(minInstances) && isCount(maxInstances) && minInstances <= maxInstances) {
    return { ok: true, value: { ...question, minInstances, maxInstances } }
  }
  return refused([notAllowed('instances', text, `a number from 1 to ${MOST_INSTANCES}, or a range such as 1..6`)])
}

/** The fragment, without `#`. */
export function encodePlan(question: PlanQuestion): string {
  const complete = completeScenario(question.scenario)
  const parts = complete.ok ? trafficParts(complete.value) : []
  const { goals, budget, minInstances, maxInstances, types, kinds } = question
  if (!isSame(goals, USUAL.goals)) {
    parts.push(`goals=${goals.map(({ metric, atMost }) => encodeURIComponent(`${metric}<=${atMost}`)).join(',')}`)
  }
  if (budget !== null) parts.push(`budget=${budget}`)
  if (minInstances !== USUAL.minInstances || maxInstances !== USUAL.maxInstances) {
    parts.push(`instances=${minInstances}..${maxInstances}`)
  }
  if (!isSame(types, USUAL.types)) parts.push(`types=${types.join(',')}`)
  if (!isSame(kinds, USUAL.kinds)) parts.push(`kinds=${kinds.join(',')}`)
  return parts.join('&')
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Whether a part of a link could be meant for a goal; for the page’s own field of one metric. */
export function goalLimit({ goals }: PlanQuestion, metric: (typeof GOAL_METRICS)[number]): number | null {
  return goals.find(goal => goal.metric === metric)?.atMost ?? null
}

/** The question with a goal’s limit changed; null takes the goal away, but errors are always limited. */
export function withGoal(
  question: PlanQuestion,
  metric: (typeof GOAL_METRICS)[number],
  text: string,
): Checked<PlanQuestion> {
  const others = question.goals.filter(goal => goal.metric !== metric)
  if (text.trim() === '' || text.trim() === 'any')
    return { ok: true, value: { ...question, goals: completeGoals(others) } }
  const read = parseGoal(`${metric}<=${text.replaceAll(',', '').replaceAll(' ', '')}`)
  if (!read.ok)
    return refused([
      notAllowed(
        metric === 'errorShare' ? 'The error share' : 'The latency',
        shown(text).slice(1, -1),
        metric === 'errorShare' ? '0 to 100 %' : 'a time in ms, or any',
      ),
    ])
  const at = question.goals.findIndex(goal => goal.metric === metric)
  const goals =
    at < 0 ? [read.value, ...others] : question.goals.map(goal => (goal.metric === metric ? read.value : goal))
  return { ok: true, value: { ...question, goals } }
}

export function parameterOf(path: string) {
  const parameter = findParameter(path)
  if (parameter?.kind !== 'number') throw new Error(`${path} is no number.`)
  return parameter
}
