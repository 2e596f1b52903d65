import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_AXIS_VALUES, parseAxis } from '../../sim/experiment/axis.ts'
import { PARAMETERS } from '../../sim/scenario/parameters.ts'

function valuesOf(text: string): readonly (number | string)[] {
  const axis = parseAxis(text)
  if (!axis.ok) throw new Error(axis.problems.map(problem => problem.message).join('\n'))
  return axis.value.values
}

function sentencesFor(text: string): string[] {
  const axis = parseAxis(text)
  return axis.ok ? [] : axis.problems.map(problem => problem.message)
}

describe('An axis', () => {
  test.each([
    ['machine.cores=4', [4]],
    ['machine.cores=1,2,4', [1, 2, 4]],
    ['machine.cores=1..5', [1, 2, 3, 4, 5]],
    ['traffic.ratePerSecond=10..50:10', [10, 20, 30, 40, 50]],
    ['traffic.ratePerSecond=10..45:10', [10, 20, 30, 40]],
    ['machine.cores=1..64:x2', [1, 2, 4, 8, 16, 32, 64]],
    ['machine.cores=1..50:x2', [1, 2, 4, 8, 16, 32]],
    ['request.slowShare=0..0.5:0.1', [0, 0.1, 0.2, 0.3, 0.4, 0.5]],
    ['request.cpuMs=0.1..100:x10', [0.1, 1, 10, 100]],
    ['server.workers=1..3, 8 ,16..32:x2', [1, 2, 3, 8, 16, 32]],
    ['server.kind=flask,uwsgi', ['flask', 'uwsgi']],
    ['request.cpuMs=1e1..3e1:1e1', [10, 20, 30]],
  ])('%s takes the values %j.', (text, values) => {
    expect(valuesOf(text)).toEqual(values)
  })

  test('takes a value that is written twice once.', () => {
    expect(valuesOf('machine.cores=1..4,2,4,1')).toEqual([1, 2, 3, 4])
  })

  test.each([
    ['cores', 'An axis is "cores"; allowed is path=values, such as machine.cores=1..16.'],
    ['machine.crs=1', 'machine.crs is "1", but there is no such parameter; did you mean machine.cores?'],
    ['machine.cores=4..1', 'The axis machine.cores=4..1 starts above its end; write 1..4.'],
    ['machine.cores=0..4', 'machine.cores is 0; allowed is a whole number from 1 to 64.'],
    ['machine.cores=1..4:0', 'The axis machine.cores=1..4:0 needs a step above 0, as in 10..100:10.'],
    ['machine.cores=1..4:x1', 'The axis machine.cores=1..4:x1 needs a factor above 1, as in 1..64:x2.'],
    ['request.ioMs=0..4:x2', 'The axis request.ioMs=0..4:x2 multiplies 0, which stays 0; start above it.'],
    [
      'request.ioMs=0.5..4',
      'The axis request.ioMs=0.5..4 does not start at a whole number and needs a step, as in 0.5..2:0.5.',
    ],
    [
      'request.ioMs=0..600000:0.001',
      'The axis request.ioMs=0..600000:0.001 makes more than 100,000 values; take larger steps.',
    ],
    ['traffic.steps=1:2', 'The axis traffic.steps=1:2 is a list and cannot be an axis.'],
    ['run.replications=1,2', 'The axis run.replications=1,2 cannot be an axis: every cell is run equally often.'],
  ])('%s is refused in one sentence.', (text, sentence) => {
    expect(sentencesFor(text)).toEqual([sentence])
  })

  test('with several wrong values has a sentence for each.', () => {
    expect(sentencesFor('machine.cores=0,,99,x')).toHaveLength(4)
  })

  test('never has too many values, two alike or none, and junk never makes it throw.', () => {
    const path = fc.constantFrom(...PARAMETERS.map(parameter => parameter.path), 'x', '')
    const piece = fc.oneof(
      fc.constantFrom('..', ':', 'x', ',', '-', '1', '2', '0', '1e9', '1e308', '.5', 'flask', ' '),
      fc.string({ maxLength: 5 }),
    )
    const text = fc.tuple(path, fc.array(piece, { maxLength: 8 })).map(([start, rest]) => `${start}=${rest.join('')}`)
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), junk => {
        const axis = parseAxis(junk)
        if (!axis.ok) {
          expect(axis.problems.length).toBeGreaterThan(0)
          for (const { message } of axis.problems) expect(message).toMatch(/[.?]$/)
          return
        }
        const { values } = axis.value
        expect(values.length).toBeGreaterThan(0)
        expect(values.length).toBeLessThanOrEqual(MAX_AXIS_VALUES)
        expect(new Set(values).size).toBe(values.length)
      }),
      { numRuns: 3000 },
    )
  })
})
