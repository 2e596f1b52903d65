import type { Found } from './load-report.ts'
import { allMatches, firstMatch, toMs, toNumber, toPercentiles } from './read-lines.ts'

/** The summary at the end of a k6 run, as versions 0.30 to 1.x print it. */
export function readK6(lines: readonly string[]): Found {
  const [trend = ''] = firstMatch(lines, /^http_req_duration\.+: (.*)$/) ?? []
  const [requests, perSecond] = firstMatch(lines, /^http_reqs\.+: (\d+) +(\S+)\/s/) ?? []
  const [failedPercent = '0'] = firstMatch(lines, /^http_req_failed\.+: (\S+)%/) ?? []
  const [users] = firstMatch(lines, /^vus_max\.+: (\d+)/) ?? firstMatch(lines, /^vus\.+: (\d+)/) ?? []
  const times = new Map(
    allMatches(trend.split(/ +/), /^([a-z]+|p\([\d.]+\))=(\S+)$/).map(([name, time]) => [name!, time!]),
  )
  return {
    requests: toNumber(requests),
    perSecond: toNumber(perSecond),
    connections: users === undefined ? null : toNumber(users),
    failed: Math.round((toNumber(failedPercent) / 100) * toNumber(requests)),
    meanMs: toMs(times.get('avg')),
    deviationMs: null,
    percentiles: toPercentiles([...times].map(([name, time]) => [percentOf(name), toMs(time)])),
  }
}

function percentOf(name: string): number {
  if (name === 'med') return 50
  return toNumber(/^p\((.*)\)$/.exec(name)?.[1])
}
