/**
 * `prefork calibrate`: from measurements to the parameters that stand for them.
 */
import type { Calibration, Utilization } from '../../calibration/estimate.ts'
import { calibrateLoad, MAX_FAILED } from '../../calibration/from-load.ts'
import { calibrateRecording } from '../../calibration/from-recording.ts'
import { LOAD_TOOLS, type LoadReport, type LoadTool, parseLoadReport } from '../../calibration/load-report.ts'
import { parseRecording } from '../../calibration/recording.ts'
import { toJsonText } from '../../experiment/result-json.ts'
import { shown } from '../../scenario/problem.ts'
import type { PartialScenario, Scenario } from '../../scenario/scenario.ts'
import { parseDecimal } from '../../scenario/text.ts'
import { completeScenario, setParameters } from '../../scenario/validate.ts'
import type { Arguments } from '../arguments.ts'
import { calibrationJson, calibrationText } from '../calibration-report.ts'
import { pen } from '../format.ts'
import { type Io, UserError } from '../io.ts'
import { checked, MAX_TRACE_BYTES, readNamed } from '../load.ts'
import { type Command, JSON_OPTION } from './command.ts'

const MAX_REPORT_BYTES = 1_000_000

/** With fewer requests the intervals would say nothing. */
const FEWEST_REQUESTS = 100

export const calibrateCommand: Command = {
  spec: {
    name: 'calibrate',
    operand: '[recording.csv | -]',
    operandIs: 'recording',
    about: 'estimates what a request costs, from a recording or from a load generator’s report',
    details: [
      'A recording has the columns sent_ms, cpu_ms, io_ms, outcome and latency_ms, one line a request, as public/truth/traces have. From it come the server’s own CPU a request and the round trip outside the server. For a server that takes one request at a time the answers themselves tell; for others give the server’s CPU utilization with --cpu, over the time that run.warmupSeconds and run.seconds say.',
      'A report is what wrk, hey or k6 printed: its connections each wait for an answer, a closed loop. From it come CPU and I/O a request, found by simulating until as many are answered a second. hey does not print its connections: --set traffic.users=50. The CPU utilization (--cpu, of all cores, in that run) tells CPU from I/O; without it both extremes are given.',
      'Say with --set how the real stack was set up: server.kind, server.workers, server.threads, machine.cores, proxy.kind, and request.distribution as far as it is known. Each estimate has a 95 % interval.',
    ],
    options: [
      { name: 'set', value: 'path=value', multiple: true, about: 'how the real stack was set up' },
      { name: 'cpu', value: 'share', about: 'CPU utilization that was measured, such as 0.62' },
      ...LOAD_TOOLS.map(tool => ({ name: tool, value: 'output.txt', about: `reads what ${tool} printed` })),
      JSON_OPTION,
    ],
    examples: [
      'prefork calibrate monday.csv --set server.kind=flask',
      'prefork calibrate --wrk wrk.txt --cpu 0.62 --set server.workers=4 --set machine.cores=2',
    ],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  const tools = LOAD_TOOLS.filter(tool => args.has(tool))
  const asked = checked(setParameters({}, args.all('set')))
  const scenario = checked(completeScenario(asked))
  const cpu = readUtilization(args.one('cpu'))
  if (tools.length + (args.operand === null ? 0 : 1) !== 1) throw new UserError(ONE_SOURCE)
  const calibration =
    tools[0] === undefined
      ? await fromRecording(args.operand!, scenario, cpu, io)
      : await fromLoad(tools[0], args.one(tools[0])!, asked, scenario, cpu, io)
  if (args.has('json')) return io.stdout.write(toJsonText(calibrationJson(calibration)))
  await io.stdout.write(calibrationText(calibration, pen(io.stdout.colour)))
}

const ONE_SOURCE =
  'One source is needed, and only one: a recording (prefork calibrate recording.csv), or a report with --wrk, --hey or --k6.'

function readUtilization(text: string | null): Utilization | null {
  if (text === null) return null
  const share = parseDecimal(text)
  if (!(share > 0 && share <= 1)) {
    throw new UserError(`--cpu is ${shown(text)}; allowed is a share above 0 and at most 1, such as 0.62 for 62 %.`)
  }
  const decimals = /^\d*\.(\d+)$/.exec(text)?.[1]?.length ?? 0
  return { share, resolution: 0.5 * 10 ** -Math.max(2, decimals) }
}

async function fromRecording(name: string, scenario: Scenario, cpu: Utilization | null, io: Io): Promise<Calibration> {
  const text = await readNamed(name, 'recording', MAX_TRACE_BYTES, io)
  return checked(calibrateRecording(checked(parseRecording(name, text)), scenario, cpu))
}

async function fromLoad(
  tool: LoadTool,
  name: string,
  asked: PartialScenario,
  scenario: Scenario,
  cpu: Utilization | null,
  io: Io,
): Promise<Calibration> {
  const report = checked(parseLoadReport(tool, name, await readNamed(name, 'report', MAX_REPORT_BYTES, io)))
  const users = asked.traffic?.users ?? report.connections
  const problem = reportProblem(report, name, users)
  if (problem) throw new UserError(problem)
  const found = calibrateLoad(report, scenario, users!, asked.traffic?.thinkMs ?? null, cpu)
  if (typeof found === 'string') throw new UserError(found)
  return found
}

function reportProblem({ tool, requests, failed }: LoadReport, name: string, users: number | null): string | null {
  if (users === null || !(users >= 1)) {
    return `${shown(name)}: ${tool} does not say how many connections it had; give them with --set traffic.users=50.`
  }
  if (requests < FEWEST_REQUESTS) {
    return `${shown(name)}: it has ${requests} requests; allowed are at least ${FEWEST_REQUESTS}, because fewer say too little.`
  }
  if (failed <= MAX_FAILED * requests) return null
  return `${shown(name)}: ${failed} of ${requests} requests failed; allowed are at most ${MAX_FAILED * 100} %, because a failure costs something else than an answer.`
}
