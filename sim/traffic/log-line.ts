/**
 * One line of a log as one request: when it was logged, how long it took, how it ended. Formats: nginx's combined with a
 * time at its end or named in it, nginx's `log_format` as it stands in the configuration, JSON lines, and CSV.
 */
import { parseDecimal } from '../scenario/text.ts'

export interface LoggedRequest {
  /** Milliseconds since 1970; the log's own clock. When the answer was done, in nginx's logs. */
  atMs: number
  /** NaN when the line does not say. */
  tookMs: number
  /** 0 when the line does not say. */
  status: number
}

/** Null for a line that is not a request of this format. */
export type LineParser = (line: string) => LoggedRequest | null

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'

/** `10/Oct/2026:13:55:36 +0200`, nginx's `$time_local`; NaN for anything else. */
export function timeLocal(text: string): number {
  const match = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/.exec(text)
  if (!match) return Number.NaN
  const [, day, name, year, hour, minute, second, sign, zoneHours, zoneMinutes] = match
  const month = MONTHS.indexOf(name!) / 3
  if (!Number.isInteger(month) || month < 0) return Number.NaN
  const zoneMs = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000 * (sign === '-' ? -1 : 1)
  return Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second)) - zoneMs
}

/** A time as logs write it: `$time_local`, ISO 8601, `$msec`, or milliseconds since 1970. */
export function anyTime(text: string): number {
  const number = parseDecimal(text)
  // Seconds until the year 5138, milliseconds from 1973 on.
  if (!Number.isNaN(number)) return number < 1e11 ? number * 1000 : number
  const local = timeLocal(text)
  if (!Number.isNaN(local)) return local
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) && text.length < 40 ? Date.parse(text) : Number.NaN
}

/** Several tries at a server are parted by commas or colons, and count together; a dash is none. */
function secondsToMs(text: string | undefined): number {
  if (text === undefined) return Number.NaN
  const parts = text.split(/[,:]/, 20).map(part => parseDecimal(part.trim()))
  const known = parts.filter(part => part >= 0)
  return known.length === 0 ? Number.NaN : known.reduce((sum, part) => sum + part, 0) * 1000
}

function sound(atMs: number, tookMs: number, status: number): LoggedRequest | null {
  if (!Number.isFinite(atMs) || tookMs < 0 || tookMs > 86_400_000) return null
  return { atMs, tookMs, status: status >= 100 && status < 600 ? status : 0 }
}

const BRACKETED = /\[([^\]]{20,30})\]/
const STATUS = /" (\d{3}) /
const NAMED = /\b(?:urt|upstream_response_time|rt|request_time)[=:]\s*"?([\d.]+)/
const UPSTREAM = /\b(?:urt|upstream_response_time)[=:]\s*"?([\d.]+)/
const LAST = /\s"?(\d{1,6}\.\d{3})"?\s*$/

/** `… [time] "GET / HTTP/1.1" 200 612 … 0.123`, or with `rt=0.123` anywhere. A named upstream time goes first. */
export const parseCombined: LineParser = line => {
  const time = BRACKETED.exec(line)?.[1]
  if (time === undefined) return null
  const took = (UPSTREAM.exec(line) ?? NAMED.exec(line) ?? LAST.exec(line))?.[1]
  return sound(anyTime(time), secondsToMs(took), Number(STATUS.exec(line)?.[1] ?? 0))
}

const TIME_FIELDS = ['msec', 'time_iso8601', 'time_local', '@timestamp', 'timestamp', 'time', 'ts', 'date']
const SECONDS_FIELDS = ['upstream_response_time', 'request_time', 'duration', 'response_time', 'rt']
const MS_FIELDS = ['latency_ms', 'duration_ms', 'request_time_ms', 'response_time_ms', 'took_ms']

/** A request from named texts, whatever the format around them. */
function fromFields(field: (name: string) => string | undefined): LoggedRequest | null {
  const sentMs = parseDecimal(field('sent_ms') ?? '')
  const time = TIME_FIELDS.map(field).find(text => text !== undefined)
  const ms = MS_FIELDS.map(field).find(text => text !== undefined && text !== '')
  const seconds = SECONDS_FIELDS.map(field).find(text => text !== undefined && /\d/.test(text))
  const atMs = Number.isNaN(sentMs) ? anyTime(time ?? '') : sentMs
  const tookMs = ms === undefined ? secondsToMs(seconds) : parseDecimal(ms)
  return sound(atMs, tookMs, Number(field('status') ?? field('outcome') ?? 0))
}

/** One JSON object a line, numbers as numbers or as texts. */
export const parseJsonLine: LineParser = line => {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null) return null
    return fromFields(name => {
      const field = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
      return typeof field === 'string' || typeof field === 'number' ? String(field) : undefined
    })
  } catch {
    return null
  }
}

/** CSV whose first line names its columns; a quoted field may hold commas, but no line ends. */
export function csvParser(header: string): LineParser | null {
  const names = csvFields(header).map(name => name.trim().toLowerCase())
  const hasTime = names.some(name => name === 'sent_ms' || TIME_FIELDS.includes(name))
  if (!hasTime) return null
  return line => {
    const fields = csvFields(line)
    if (fields.length !== names.length) return null
    return fromFields(name => {
      const at = names.indexOf(name)
      return at < 0 ? undefined : fields[at]!.trim()
    })
  }
}

function csvFields(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
  )
}

/**
 * A parser for nginx's `log_format`: names with a dollar, and what stands between them. Null when no time is in it. A
 * value ends where the text after it begins, so a line is read once, from left to right.
 */
export function formatParser(format: string): LineParser | null {
  const parts = format.split(/\$(\w+)|\$\{(\w+)\}/)
  const names: string[] = []
  const texts = [parts[0]!]
  for (let at = 1; at + 2 < parts.length + 1; at += 3) {
    names.push(parts[at] ?? parts[at + 1] ?? '')
    texts.push(parts[at + 2] ?? '')
  }
  if (!names.some(name => TIME_FIELDS.includes(name))) return null
  return line => {
    const values = new Map<string, string>()
    if (!line.startsWith(texts[0]!)) return null
    let from = texts[0]!.length
    for (const [at, name] of names.entries()) {
      const text = texts[at + 1]!
      const end = text === '' ? line.length : line.indexOf(text, from)
      if (end < 0) return null
      values.set(name, line.slice(from, end))
      from = end + text.length
    }
    return fromFields(name => values.get(name))
  }
}
