import type { Found } from './load-report.ts'
import { allMatches, firstMatch, toNumber, toPercentiles } from './read-lines.ts'

const SECONDS = 1000

/** The summary of hey 0.1. It prints seconds, and not the number of its workers (`-c`). */
export function readHey(lines: readonly string[]): Found {
  const [mean] = firstMatch(lines, /^Average:\s+(\S+) secs$/) ?? []
  const [perSecond] = firstMatch(lines, /^Requests\/sec:\s+(\S+)$/) ?? []
  const statuses = allMatches(lines, /^\[(\d+)\]\s+(\d+) responses$/)
  const responses = statuses.reduce((sum, [, count]) => sum + toNumber(count), 0)
  const bad = statuses.filter(([status]) => !/^[23]/.test(status!)).reduce((sum, [, count]) => sum + toNumber(count), 0)
  return {
    requests: responses,
    perSecond: toNumber(perSecond),
    connections: null,
    failed: bad + withoutResponse(lines),
    meanMs: toNumber(mean) * SECONDS,
    deviationMs: null,
    percentiles: toPercentiles(
      allMatches(lines, /^(\d+)%{1,2} in (\S+) secs$/).map(([percent, time]) => [
        toNumber(percent),
        toNumber(time) * SECONDS,
      ]),
    ),
  }
}

/** The counts under “Error distribution”. */
function withoutResponse(lines: readonly string[]): number {
  const from = lines.findIndex(line => line.startsWith('Error distribution'))
  if (from < 0) return 0
  return allMatches(lines.slice(from), /^\[(\d+)\]\s+\S/).reduce((sum, [count]) => sum + toNumber(count), 0)
}
