/**
 * `prefork plan`: which setup is the cheapest that holds, how much more it bears, and what breaks first.
 */
import { parseAxis } from '../../experiment/axis.ts'
import { drivePlan, makePlan, type Plan, STAGES } from '../../experiment/plan/plan.ts'
import {
  completeGoals,
  MOST_INSTANCES,
  type PlanQuestion,
  parseGoal,
  parseKinds,
  parseTypes,
  usualQuestion,
} from '../../experiment/plan/question.ts'
import { toJsonText } from '../../experiment/result-json.ts'
import { MACHINE_TYPES } from '../../scenario/machine-types.ts'
import { accepted, type Checked, notAllowed, refused } from '../../scenario/problem.ts'
import { parseDecimal } from '../../scenario/text.ts'
import type { Arguments } from '../arguments.ts'
import { pen } from '../format.ts'
import { type Io, UserError } from '../io.ts'
import { type Asked, checked, completeAsked, loadAsked } from '../load.ts'
import { planCsv, planJson } from '../plan-output.ts'
import { planReport } from '../plan-report.ts'
import { withSteps } from '../progress.ts'
import {
  type Command,
  CSV_OPTION,
  JSON_OPTION,
  SCENARIO_DETAILS,
  SCENARIO_OPERAND,
  SCENARIO_OPTIONS,
} from './command.ts'

export const planCommand: Command = {
  spec: {
    name: 'plan',
    operand: SCENARIO_OPERAND,
    about: 'finds the cheapest setup that holds, and says what breaks first',
    details: [
      SCENARIO_DETAILS,
      'Servers, workers, threads, machine types and numbers of instances are searched, the cheapest first. Goals are limits of metrics: "p99Ms<=300", "errorShare<=0.1%"; both if none is given, and errors are always limited. Quote them, or write p99Ms=300: a shell takes < for itself.',
      'A setup holds, or fails, when that is sure at 95 %: it is run three times, and up to 48 times where it is close; what is then still open is undecided. Days are as long as that needs, so run.seconds counts only for traffic in steps and recordings. Replication r has the seed run.seed + r.',
      'What theory excludes is not run: more work than workers and cores can do, workers that do not fit into memory, more than the budget.',
    ],
    options: [
      {
        name: 'goal',
        value: 'metric<=value',
        multiple: true,
        about: 'what must hold: "p99Ms<=300", "errorShare<=0.1%"',
      },
      { name: 'budget', value: 'dollars', about: 'a month, for all instances' },
      { name: 'instances', value: 'n..m', about: 'how many instances there may be; 1..4 unless told' },
      { name: 'types', value: 'types', about: 'machine types or families: t3.small,c7g' },
      { name: 'kinds', value: 'kinds', about: 'servers: gunicorn-sync,uwsgi' },
      { name: 'workers', value: 'numbers', about: 'only these numbers of workers: 1..8 or 2,4,8' },
      { name: 'threads', value: 'numbers', about: 'only these numbers of threads a worker' },
      ...SCENARIO_OPTIONS.filter(({ name }) => name !== 'replications'),
      CSV_OPTION,
      JSON_OPTION,
    ],
    examples: [
      'prefork plan --set traffic.ratePerSecond=120',
      'prefork plan --set request.ioMs=200 --goal p95Ms=500 --goal errorShare=1%',
      'prefork plan --types t3,c7g --kinds gunicorn-sync --instances 2..6 --json',
    ],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  if (args.has('csv') && args.has('json')) throw new UserError('--csv and --json cannot both be had; choose one.')
  const asked = await loadAsked(args, io)
  const question = readQuestion(args, asked)
  const plan = await compute(question, asked, io)
  if (args.has('json')) return io.stdout.write(toJsonText(planJson(plan)))
  if (args.has('csv')) return io.stdout.write(planCsv(plan))
  await io.stdout.write(planReport(plan, pen(io.stdout.colour)))
}

async function compute(question: PlanQuestion, { trace }: Asked, io: Io): Promise<Plan> {
  const observers = io.observers(trace)
  try {
    return await withSteps(io, async step => {
      let runs = 0
      const tell = ({ stage }: Plan) => step(STAGES.indexOf(stage) / (STAGES.length - 1), STAGE_WORDS[stage], runs)
      return drivePlan(makePlan(question, trace, tell), async batch => {
        const answers = await observers.observeAll(batch)
        runs += batch.length
        return answers
      })
    })
  } finally {
    await observers.close()
  }
}

const STAGE_WORDS: Readonly<Record<Plan['stage'], string>> = {
  search: 'looking for the cheapest',
  order: 'raising the load',
  grid: 'workers and cores',
  rules: 'rules of thumb',
  done: 'done',
}

function readQuestion(args: Arguments, asked: Asked): PlanQuestion {
  completeAsked(asked)
  const usual = usualQuestion(asked.scenario)
  const goals = args.all('goal').map(text => checked(parseGoal(text)))
  const known = MACHINE_TYPES.map(({ name }) => name)
  const types = args.one('types')
  const kinds = args.one('kinds')
  const [minInstances, maxInstances] = readInstances(args.one('instances'), usual)
  return {
    ...usual,
    goals: completeGoals(goals),
    types: types === null ? usual.types : checked(parseTypes(types, known)),
    kinds: kinds === null ? usual.kinds : checked(parseKinds(kinds)),
    workers: readNumbers('workers', args),
    threads: readNumbers('threads', args),
    budget: readBudget(args.one('budget')),
    minInstances,
    maxInstances,
  }
}

function readBudget(text: string | null): number | null {
  if (text === null) return null
  const dollars = parseDecimal(text.replace(/^\$/, ''))
  if (dollars > 0 && dollars <= 1e9) return dollars
  throw new UserError(notAllowed('--budget', text, 'dollars a month, above 0').message)
}

function readNumbers(name: 'workers' | 'threads', args: Arguments): readonly number[] | null {
  const text = args.one(name)
  if (text === null) return null
  return checked(parseAxis(`server.${name}=${text}`)).values as number[]
}

function readInstances(text: string | null, usual: PlanQuestion): [number, number] {
  if (text === null) return [usual.minInstances, usual.maxInstances]
  return checked(parseInstances(text))
}

/** `3`, or `1..6`. */
function parseInstances(text: string): Checked<[number, number]> {
  const [first, last = first] = text.split('..').map(parseDecimal)
  const isWhole = [first, last].every(value => Number.isInteger(value) && value! >= 1 && value! <= MOST_INSTANCES)
  if (isWhole && first! <= last!) return accepted([first!, last!])
  return refused([notAllowed('--instances', text, `a number from 1 to ${MOST_INSTANCES}, or a range such as 1..6`)])
}
