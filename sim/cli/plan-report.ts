/**
 * A plan as text for people: the answer first, then why, then what else would do.
 */
import type { Grid } from '../experiment/plan/grid.ts'
import type { Plan } from '../experiment/plan/plan.ts'
import { RULES } from '../experiment/plan/rules-of-thumb.ts'
import {
  answerSentence,
  configText,
  countsSentence,
  dollarsText,
  estimateText,
  goalsText,
  goneText,
  headroomSentence,
  loadText,
  machinesText,
  PRICE_NOTE,
  poolText,
  RESOURCE_NAMES,
  RULE_VERDICT_WORDS,
  RULES_NOTE,
  SURE_NOTE,
  saturationText,
  shareText,
  sureText,
} from '../experiment/plan/words.ts'
import { PRICE_DATE, PRICE_REGION } from '../scenario/machine-types.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import { type Align, alignColumns, type Pen, wrap } from './format.ts'

const WIDTH = 80

/** The whole report, its last line ended. */
export function planReport(plan: Plan, pen: Pen): string {
  const parts = [
    answerLines(plan, pen),
    runnersUpLines(plan, pen),
    orderLines(plan, pen),
    gridLines(plan, pen),
    rulesLines(plan, pen),
    noteLines(plan, pen),
  ]
  return `${parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`
}

function answerLines(plan: Plan, pen: Pen): string[] {
  const { found, question } = plan
  const lines = wrap(answerSentence(plan), WIDTH).map(line => pen.strong(line))
  const answer = found?.answer
  lines.push(pen.quiet(`Asked: ${loadText(plan, 1)}, ${goalsText(question.goals)}`))
  if (!answer) return lines
  lines.push('', `  ${configText(answer.setup)}`, '')
  lines.push(...answer.judgement.estimates.map(estimate => `  ${estimateText(estimate)}`), '')
  return [...lines, ...wrap(headroomSentence(plan), WIDTH)]
}

function runnersUpLines({ found }: Plan, pen: Pen): string[] {
  if (!found || found.runnersUp.length === 0) return []
  const rows = found.runnersUp.map(tried => [
    machinesText(tried.setup),
    SERVER_KINDS[tried.setup.kind].label,
    poolText(tried.setup),
    dollarsText(tried.dollars),
    sureText(tried),
  ])
  const head = ['machines', 'server', 'pool', 'a month', 'verdict'].map(text => pen.quiet(text))
  const align: Align[] = ['left', 'left', 'left', 'right', 'left']
  return [pen.strong('Runners-up'), ...alignColumns([head, ...rows], align, '  ')]
}

function orderLines(plan: Plan, pen: Pen): string[] {
  const { order, found } = plan
  const setup = (found?.answer ?? found?.closest)?.setup
  if (!order || !setup) return []
  const rows = order.map((one, at) => [
    `${at + 1}`,
    RESOURCE_NAMES[one.resource],
    saturationText(plan, one),
    pen.quiet(goneText(one, setup)),
  ])
  return [
    pen.strong('What breaks first, as the load grows'),
    ...alignColumns(rows, ['right', 'left', 'left', 'left'], '  '),
  ]
}

const CELL_SIGNS = { holds: '●', undecided: '◐', fails: '·' } as const

function gridLines({ grid }: Plan, pen: Pen): string[] {
  if (!grid) return []
  const head = ['cores', ...grid.workers.map(String)].map(text => pen.quiet(text))
  const rows = grid.cores.map(cores => [
    pen.quiet(String(cores)),
    ...grid.cells
      .filter(cell => cell.cores === cores)
      .map(({ judgement }) => (judgement ? CELL_SIGNS[judgement.verdict] : '–')),
  ])
  const align: Align[] = head.map(() => 'right')
  return [
    `${pen.strong('Workers × cores')}  ${pen.quiet(gridTitle(grid))}`,
    ...alignColumns([head, ...rows], align, '  '),
    pen.quiet('  ● holds  ◐ undecided  · fails  – ruled out by arithmetic'),
  ]
}

function gridTitle({ setup }: Grid): string {
  const each = setup.instances > 1 ? `, each of ${setup.instances} instances` : ''
  return `${SERVER_KINDS[setup.kind].label}, memory for all${each}`
}

function rulesLines({ rules }: Plan, pen: Pen): string[] {
  if (!rules || rules.length === 0) return []
  const head = ['', ...rules.map(({ cpuShare }) => `${shareText(cpuShare)} CPU`)].map(text => pen.quiet(text))
  const rows = RULES.map(rule => [
    rule.name,
    ...rules.map(({ cases }) => {
      const { workers, verdict } = cases.find(one => one.rule === rule.id)!
      const text = `${workers} ${RULE_VERDICT_WORDS[verdict]}`
      return verdict === 'dangerous' ? pen.alarm(text) : text
    }),
  ])
  const fewest = ['fewest that hold', ...rules.map(trial => (trial.fewest === null ? 'none' : String(trial.fewest)))]
  const align: Align[] = head.map(() => 'left')
  return [
    `${pen.strong('Rules of thumb')}  ${pen.quiet(`on ${rules[0]!.cores} vCPU`)}`,
    ...alignColumns([head, ...rows, fewest], align, '  '),
    ...wrap(RULES_NOTE, WIDTH, '  ').map(line => pen.quiet(line)),
  ]
}

function noteLines({ found }: Plan, pen: Pen): string[] {
  const prices = `Prices on demand, Linux, ${PRICE_REGION}, of ${PRICE_DATE}.`
  const notes = [...(found ? [countsSentence(found)] : []), SURE_NOTE, PRICE_NOTE, prices]
  return wrap(notes.join(' '), WIDTH).map(line => pen.quiet(line))
}
