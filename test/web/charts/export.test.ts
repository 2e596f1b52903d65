import { describe, expect, it } from 'vitest'
import { csvOf, quoted } from '../../../web/charts/export/csv.ts'
import { wrapped } from '../../../web/charts/export/wrap.ts'
import { PER_SECOND, type PlotSpec, SHARE } from '../../../web/charts/plot-spec.ts'

const SPEC: PlotSpec = {
  id: 'a-chart',
  title: 'A chart',
  subtitle: 'answers a second',
  x: { kind: 'time', seconds: 2 },
  max: 1,
  ...PER_SECOND,
  rows: [
    { x: 0.5, one: 0.1 + 0.2, band: [1, 2], share: 0.25 },
    { x: 1.5, one: null, band: null, share: 1 },
  ],
  marks: [],
  columns: [
    { key: 'one', title: 'One, at a time' },
    { key: 'band', title: 'interval' },
    { key: 'share', title: 'failed', axis: SHARE },
  ],
  summary: 'It says something.',
}

describe('a chart as CSV', () => {
  it('has bare numbers, units in its head, and comments that say where it is from', () => {
    expect(csvOf(SPEC, ['A chart over time', 'Seed\n1']).split('\n')).toEqual([
      '# A chart over time',
      '# Seed 1',
      'time (s),"One, at a time (per second)","interval, low (per second)","interval, high (per second)",failed (share)',
      '0.5,0.3,1,2,0.25',
      '1.5,,,,1',
      '',
    ])
  })

  it('has the values of a setting, and not where they stand on its axis', () => {
    const points = [{ value: 4, at: Math.log10(4), text: '4', words: '4 cores' }]
    const x = { kind: 'setting', name: 'Cores', across: 'cores', points, place: Math.log10 } as const
    const csv = csvOf({ ...SPEC, x, rows: [{ x: Math.log10(4), one: 7 }], columns: SPEC.columns.slice(0, 1) }, [])
    expect(csv).toBe('Cores,"One, at a time (per second)"\n4,7\n')
  })

  it.each([
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@a', "'@a"],
    ['A pool', 'A pool'],
  ])('gives a spreadsheet no formula for the name %s', (name, field) => {
    expect(quoted(name)).toBe(field)
  })
})

describe('text below a picture', () => {
  const wide = (text: string) => text.length

  it('is broken between words, and within one that is wider than a line', () => {
    expect(wrapped('one two three', 7, wide)).toEqual(['one two', 'three'])
    expect(wrapped('to abcdefghij', 4, wide)).toEqual(['to', 'abcd', 'efgh', 'ij'])
  })

  it('loses no letter', () => {
    const text = 'Requests a second 14 /s · http://127.0.0.1/#story=one-core&machine.cores=2'
    expect(wrapped(text, 11, wide).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
  })
})
