import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_TRACE_ROWS, parseTrace } from '../../sim/scenario/trace.ts'
import { anyText, expectSentences } from './sentences.ts'

const HEADER = 'sent_ms,cpu_ms,io_ms,outcome\n'

function message(text: string): string {
  const read = parseTrace('a.csv', text)
  if (read.ok) return 'read'
  expectSentences(read.problems)
  return read.problems[0]!.message.replace('Trace "a.csv": ', '')
}

describe('A trace', () => {
  test('is read whatever the order of its columns, its line ends and its further columns.', () => {
    const text = '\uFEFFurl,io_ms,"sent_ms",cpu_ms\r\n"/a,b",3,1.5,2\r\n\r\n"say ""x""",0,1.5,1e1\r\n'
    expect(parseTrace('a.csv', text)).toEqual({
      ok: true,
      value: {
        name: 'a.csv',
        sentMs: Float64Array.of(1.5, 1.5),
        cpuMs: Float64Array.of(2, 10),
        ioMs: Float64Array.of(3, 0),
      },
    })
  })

  test('is read as it was written.', () => {
    const ms = fc.double({ min: 0, max: 600_000, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(ms, ms, ms), { minLength: 1 }), rows => {
        rows.sort((a, b) => a[0] - b[0])
        const read = parseTrace('a.csv', `sent_ms,cpu_ms,io_ms\n${rows.map(row => row.join(',')).join('\n')}`)
        if (!read.ok) throw new Error(read.problems[0]?.message)
        const { sentMs, cpuMs, ioMs } = read.value
        expect(rows.map((_, at) => [sentMs[at], cpuMs[at], ioMs[at]])).toEqual(rows)
        expect(sentMs).toHaveLength(rows.length)
      }),
    )
  })

  test.each([
    ['nothing', '', 'line 1 is empty; allowed is a line of column names'],
    ['another header', 'sent,cpu_ms,io_ms\n1,2,3', 'line 1 is "sent,cpu_ms,io_ms"; allowed is a line of column names'],
    ['a column twice', 'sent_ms,cpu_ms,io_ms,cpu_ms\n1,2,3,4', 'line 1 is "sent_ms,cpu_ms,io_ms,cpu_ms";'],
    ['only a header', HEADER, 'line 2 is missing; allowed is at least one request after the header.'],
    ['a word', `${HEADER}1,2,3,x\n2,abc,3,x`, 'line 3, cpu_ms is "abc"; allowed is a number from 0 to 600,000 ms.'],
    ['an empty cell', `${HEADER}1,2,,x`, 'line 2, io_ms is ""; allowed is a number from 0 to 600,000 ms.'],
    ['a negative', `${HEADER}1,-2,3,x`, 'line 2, cpu_ms is "-2"; allowed is'],
    ['hexadecimal', `${HEADER}0x1,2,3,x`, 'line 2, sent_ms is "0x1"; allowed is'],
    ['a number without end', `${HEADER}1,2,1e999,x`, 'line 2, io_ms is "1e999"; allowed is'],
    ['disorder, after an empty line', `${HEADER}5,2,3,x\n\n4,2,3,x`, 'line 4, sent_ms is 4; allowed is 5 or more,'],
    ['a short line', `${HEADER}1,2,3\n2,2,3,x\n3,2,3,x`, 'line 2, the line is short'],
    ['a short last line', `${HEADER}1,2,3,x\n2`, 'line 3, the line is short, "2"; allowed is 4 columns'],
    ['a stray quote', `${HEADER}1,2,3,"x\n2,2,3,x\n3,2,3,x`, 'its 3 lines after the header read as 1 row'],
    ['another separator', 'sent_ms;cpu_ms;io_ms\n1;2;3', 'line 1 is "sent_ms;cpu_ms;io_ms";'],
  ])('with %s is refused by line and column.', (_, text, start) => {
    expect(message(text).startsWith(start), message(text)).toBe(true)
  })

  test('with too many requests is refused before any is read.', () => {
    const text = `sent_ms,cpu_ms,io_ms\n${'1,1,x\n'.repeat(MAX_TRACE_ROWS + 1)}`
    expect(message(text)).toBe('it is 5,000,001 requests long; allowed are at most 5,000,000.')
  })

  test('of any text ends, read or refused in a sentence.', () => {
    fc.assert(
      fc.property(anyText, anyText, (name, text) => parseAny(name, text)),
      { numRuns: 500 },
    )
    const scrap = fc.constantFrom(
      '1',
      '2.5',
      '-1',
      'x',
      '"',
      '""',
      ',',
      ',',
      ',',
      '\n',
      '\n',
      '\r\n',
      '\r',
      '1,2,3,4\n',
      ' ',
      '\0',
    )
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 30 }), scraps => parseAny('a.csv', HEADER + scraps.join(''))),
      { numRuns: 5000 },
    )
  })
})

function parseAny(name: string, text: string): void {
  const read = parseTrace(name, text)
  if (!read.ok) {
    expectSentences(read.problems)
    return
  }
  const { sentMs, cpuMs, ioMs } = read.value
  expect(sentMs.length).toBeGreaterThan(0)
  for (const column of [sentMs, cpuMs, ioMs]) expect(column.every(value => value >= 0)).toBe(true)
  expect(sentMs.every((value, at) => at === 0 || value >= sentMs[at - 1]!)).toBe(true)
}
