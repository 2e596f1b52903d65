/**
 * `prefork run`: one scenario, once or with several seeds.
 */

import { type CellSummary, summariseCell, summariseRun } from '../../experiment/metrics.ts'
import { resultToJson, toJsonText } from '../../experiment/result-json.ts'
import { replicationOf, seedProblem } from '../../experiment/seeds.ts'
import { requestsCsv } from '../../measure/requests-csv.ts'
import type { Result } from '../../measure/result.ts'
import { inEnglish } from '../../scenario/in-english.ts'
import { refused, shown } from '../../scenario/problem.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { simulate, type Trace } from '../../simulate.ts'
import type { Arguments } from '../arguments.ts'
import { pen } from '../format.ts'
import { type FileSink, type Io, UserError } from '../io.ts'
import { checked, completeAsked, fileTrouble, loadAsked } from '../load.ts'
import { withProgress } from '../progress.ts'
import { replicationLines } from '../replication-lines.ts'
import { runReport } from '../report.ts'
import { type Command, JSON_OPTION, SCENARIO_DETAILS, SCENARIO_OPERAND, SCENARIO_OPTIONS } from './command.ts'

/** Rows are about 100 bytes each, in memory until they are written. */
const MAX_ROWS = 5_000_000

export const runCommand: Command = {
  spec: {
    name: 'run',
    operand: SCENARIO_OPERAND,
    about: 'simulates one scenario and says what happened',
    details: [
      SCENARIO_DETAILS,
      'With more than one replication, the report is of the first, followed by the mean of each figure over all of them with its 95 % confidence interval (Student’s t). In JSON these are in “replications”.',
      'The file of --requests has one row a request of the first replication, warm-up included, in order of sending: when it was sent, how it ended, how long the client waited, which worker had it, and when it reached each place. With - the rows go to standard output and the report to standard error.',
    ],
    options: [
      ...SCENARIO_OPTIONS,
      { name: 'requests', value: 'out.csv', about: 'writes one row a request; - writes to standard output' },
      JSON_OPTION,
    ],
    examples: [
      'prefork run flask',
      'prefork run --set server.workers=4 --set machine.cores=2',
      'prefork run scenario.json --replications 20 --json',
      'prefork run --trace monday.csv --set server.kind=waitress --requests out.csv',
    ],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  const asked = await loadAsked(args, io)
  const scenario = completeAsked(asked)
  const problem = seedProblem(scenario, scenario.run.replications)
  if (problem) checked(refused([problem]))
  const requests = await openRequests(args.one('requests'), io)
  const result = simulate(scenario, {
    ...(asked.trace && { trace: asked.trace }),
    rows: requests !== null,
    maxRows: MAX_ROWS,
  })
  if (requests) await writeRows(result, requests, io)
  const replications = await replicate(scenario, asked.trace, result, io)
  const output = requests?.isStdout ? io.stderr : io.stdout
  if (args.has('json')) return output.write(toJsonText(resultToJson(result, replications)))
  const marks = pen(output.colour)
  const lines = replications ? replicationLines(replications, scenario, marks) : []
  await output.write(runReport(result, lines, marks))
}

interface RequestsSink extends FileSink {
  name: string
  isStdout: boolean
}

/** Opened before the run, so that a wrong path is known at once. */
async function openRequests(name: string | null, io: Io): Promise<RequestsSink | null> {
  if (name === null) return null
  if (name === '-') return { name, isStdout: true, write: text => io.stdout.write(text), close: async () => {} }
  try {
    const file = await io.createFile(name)
    return { name, isStdout: false, write: text => file.write(text), close: () => file.close() }
  } catch (error) {
    throw cannotWrite(name, error)
  }
}

async function writeRows(result: Result, requests: RequestsSink, io: Io): Promise<void> {
  const rows = result.rows!
  try {
    for (const chunk of requestsCsv(rows)) await requests.write(chunk)
    await requests.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    throw cannotWrite(requests.name, error)
  }
  if (rows.cut) await io.stderr.write(`Only the first ${inEnglish(MAX_ROWS)} requests are listed.\n`)
}

function cannotWrite(name: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code
  const trouble = code === 'ENOENT' ? 'there is no such folder' : fileTrouble(error)
  return new UserError(`${shown(name)} cannot be written: ${trouble}.`)
}

/** Means over all replications, of which `first` is one; null when it is the only one. */
async function replicate(scenario: Scenario, trace: Trace | null, first: Result, io: Io): Promise<CellSummary | null> {
  const others = scenario.run.replications - 1
  if (others === 0) return null
  const runs = { count: others, trace, scenarioAt: (index: number) => replicationOf(scenario, index + 1) }
  const summaries = await withProgress(io, others, onSettled => io.simulateAll(runs, onSettled))
  return summariseCell([summariseRun(first), ...summaries])
}
