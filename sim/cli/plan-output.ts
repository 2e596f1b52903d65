/**
 * A plan as JSON and as CSV.
 */
import type { Plan } from '../experiment/plan/plan.ts'
import type { Tried } from '../experiment/plan/search.ts'
import { Setups } from '../experiment/plan/setup.ts'
import { configText } from '../experiment/plan/words.ts'

/** The whole plan; what does not exist is null. Loads are multiples of the asked one. */
export function planJson({ question, found, order, grid, rules }: Plan): object {
  const setups = new Setups(question)
  const { scenario: _scenario, ...asked } = question
  const tried = (one: Tried | null) =>
    one && {
      ...one.setup,
      config: configText(one.setup),
      dollarsPerMonth: one.dollars,
      verdict: one.judgement.verdict,
      runs: one.judgement.runs,
      goals: one.judgement.estimates,
    }
  const headroom = found?.headroom && {
    holdsAt: found.headroom.holdsAt,
    breaksAt: found.headroom.breaksAt,
    missed: found.headroom.missed,
  }
  const answer = found?.answer ?? null
  return {
    answer: answer && { ...tried(answer), headroom, scenario: setups.runOf(answer.setup).scenario },
    closest: answer ? null : tried(found?.closest ?? null),
    runnersUp: found?.runnersUp.map(tried) ?? [],
    undecided: found?.undecided.map(tried) ?? [],
    counts: found?.counts ?? null,
    breaksFirst: order?.map(({ seen: _seen, from, to, ...one }) => ({ ...one, from: orNull(from), to })) ?? [],
    grid: grid && {
      workers: grid.workers,
      cores: grid.cores,
      cells: grid.cells.map(({ judgement, ...cell }) => ({
        ...cell,
        verdict: judgement?.verdict ?? 'ruled out',
        goals: judgement?.estimates ?? null,
      })),
    },
    rules,
    question: asked,
  }
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** One row a setup that was tried and is worth keeping: the answer, the runners-up, and what is undecided. */
export function planCsv({ found, question }: Plan): string {
  const metrics = question.goals.map(({ metric }) => metric)
  const head = ['is', 'kind', 'workers', 'threads', 'type', 'instances', 'dollars_per_month', 'verdict', 'runs']
  const rows: [string, Tried][] = [
    ...(found?.answer ? [['answer', found.answer] as [string, Tried]] : []),
    ...(found?.runnersUp ?? []).map((one): [string, Tried] => ['runner-up', one]),
    ...(found?.undecided ?? []).map((one): [string, Tried] => ['undecided', one]),
  ]
  const lines = rows.map(([is, { setup, dollars, judgement }]) => {
    const { kind, workers, threads, type, instances } = setup
    const numbers = judgement.estimates.flatMap(({ mean, low, high }) => [mean, low, high].map(field))
    return [
      is,
      kind,
      workers,
      threads,
      type,
      instances,
      dollars.toFixed(2),
      judgement.verdict,
      judgement.runs,
      ...numbers,
    ]
  })
  const columns = metrics.flatMap(metric => [metric, `${metric}_low`, `${metric}_high`])
  return `${[[...head, ...columns], ...lines].map(row => row.join(',')).join('\n')}\n`
}

function field(value: number): string {
  return Number.isFinite(value) ? String(value) : ''
}
