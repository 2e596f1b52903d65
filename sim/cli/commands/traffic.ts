/**
 * `prefork traffic`: from a server's log to a scenario's traffic and work.
 */

import { toJsonText } from '../../experiment/result-json.ts'
import { findParameter } from '../../scenario/parameters.ts'
import { shown } from '../../scenario/problem.ts'
import { formatValue, parseDecimal } from '../../scenario/text.ts'
import { completeScenario, setParameters } from '../../scenario/validate.ts'
import { estimateTraffic, type KnownCpu, type TookSummary, type Traffic } from '../../traffic/estimate-traffic.ts'
import { LOG_FORMATS, TrafficReader } from '../../traffic/traffic-reader.ts'
import type { Arguments } from '../arguments.ts'
import { alignColumns, formatCount, formatMs, formatNumber, type Pen, pen, sparkline, wrap } from '../format.ts'
import { type Io, UserError } from '../io.ts'
import { checked, fileTrouble } from '../load.ts'
import { type Command, JSON_OPTION } from './command.ts'

const WIDTH = 90

export const trafficCommand: Command = {
  spec: {
    name: 'traffic',
    operand: 'access.log | -',
    operandIs: 'log',
    about: 'estimates traffic and work from a server’s log',
    details: [
      'Reads nginx’s access log with $request_time at its end or named in it (rt=0.123, urt="0.120"), any other log_format with --format, JSON lines, or CSV with a header. Logs of any size are read piece by piece. A line that is not understood is counted and shown.',
      'It prints the rate over time, how long requests took in quiet and in busy seconds, and the flags that set traffic and request. What a log cannot tell is said: waiting in queues is inside $request_time, and computing is not told from waiting for others unless --cpu is given, with machine.cores.',
      'Reports of wrk, hey and k6 are read by “prefork calibrate”.',
    ],
    options: [
      {
        name: 'format',
        value: "'$time_local $request_time'",
        about: 'nginx’s log_format, as it stands in its configuration',
      },
      { name: 'cpu', value: 'share', about: 'CPU utilization of that time, of all cores, such as 0.62' },
      { name: 'set', value: 'path=value', multiple: true, about: 'how the machine was: machine.cores' },
      JSON_OPTION,
    ],
    examples: ['prefork traffic access.log', 'prefork traffic access.log --cpu 0.62 --set machine.cores=2 --json'],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  const name = args.operand
  if (name === null) throw new UserError('“prefork traffic” needs a log, such as access.log, or - for standard input.')
  const { cores } = checked(completeScenario(checked(setParameters({}, args.all('set'))))).machine
  const cpu = readCpu(args.one('cpu'), cores)
  const reader = newReader(args.one('format'))
  try {
    for await (const piece of io.readPieces(name)) reader.push(piece)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    throw new UserError(`The log ${shown(name)} cannot be read: ${fileTrouble(error)}.`)
  }
  reader.finish()
  const traffic = estimateTraffic(reader, cpu)
  if (typeof traffic === 'string') throw new UserError(`${shown(name)}: ${traffic}`)
  if (args.has('json')) return io.stdout.write(toJsonText({ ...traffic, flags: traffic.estimates.map(flagOf) }))
  await io.stdout.write(trafficText(traffic, pen(io.stdout.colour)))
}

function newReader(format: string | null): TrafficReader {
  try {
    return new TrafficReader(format)
  } catch (error) {
    if (error instanceof RangeError) throw new UserError(error.message)
    throw error
  }
}

function readCpu(text: string | null, cores: number): KnownCpu | null {
  if (text === null) return null
  const share = parseDecimal(text)
  if (share > 0 && share <= 1) return { share, cores }
  throw new UserError(`--cpu is ${shown(text)}; allowed is a share above 0 and at most 1, such as 0.62 for 62 %.`)
}

function flagOf({ path, value }: Traffic['estimates'][number]): string {
  return `--set ${path}=${formatValue(findParameter(path)!, value)}`
}

function trafficText(traffic: Traffic, marks: Pen): string {
  const { curve, took, estimates, bad, warnings } = traffic
  const peak = Math.max(...curve.perSecond)
  const parts = [
    [
      `${formatCount(traffic.requests)} requests in ${duration(traffic.seconds)}, ${formatNumber(traffic.meanPerSecond)} a second; ${LOG_FORMATS[traffic.format]}`,
      `${formatCount(traffic.failed)} ended as 5xx, ${formatCount(traffic.clientLeft)} as 499`,
    ],
    [
      marks.strong('Requests a second over time'),
      `  ${sparkline(curve.perSecond, peak, 60)}  peak ${formatNumber(peak)}/s over ${duration(curve.stepMs / 1000)}`,
    ],
    took ? tookLines(took, marks) : [],
    [
      marks.strong('For a scenario'),
      ...alignColumns(
        estimates.map(one => [flagOf(one), marks.quiet(one.from)]),
        ['left', 'left'],
        '  ',
      ),
    ],
    warnings.flatMap(warning => wrap(warning, WIDTH)),
    bad.length > 0 ? ['Not understood, the first:', ...bad.map(({ line, text }) => `  line ${line}: ${text}`)] : [],
  ]
  const texts = parts.filter(lines => lines.length > 0).map(lines => `${lines.join('\n')}\n`)
  return texts.join('\n')
}

function tookLines({ quiet, busy, all }: NonNullable<Traffic['took']>, marks: Pen): string[] {
  const row = (name: string, { requests, meanMs, p50, p95, p99 }: TookSummary) => [
    name,
    formatCount(requests),
    ...[meanMs, p50, p95, p99].map(formatMs),
  ]
  const rows = [
    ['', 'requests', 'mean', 'p50', 'p95', 'p99'].map(marks.quiet),
    row('quietest seconds', quiet),
    row('busiest seconds', busy),
    row('all', all),
  ]
  return [marks.strong('How long they took'), ...alignColumns(rows, ['left', ...Array(5).fill('right')], '  ')]
}

function duration(seconds: number): string {
  if (seconds < 120) return `${formatNumber(seconds)} s`
  if (seconds < 7200) return `${formatNumber(seconds / 60)} min`
  return seconds < 172_800 ? `${formatNumber(seconds / 3600)} h` : `${formatNumber(seconds / 86_400)} days`
}
