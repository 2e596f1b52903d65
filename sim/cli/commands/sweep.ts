/**
 * `prefork sweep`: a grid of scenarios, each run with several seeds, on all cores.
 */
import { type Axis, parseAxis } from '../../experiment/axis.ts'
import { planSweep, runAt, runCount, summariseSweep } from '../../experiment/sweep.ts'
import { accepted, type Problem, refused } from '../../scenario/problem.ts'
import { completeScenario } from '../../scenario/validate.ts'
import type { Arguments } from '../arguments.ts'
import { pen } from '../format.ts'
import { type Io, UserError } from '../io.ts'
import { checked, loadAsked, requireTrace } from '../load.ts'
import { withProgress } from '../progress.ts'
import { sweepTable, writeSweepCsv, writeSweepJson } from '../sweep-output.ts'
import { type Command, JSON_OPTION, SCENARIO_DETAILS, SCENARIO_OPERAND, SCENARIO_OPTIONS } from './command.ts'

export const sweepCommand: Command = {
  spec: {
    name: 'sweep',
    operand: SCENARIO_OPERAND,
    about: 'simulates a scenario for many values of one or more parameters',
    details: [
      SCENARIO_DETAILS,
      'Values of --over are parted by commas; each is a number, a word, or a range: 1..16, 10..100:10 in steps of 10, 1..64:x2 times 2 each. With several --over every combination is run.',
      'Replication r of a cell has the seed run.seed + r, so all cells meet the same traffic. Results do not depend on how many cores compute them.',
      'CSV has one row a cell: the axes, then for each metric its mean and the low and high end of its 95 % confidence interval (Student’s t). JSON has the same with the scenario of each cell.',
    ],
    options: [
      {
        name: 'over',
        value: 'path=values',
        multiple: true,
        about: 'one axis: machine.cores=1..16, server.kind=flask,uwsgi',
      },
      ...SCENARIO_OPTIONS,
      { name: 'csv', about: 'prints CSV' },
      JSON_OPTION,
    ],
    examples: [
      'prefork sweep --over machine.cores=1..16 --over server.workers=1,2,4 --replications 10',
      'prefork sweep flask --over traffic.ratePerSecond=2..30:2 --csv > knee.csv',
    ],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  if (args.has('csv') && args.has('json')) throw new UserError('--csv and --json cannot both be had; choose one.')
  const axes = readAxes(args.all('over'))
  const { scenario, trace } = await loadAsked(args, io)
  const { replications } = checked(completeScenario({ run: scenario.run })).run
  const sweep = checked(planSweep(scenario, axes, replications))
  for (const cell of sweep.cells) requireTrace(cell.scenario, trace)
  const runs = { count: runCount(sweep), trace, scenarioAt: (index: number) => runAt(sweep, index) }
  const cells = summariseSweep(sweep, await withProgress(io, runs.count, onSettled => io.simulateAll(runs, onSettled)))
  if (args.has('csv')) return writeSweepCsv(sweep, cells, io.stdout)
  if (args.has('json')) return writeSweepJson(sweep, cells, io.stdout)
  await io.stdout.write(sweepTable(sweep, cells, pen(io.stdout.colour)))
}

function readAxes(texts: readonly string[]): Axis[] {
  if (texts.length === 0) {
    throw new UserError(
      'A sweep needs at least one axis, as in --over machine.cores=1..16; “prefork run” runs a single scenario.',
    )
  }
  const axes: Axis[] = []
  const problems: Problem[] = []
  for (const text of texts) {
    const axis = parseAxis(text)
    if (axis.ok) axes.push(axis.value)
    else problems.push(...axis.problems)
  }
  return checked(problems.length > 0 ? refused(problems) : accepted(axes))
}
