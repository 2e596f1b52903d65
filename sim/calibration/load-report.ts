/**
 * What a load generator printed, as numbers. Text is read line by line and only where a line has the form that the tool
 * gives it; anything between is passed over.
 */
import { accepted, type Checked, refused, shown } from '../scenario/problem.ts'
import { readHey } from './read-hey.ts'
import { readK6 } from './read-k6.ts'
import { readWrk } from './read-wrk.ts'

export const LOAD_TOOLS = ['wrk', 'hey', 'k6'] as const

export type LoadTool = (typeof LOAD_TOOLS)[number]

export interface LoadReport {
  tool: LoadTool
  /** Responses of any kind. */
  requests: number
  perSecond: number
  /** Clients that each wait for an answer before they ask again; null where the tool does not print it. */
  connections: number | null
  /** Responses that were errors, and requests without one. */
  failed: number
  meanMs: number
  /** Standard deviation of the latencies; null where the tool does not print it. */
  deviationMs: number | null
  /** `share` of the requests took `ms` or less. */
  percentiles: { share: number; ms: number }[]
}

/** What a reader of one tool’s output found; NaN for what it did not. */
export type Found = Omit<LoadReport, 'tool'>

const READERS: Readonly<Record<LoadTool, (lines: readonly string[]) => Found | string>> = {
  wrk: readWrk,
  hey: readHey,
  k6: readK6,
}

/** A report is a page of text. */
const MAX_LINES = 5000
const MAX_LINE = 300

/** Reads a tool’s output. `name` is what a reader knows it by, usually the file’s. Never throws. */
export function parseLoadReport(tool: LoadTool, name: string, text: string): Checked<LoadReport> {
  const lines = text
    .slice(0, MAX_LINES * MAX_LINE)
    .split(/\r?\n|\r/, MAX_LINES)
    .map(line => line.slice(0, MAX_LINE).trim())
  const found = READERS[tool](lines)
  if (typeof found === 'string') return refuse(name, found)
  const missing = missingIn(found)
  if (missing !== null)
    return refuse(name, `it does not say ${missing}; allowed is the summary that ${tool} prints at the end.`)
  return accepted({ tool, ...found })
}

function missingIn({ requests, perSecond, meanMs }: Found): string | null {
  if (!isAbove0(perSecond)) return 'how many requests a second there were'
  if (!isAbove0(requests)) return 'how many requests there were'
  return isAbove0(meanMs) ? null : 'the mean latency'
}

function isAbove0(value: number): boolean {
  return value > 0 && Number.isFinite(value)
}

function refuse(name: string, what: string) {
  return refused([{ path: name, value: null, message: `${shown(name)}: ${what}` }])
}
