import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LOAD_TOOLS, type LoadTool, parseLoadReport } from '../../sim/calibration/load-report.ts'
import { reportText } from './report-text.ts'

function sentence(tool: LoadTool, text: string): string {
  const read = parseLoadReport(tool, 'x.txt', text)
  return read.ok ? '' : read.problems[0]!.message
}

describe('A report is read as its tool printed it:', () => {
  test('wrk, with the latency distribution, errors of both kinds and microseconds.', () => {
    expect(parseLoadReport('wrk', 'x', reportText('wrk'))).toEqual({
      ok: true,
      value: {
        tool: 'wrk',
        requests: 22464657,
        perSecond: 748868.53,
        connections: 400,
        failed: 22,
        meanMs: 0.63591,
        deviationMs: 0.89,
        percentiles: [
          { share: 0.5, ms: 0.25 },
          { share: 0.75, ms: 0.491 },
          { share: 0.9, ms: expect.closeTo(0.7, 9) },
          { share: 0.99, ms: 5.8 },
        ],
      },
    })
  })

  test('wrk, without a distribution.', () => {
    const value = { requests: 81, perSecond: 8.08, connections: 10, failed: 0, meanMs: 1210, deviationMs: 102.11 }
    expect(parseLoadReport('wrk', 'x', reportText('wrk-short'))).toMatchObject({ ok: true, value })
  })

  test('hey, in seconds and with both kinds of failure, but no connections.', () => {
    const value = {
      requests: 4998,
      perSecond: 398.1509,
      connections: null,
      failed: 10,
      meanMs: expect.closeTo(124.9, 9),
      deviationMs: null,
    }
    const read = parseLoadReport('hey', 'x', reportText('hey'))
    expect(read).toMatchObject({ ok: true, value })
    expect(read.ok && read.value.percentiles.at(-1)).toEqual({ share: 0.99, ms: 381.1 })
  })

  test('k6, of all requests and not only of the expected responses.', () => {
    const value = { requests: 2475, perSecond: 82.213115, connections: 10, failed: 10, meanMs: 121.18 }
    const read = parseLoadReport('k6', 'x', reportText('k6'))
    expect(read).toMatchObject({ ok: true, value })
    expect(read.ok && read.value.percentiles).toEqual([
      { share: 0.5, ms: 116.4 },
      { share: 0.9, ms: 180.1 },
      { share: 0.95, ms: 61_500 },
    ])
  })

  test('k6 since 1.0.', () => {
    const value = { requests: 2475, connections: 100, failed: 0, meanMs: 121.18 }
    expect(parseLoadReport('k6', 'x', reportText('k6-1'))).toMatchObject({ ok: true, value })
  })

  test('with the line ends of another system, and among other text.', () => {
    const text = `$ wrk -c400\r\n${reportText('wrk').replaceAll('\n', '\r\n')}\r\ndone`
    expect(parseLoadReport('wrk', 'x', text)).toEqual(parseLoadReport('wrk', 'x', reportText('wrk')))
  })
})

describe('A report is refused in a sentence:', () => {
  test('that of wrk2, which is no closed loop.', () => {
    expect(sentence('wrk', reportText('wrk2'))).toMatch(
      /^"x\.txt": it was printed by wrk2, which sends at a fixed rate/,
    )
  })

  test('one of another tool, an empty one, one that was cut off.', () => {
    expect(sentence('wrk', reportText('k6'))).toBe(
      '"x.txt": it does not say how many requests a second there were; allowed is the summary that wrk prints at the end.',
    )
    expect(sentence('hey', '')).toMatch(/does not say how many requests a second/)
    expect(sentence('k6', reportText('k6').slice(0, 700))).toMatch(/does not say/)
  })

  test('one whose numbers are none.', () => {
    const silly = reportText('wrk').replace('748868.53', '9'.repeat(400)).replace('635.91us', 'NaN')
    expect(sentence('wrk', silly)).toMatch(/does not say the mean latency/)
  })
})

test('Any text is read or refused, whatever tool it claims to be from, and quickly even when it is long.', () => {
  const texts = ['wrk', 'hey', 'k6', 'k6-1'].map(reportText)
  const torn = fc
    .tuple(fc.constantFrom(...texts), fc.nat(2000), fc.string({ unit: 'binary', maxLength: 8 }))
    .map(([text, at, junk]) => text.slice(0, at) + junk + text.slice(at + junk.length))
  const long = fc.constantFrom(' ', '\n', '1', '9%', 'p(', 'Latency ').map(piece => piece.repeat(200_000))
  fc.assert(
    fc.property(fc.constantFrom(...LOAD_TOOLS), fc.oneof({ weight: 20, arbitrary: torn }, long), (tool, text) => {
      const read = parseLoadReport(tool, 'x.txt', text)
      if (!read.ok) {
        expect(read.problems[0]!.message).toMatch(/^"x\.txt": .*\.$/)
        return
      }
      const { requests, perSecond, meanMs, failed } = read.value
      for (const value of [requests, perSecond, meanMs]) expect(value).toBeGreaterThan(0)
      expect(failed).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 400 },
  )
})
