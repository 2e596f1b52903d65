import type { Found } from './load-report.ts'
import { allMatches, firstMatch, toMs, toNumber, toPercentiles } from './read-lines.ts'

/** The output of wrk 4, with or without `--latency`. @returns a sentence when it is wrk2’s, which sends at a fixed rate. */
export function readWrk(lines: readonly string[]): Found | string {
  if (lines.some(line => /HdrHistogram|^Thread calibration/.test(line))) {
    return 'it was printed by wrk2, which sends at a fixed rate; allowed is a run of wrk, in which each connection waits for its answer.'
  }
  const [connections] = firstMatch(lines, /^\d+ threads? and (\d+) connections?$/) ?? []
  const [mean, deviation] = firstMatch(lines, /^Latency +(\S+) +(\S+)/) ?? []
  const [requests] = firstMatch(lines, /^(\d+) requests in /) ?? []
  const [perSecond] = firstMatch(lines, /^Requests\/sec: +(\S+)/) ?? []
  const [badStatus = '0'] = firstMatch(lines, /^Non-2xx or 3xx responses: (\d+)$/) ?? []
  const broken = firstMatch(lines, /^Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)$/) ?? []
  return {
    requests: toNumber(requests),
    perSecond: toNumber(perSecond),
    connections: connections === undefined ? null : toNumber(connections),
    failed: [badStatus, ...broken].map(toNumber).reduce((sum, count) => sum + count, 0),
    meanMs: toMs(mean),
    deviationMs: Number.isNaN(toMs(deviation)) ? null : toMs(deviation),
    percentiles: toPercentiles(
      allMatches(lines, /^(\d+(?:\.\d+)?)% +(\S+)$/).map(([percent, time]) => [toNumber(percent), toMs(time)]),
    ),
  }
}
