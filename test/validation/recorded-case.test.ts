import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRecordedCases } from '../../sim/validation/recorded-case.ts'
import { MEASURED_TEXT } from './truth.ts'

const CASE = {
  config: { name: 'one', server: 'flask', cores: 1, warmup: 5, seconds: 60 },
  measured: { okPerSecond: 1, outcomes: { '200': 60 }, latencyMs: { p50: 1, p95: 2, p99: 3 }, cpuUtilization: 0.1 },
}
const config = (changed: object) => [{ ...CASE, config: { ...CASE.config, ...changed } }]
const measured = (changed: object) => [{ ...CASE, measured: { ...CASE.measured, ...changed } }]

function sentences(value: unknown): string[] {
  const read = readRecordedCases('measured.json', typeof value === 'string' ? value : JSON.stringify(value))
  return read.ok ? [] : read.problems.map(({ message }) => message)
}

describe('A list of recordings', () => {
  test('is read with what it has.', () => {
    expect(sentences([CASE])).toEqual([])
    expect(sentences(`\uFEFF${JSON.stringify([CASE])}`)).toEqual([])
    expect(sentences(measured({ latencyMs: null, cpuUtilization: null, more: 1 }))).toEqual([])
  })

  test('names the settings it has and this program does not know.', () => {
    const read = readRecordedCases('measured.json', JSON.stringify(config({ rate: 3, keepalive: 2 })))
    expect(read).toMatchObject({ ok: true, value: [{ unknownSettings: ['keepalive'] }] })
  })

  test.each<[unknown, string]>([
    ['', 'the text is ""; allowed is JSON.'],
    ['{', 'the text is "{"; allowed is JSON.'],
    [{}, 'the file is an object; allowed is a list of recordings, 1 to 1000, each {config, measured}.'],
    [[], 'the file is a list of 0; allowed is a list of recordings, 1 to 1000, each {config, measured}.'],
    [[3], 'recording 1 is 3; allowed is an object {config, measured}.'],
    [config({ server: 'apache' }), 'recording 1, config.server is "apache"; allowed is one of'],
    [
      config({ name: '../../etc/passwd' }),
      'recording 1, config.name is "../../etc/passwd"; allowed is a name of letters, digits, dots and dashes, at most 100.',
    ],
    [config({ cores: 1.5 }), 'recording 1, config.cores is 1.5; allowed is a whole number of 0 or more.'],
    [config({ seconds: '60' }), 'recording 1, config.seconds is "60"; allowed is a number of 0 or more.'],
    [measured({ outcomes: { '200': -1 } }), 'is -1; allowed is a number of 0 or more.'],
    [[CASE, CASE], 'config.name is "one"; allowed is another name for each recording.'],
  ])('is refused in a sentence: %j', (value, sentence) => {
    expect(sentences(value)[0]).toContain('measured.json: ')
    expect(sentences(value)[0]).toContain(sentence)
  })

  test('may be anything: it is read or refused, and nothing is thrown.', () => {
    const torn = fc
      .tuple(fc.nat(MEASURED_TEXT.length), fc.string({ unit: 'binary', maxLength: 5 }))
      .map(([at, text]) => MEASURED_TEXT.slice(0, at) + text + MEASURED_TEXT.slice(at + text.length))
    const any = fc.oneof(
      fc.json(),
      torn,
      fc.anything().map(value => JSON.stringify([{ config: value }]) ?? ''),
    )
    fc.assert(
      fc.property(any, text => {
        const read = readRecordedCases('x', text)
        if (!read.ok) for (const { message } of read.problems) expect(message).toMatch(/^x: .*\.$/)
      }),
      { numRuns: 200 },
    )
  })
})
