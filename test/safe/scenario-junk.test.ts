import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findParameter, PARAMETERS } from '../../sim/scenario/parameters.ts'
import { completeScenario, parseValue, setParameters } from '../../sim/scenario/validate.ts'
import { anyText, anyValue, expectSentences } from './sentences.ts'

function expectChecked(input: unknown): void {
  const checked = completeScenario(input)
  if (checked.ok) expect(completeScenario(checked.value)).toEqual(checked)
  else expectSentences(checked.problems)
}

describe('As a scenario', () => {
  test('anything at all is either complete or refused in sentences.', () => {
    fc.assert(fc.property(anyValue, expectChecked), { numRuns: 2000 })
  })

  test('any JSON is.', () => {
    fc.assert(
      fc.property(fc.json(), text => expectChecked(JSON.parse(text))),
      { numRuns: 1000 },
    )
  })

  test('junk at any field is refused by the name of that field.', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PARAMETERS), anyValue, (parameter, junk) => {
        const [group, field] = parameter.path.split('.') as [string, string]
        const checked = completeScenario({ [group]: { [field]: junk } })
        if (checked.ok) return
        expectSentences(checked.problems)
        for (const problem of checked.problems) expect(problem.message).toContain(problem.path)
        expect(checked.problems[0]?.path.startsWith(`${group}.`)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  test('junk at any name is refused by that name.', () => {
    fc.assert(
      fc.property(anyText, anyText, anyValue, (group, field, junk) => {
        fc.pre(junk !== undefined && !PARAMETERS.some(({ path }) => path.startsWith(`${group}.`)))
        const checked = completeScenario(Object.fromEntries([[group, Object.fromEntries([[field, junk]])]]))
        expect(checked.ok).toBe(false)
        if (!checked.ok) expectSentences(checked.problems)
      }),
    )
  })

  test('a cycle ends.', () => {
    const cycle: Record<string, unknown> = {}
    Object.assign(cycle, { traffic: cycle, request: { cpuMs: cycle } })
    expectChecked(cycle)
    const steps: unknown[] = []
    steps.push(steps, steps)
    expectChecked({ traffic: { steps } })
    expect(completeScenario({ traffic: { steps } }).ok).toBe(false)
  })

  test('one list in many places is not followed again and again.', () => {
    let list: unknown = [1]
    for (let level = 0; level < 5; level++) list = Array.from({ length: 1000 }, () => list)
    expectChecked({ traffic: { steps: list } })
    expectChecked(list)
  })

  test('a getter is not run.', () => {
    const trap = () => {
      throw new Error('was run')
    }
    const traffic = Object.defineProperty({}, 'ratePerSecond', { get: trap, enumerable: true })
    const checked = completeScenario({ traffic })
    expect(!checked.ok && checked.problems[0]?.message).toContain('traffic.ratePerSecond is computed by a getter;')
    expectChecked(Object.defineProperty({}, 'traffic', { get: trap, enumerable: true }))
    expectChecked({ traffic: { steps: [Object.defineProperty({}, 'atSeconds', { get: trap, enumerable: true })] } })
  })

  test('a proxy that refuses to be read is refused.', () => {
    const refuse = () => {
      throw new Error('no')
    }
    const proxy = new Proxy(
      {},
      { getPrototypeOf: refuse, ownKeys: refuse, get: refuse, getOwnPropertyDescriptor: refuse },
    )
    expectChecked(proxy)
    expectChecked({ traffic: proxy })
    expect(completeScenario({ traffic: { ratePerSecond: proxy } }).ok).toBe(false)
  })

  test('inherited fields do not count, and nothing is written to a prototype.', () => {
    const inherits = Object.create({ traffic: { ratePerSecond: 5 } })
    expect(completeScenario(inherits).ok).toBe(false)
    const text = '{"__proto__": {"polluted": 1}, "traffic": {"__proto__": {"ratePerSecond": 5}}}'
    const checked = completeScenario(JSON.parse(text))
    expect(!checked.ok && checked.problems).toHaveLength(2)
    expect('polluted' in {}).toBe(false)
  })

  test('a huge list, a huge object and a deep nest are refused, and shown short.', () => {
    expectChecked({ traffic: { steps: new Array(50_000_000) } })
    expectChecked(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`a${at}`, at])))
    let nest: unknown = 1
    for (let depth = 0; depth < 100_000; depth++) nest = { traffic: nest }
    expectChecked(nest)
    expect(completeScenario(nest).ok).toBe(false)
  })

  test('numbers as text, BigInt and the like are not numbers.', () => {
    for (const junk of [
      '5',
      5n,
      true,
      null,
      [5],
      { valueOf: () => 5 },
      Object(5),
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]) {
      expect(completeScenario({ traffic: { ratePerSecond: junk } }).ok).toBe(false)
    }
  })
})

describe('As text', () => {
  test('any value is either read or refused in a sentence that names the parameter.', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PARAMETERS), anyText, (parameter, text) => {
        const read = parseValue(parameter, text)
        if (read.ok) return
        expectSentences(read.problems)
        expect(read.problems[0]?.message.startsWith(parameter.path)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('long and nested repetition takes no time.', () => {
    const steps = findParameter('traffic.steps')!
    for (const text of [
      '1'.repeat(1e6),
      `${'1.'.repeat(5e5)}x`,
      '1:1,'.repeat(1e6),
      ':'.repeat(1e6),
      `1${'e1'.repeat(5e5)}`,
    ]) {
      for (const parameter of [steps, findParameter('run.seconds')!, findParameter('server.kind')!]) {
        const read = parseValue(parameter, text)
        expect(read.ok).toBe(false)
        if (!read.ok) expectSentences(read.problems)
      }
    }
  })

  test('any assignment is either made or refused in sentences.', () => {
    const assignment = fc.oneof(
      anyText,
      fc
        .tuple(
          fc.oneof(
            anyText,
            fc.constantFrom(...PARAMETERS).map(({ path }) => path),
          ),
          anyText,
        )
        .map(both => both.join('=')),
    )
    fc.assert(
      fc.property(fc.array(assignment, { maxLength: 5 }), assignments => {
        const set = setParameters({}, assignments)
        if (set.ok) expectChecked(set.value)
        else expectSentences(set.problems)
      }),
      { numRuns: 1000 },
    )
  })
})
