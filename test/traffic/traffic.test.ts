import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'
import { estimateTraffic } from '../../sim/traffic/estimate-traffic.ts'
import {
  anyTime,
  csvParser,
  formatParser,
  parseCombined,
  parseJsonLine,
  timeLocal,
} from '../../sim/traffic/log-line.ts'
import { TrafficReader } from '../../sim/traffic/traffic-reader.ts'
import { anyText } from '../safe/sentences.ts'

const AT = Date.UTC(2026, 9, 10, 11, 55, 36)

describe('A line of a log', () => {
  test.each([
    ['10.0.0.1 - - [10/Oct/2026:13:55:36 +0200] "GET / HTTP/1.1" 200 612 "-" "curl" 0.123', 123, 200],
    [
      '10.0.0.1 - - [10/Oct/2026:11:55:36 +0000] "GET /?[x] HTTP/1.1" 502 1 "-" "a 1.234" rt=0.500 uct="0.001" urt="0.250, 0.200"',
      250,
      502,
    ],
    ['10.0.0.1 - - [10/Oct/2026:11:55:36 +0000] "GET / HTTP/1.1" 200 612 "-" "curl"', Number.NaN, 200],
  ])('of nginx is read: %s', (line, tookMs, status) => {
    expect(parseCombined(line)).toEqual({ atMs: AT, tookMs, status })
  })

  test('of a log_format is read as the format says.', () => {
    const parse = formatParser(
      `$remote_addr [$time_iso8601] "$request" $status $\{request_time}s up=$upstream_response_time`,
    )!
    expect(parse('::1 [2026-10-10T11:55:36+00:00] "GET / HTTP/1.1" 200 0.300s up=0.100, 0.150')).toEqual({
      atMs: AT,
      tookMs: 250,
      status: 200,
    })
    expect(parse('::1 [2026-10-10T11:55:36+00:00] "GET / HTTP/1.1" 200 0.300s up=-')?.tookMs).toBe(300)
    expect(parse('nothing of the sort')).toBeNull()
    expect(formatParser('$request_time $status')).toBeNull()
  })

  test('of JSON and of CSV is read by the names of its fields.', () => {
    const json = '{"time_iso8601":"2026-10-10T11:55:36Z","request_time":"0.040","status":200}'
    expect(parseJsonLine(json)).toEqual({ atMs: AT, tookMs: 40, status: 200 })
    expect(parseJsonLine('[1]')).toBeNull()
    expect(csvParser('timestamp,path,duration_ms,status')!('1760097336,"/a,b",12.5,503')).toMatchObject({
      tookMs: 12.5,
      status: 503,
    })
    expect(csvParser('sent_ms,latency_ms,outcome')!('1500,30,timeout')).toEqual({ atMs: 1500, tookMs: 30, status: 0 })
    expect(csvParser('a,b')).toBeNull()
  })

  test('has its time with its zone.', () => {
    expect(timeLocal('10/Oct/2026:09:25:36 -0230')).toBe(AT)
    expect(anyTime(`${AT / 1000}.250`)).toBe(AT + 250)
    expect(timeLocal('10/Foo/2026:09:25:36 -0230')).toBeNaN()
  })
})

/** A log as nginx would have written it for a simulated run. */
function logOf(ratePerSecond: number, workers = 8, seconds = 200): string {
  const complete = completeScenario({
    traffic: { ratePerSecond },
    request: { cpuMs: 5, ioMs: 45 },
    server: { workers, overheadMs: 0 },
    proxy: { cpuMs: 0 },
    machine: { cores: 4, switchCostUs: 0 },
    run: { seconds, warmupSeconds: 0 },
  })
  if (!complete.ok) throw new Error()
  const { rows } = simulate(complete.value, { rows: true })
  const order = Array.from({ length: rows!.count }, (_, at) => at).sort((a, b) => rows!.endedMs[a]! - rows!.endedMs[b]!)
  return order
    .map(at => {
      const [ended, took] = [rows!.endedMs[at]!, rows!.endedMs[at]! - rows!.sentMs[at]!]
      return `{"msec":${(1.7e9 + ended / 1000).toFixed(3)},"request_time":${(took / 1000).toFixed(3)},"status":200}\n`
    })
    .join('')
}

function estimated(text: string, piece = 1000) {
  const reader = new TrafficReader()
  for (let at = 0; at < text.length; at += piece) reader.push(text.slice(at, at + piece))
  reader.finish()
  const traffic = estimateTraffic(reader, null)
  if (typeof traffic === 'string') throw new Error(traffic)
  return traffic
}

describe('From the log of a simulated run', () => {
  test('rate, work and distribution come back where nothing had to wait.', () => {
    const traffic = estimated(logOf(20))
    const value = (path: string) => traffic.estimates.find(one => one.path === path)?.value
    expect(value('traffic.ratePerSecond')).toBeCloseTo(20, -0.5)
    expect(Number(value('request.ioMs'))).toBeGreaterThan(45)
    expect(Number(value('request.ioMs'))).toBeLessThan(55)
    expect(value('traffic.arrivals')).toBe('poisson')
    expect(traffic.warnings.join(' ')).toContain('Busy seconds took no longer')
    expect(traffic.curve.perSecond.length).toBeLessThanOrEqual(240)
  })

  test('waiting inside the times is seen, and warned of.', () => {
    const traffic = estimated(logOf(19, 1))
    expect(traffic.warnings.join(' ')).toContain('Waiting in queues is inside these times')
    expect(traffic.took!.busy.meanMs).toBeGreaterThan(traffic.took!.quiet.meanMs)
  })

  test('it does not matter how it is cut into pieces.', () => {
    const text = logOf(20, 8, 20)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), piece => {
        expect(estimated(text, piece)).toEqual(estimated(text))
      }),
      { numRuns: 20 },
    )
  })
})

test('Lines that are not understood are counted and shown, and the others are read.', () => {
  const text = logOf(20, 8, 20)
  const traffic = estimated(`${text}garbage \u202e\n${'x'.repeat(200_000)}\n{"msec":\n${text}`)
  expect(traffic.malformed).toBe(3)
  expect(traffic.bad.map(({ text }) => text.slice(0, 9))).toEqual(['garbage \uFFFD', 'xxxxxxxxx', '{"msec":'])
  expect(traffic.warnings[0]).toMatch(/^3 of \d+ lines were not understood/)
})

test('Any text ends in an estimate or a sentence, with memory that does not grow.', () => {
  const scrap = fc.constantFrom(
    '[10/Oct/2026:13:55:36 +0200] "GET" 200 0.1\n',
    '{"ts":1,"rt":2}\n',
    '{"ts":1e300}\n',
    '{"ts":-1e11,"rt":0.1}\n',
    'sent_ms,took_ms\n',
    '1,2\n',
    '\n',
    ',',
    '"',
    '0.123',
    '\0',
    '9e99,1\n',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        fc.array(scrap, { maxLength: 80 }).map(parts => parts.join('')),
      ),
      text => {
        const reader = new TrafficReader()
        reader.push(text)
        reader.finish()
        const traffic = estimateTraffic(reader, null)
        if (typeof traffic === 'string') expect(traffic).toMatch(/^\P{C}+\.$/u)
        else for (const warning of traffic.warnings) expect(warning).toMatch(/^\P{C}+\.$/u)
      },
    ),
    { numRuns: 1500 },
  )
})
