/**
 * `prefork sweep`: a grid of scenarios, each run with several seeds, on all cores.
 */
import { type Axis, parseAxis } from '../../experiment/axis.ts'
import type { RunSummary } from '../../experiment/metrics.ts'
import { readShard, runsOfShard, type Shard } from '../../experiment/shard.ts'
import { planSweep, runAt, runCount, type Sweep, summariseSweep } from '../../experiment/sweep.ts'
import { accepted, type Problem, refused } from '../../scenario/problem.ts'
import { completeScenario } from '../../scenario/validate.ts'
import type { Arguments } from '../arguments.ts'
import { type Io, UserError } from '../io.ts'
import { type Asked, checked, loadAsked, requireTrace } from '../load.ts'
import { withProgress } from '../progress.ts'
import { writeSweep } from '../sweep-output.ts'
import { settingsOfSweep, writePart } from '../sweep-part.ts'
import {
  type Command,
  CSV_OPTION,
  JSON_OPTION,
  SCENARIO_DETAILS,
  SCENARIO_OPERAND,
  SCENARIO_OPTIONS,
} from './command.ts'

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
      'A sweep too large for one machine is cut with --shard 1/8 … 8/8: the same command on eight machines, then “prefork merge” on what they printed. Run r of the sweep belongs to part r mod n, so all parts have about the same work.',
    ],
    options: [
      {
        name: 'over',
        value: 'path=values',
        multiple: true,
        about: 'one axis: machine.cores=1..16, server.kind=flask,uwsgi',
      },
      ...SCENARIO_OPTIONS,
      { name: 'shard', value: 'i/n', about: 'does part i of n only and prints it for “prefork merge”' },
      CSV_OPTION,
      JSON_OPTION,
    ],
    examples: [
      'prefork sweep --over machine.cores=1..16 --over server.workers=1,2,4 --replications 10',
      'prefork sweep flask --over traffic.ratePerSecond=2..30:2 --csv > knee.csv',
      'prefork sweep --over server.workers=1..64 --replications 100 --shard 3/8 > part-3.jsonl',
    ],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  const shard = readFormat(args)
  const axes = readAxes(args.all('over'))
  const asked = await loadAsked(args, io)
  const { replications } = checked(completeScenario({ run: asked.scenario.run })).run
  const sweep = checked(planSweep(asked.scenario, axes, replications))
  for (const cell of sweep.cells) requireTrace(cell.scenario, asked.trace)
  if (shard) return runShard(shard, sweep, asked, io)
  const cells = summariseSweep(sweep, await simulateRuns(sweep, allRuns(sweep), asked, io))
  await writeSweep(sweep, cells, args, io.stdout)
}

function readFormat(args: Arguments): Shard | null {
  if (args.has('csv') && args.has('json')) throw new UserError('--csv and --json cannot both be had; choose one.')
  const text = args.one('shard')
  if (text === null) return null
  if (args.has('csv') || args.has('json')) {
    throw new UserError(
      'With --shard a part is printed, which has a form of its own; give --csv or --json to “prefork merge”.',
    )
  }
  return checked(readShard(text))
}

async function runShard(shard: Shard, sweep: Sweep, asked: Asked, io: Io): Promise<void> {
  const runs = runsOfShard(shard, runCount(sweep))
  const summaries = await simulateRuns(sweep, runs, asked, io)
  await writePart(settingsOfSweep(sweep, asked), shard, runs, summaries, io.stdout)
}

function allRuns(sweep: Sweep): number[] {
  return Array.from({ length: runCount(sweep) }, (_, run) => run)
}

/** Summaries of the runs with these numbers, in their order. */
function simulateRuns(sweep: Sweep, numbers: readonly number[], { trace }: Asked, io: Io): Promise<RunSummary[]> {
  const runs = { count: numbers.length, trace, scenarioAt: (at: number) => runAt(sweep, numbers[at]!) }
  return withProgress(io, runs.count, onSettled => io.simulateAll(runs, onSettled))
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
