/**
 * A log, fed in pieces of any length. The format is settled by its first lines; a line that does not fit is counted and
 * the first ones are kept to be shown, and nothing is ever fatal.
 */
import { csvParser, formatParser, type LineParser, parseCombined, parseJsonLine } from './log-line.ts'
import { TrafficMeter } from './traffic-meter.ts'

export const LOG_FORMATS = {
  combined: 'nginx’s access log',
  json: 'JSON, one object a line',
  csv: 'CSV',
  custom: 'the given log_format',
} as const

export type LogFormat = keyof typeof LOG_FORMATS

export interface BadLine {
  line: number
  text: string
}

/** A longer line is no request. */
const LONGEST_LINE = 65_536
const MOST_SHOWN = 10
const SHOWN_CHARACTERS = 100

export class TrafficReader {
  readonly meter = new TrafficMeter()
  format: LogFormat | null = null
  lines = 0
  malformed = 0
  /** The first lines that were not understood. */
  readonly bad: BadLine[] = []
  private parse: LineParser | null = null
  private rest = ''
  private isTooLong = false

  /** @param logFormat nginx's `log_format` as it stands in the configuration, or null. @throws RangeError when it has no time in it. */
  constructor(logFormat: string | null = null) {
    if (logFormat === null) return
    this.parse = formatParser(logFormat)
    if (this.parse === null) {
      throw new RangeError('The log_format has no time in it; allowed is one with $time_local, $time_iso8601 or $msec.')
    }
    this.format = 'custom'
  }

  push(chunk: string): void {
    let from = 0
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      this.readLine(this.rest + chunk.slice(from, end))
      this.rest = ''
      from = end + 1
    }
    this.rest += chunk.slice(from, from + LONGEST_LINE + 1)
    if (this.rest.length > LONGEST_LINE) {
      this.isTooLong = true
      this.rest = this.rest.slice(0, SHOWN_CHARACTERS)
    }
  }

  finish(): void {
    if (this.rest !== '') this.readLine(this.rest)
    this.rest = ''
    this.meter.finish()
  }

  private readLine(raw: string): void {
    this.lines++
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const isTooLong = this.isTooLong || line.length > LONGEST_LINE
    this.isTooLong = false
    if (line.trim() === '') return
    if (this.parse === null && this.settle(line) === 'header') return
    const request = isTooLong ? null : (this.parse?.(line) ?? null)
    if (request) {
      this.meter.add(request)
      return
    }
    this.malformed++
    if (this.bad.length < MOST_SHOWN) this.bad.push({ line: this.lines, text: shownLine(line) })
  }

  /** A header of CSV is no request; any other line that tells the format is one. */
  private settle(line: string): 'header' | 'request' {
    const csv = this.lines === 1 ? csvParser(line.replace(/^\uFEFF/, '')) : null
    if (csv) {
      this.use('csv', csv)
      return 'header'
    }
    if (parseJsonLine(line)) this.use('json', parseJsonLine)
    else if (parseCombined(line)) this.use('combined', parseCombined)
    return 'request'
  }

  private use(format: LogFormat, parse: LineParser): void {
    this.format = format
    this.parse = parse
  }
}

function shownLine(line: string): string {
  const safe = line.slice(0, SHOWN_CHARACTERS).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
  return line.length > SHOWN_CHARACTERS ? `${safe}…` : safe
}
