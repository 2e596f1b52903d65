/**
 * What every refusal owes its reader, whatever the input was.
 */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Problem } from '../../sim/scenario/validate.ts'

/** Says what is wrong, with what, and what to do instead; nothing in it can disguise itself or fill the screen. */
const SENTENCE =
  /^\S.* (is|are|read as) .*; (.* )?(allowed (in \w+ )?(is|are) .+\.|did you mean [\w.-]+\?)( [A-Z].+\.)?$/u

export function expectSentences(problems: readonly Problem[]): void {
  expect(problems.length).toBeGreaterThan(0)
  expect(problems.length).toBeLessThanOrEqual(20)
  for (const { path, message } of problems) {
    expect(path).not.toBe('')
    expect(message).toMatch(SENTENCE)
    expect(message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
    expect(message.length).toBeLessThan(400)
  }
}

/** Text of any kind: plain, control characters, right-to-left marks, lone surrogates, long. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map(units => String.fromCharCode(...units)),
  fc.constantFrom('__proto__', 'constructor', 'toString', '\u202e', '\ud83d', '\0', 'NaN', '1_000', '0x10', '-0', ' '),
  fc.constant('x'.repeat(100_000)),
)

/** Anything a program could pass: also what JSON cannot hold. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSparseArray: true,
    withTypedArray: true,
    withNullPrototype: true,
  }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, -1, 1e308, 5e-324, 2 ** 53, null, undefined, Symbol('s')),
  anyText,
  fc.constantFrom<unknown>([], {}, () => 1, new Proxy({}, {}), new Date(), /x/),
)
