import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readShard, runsOfShard } from '../../sim/experiment/shard.ts'

test('However many parts there are, each run is in exactly one of them, and no part has two more than another.', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 60 }), (count, of) => {
      const parts = Array.from({ length: of }, (_, at) => runsOfShard({ part: at + 1, of }, count))
      expect(parts.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, run) => run))
      const sizes = parts.map(part => part.length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }),
  )
})

test('A shard is read from i/n.', () => {
  expect(readShard('3/8')).toEqual({ ok: true, value: { part: 3, of: 8 } })
})

test.each(['', '3', '0/8', '9/8', '3/0', '-1/8', '1.5/8', '3/8/2', '3 / 8', '1/100001', '٣/٨'])(
  '%j is refused in a sentence.',
  text => {
    const read = readShard(text)
    expect(read.ok ? '' : read.problems[0]!.message).toBe(
      `--shard is "${text}"; allowed is i/n, whole numbers with 1 ≤ i ≤ n ≤ 100,000, such as 3/8.`,
    )
  },
)
