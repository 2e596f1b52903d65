/**
 * What the stories' runs came to, kept in files: not that it is right (`test/right/` says so), but that it has not
 * changed. A change of the model that moves these numbers says in its commit why; `vitest -u` writes them anew.
 */
import { describe, expect, it } from 'vitest'
import { findPreset } from '../../sim/scenario/presets.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'

const CLAIMS = [
  ['one-core/one', 'one-at-a-time-drowns'],
  ['one-core/pool', 'a-pool-of-three-answers-every-request'],
  ['two-cores/one-core', 'five-workers-on-one-core-fall-behind'],
  ['two-cores/two-cores', 'five-workers-on-two-cores-answer-with-less-of-each-core'],
  ['nobody-waits/one', 'a-fifth-too-much-fails-nearly-all'],
  ['the-knee/one', 'it-worked-until-it-did-not'],
  ['retry-storm/once', 'after-a-burst-clients-that-try-once-are-answered-again'],
  ['retry-storm/again', 'after-a-burst-clients-that-try-again-never-are'],
] as const

/** All numbers of a result; what is drawn from them is left out. */
function numbersOf(id: string): string {
  const scenario = completeScenario(findPreset(id)?.scenario)
  if (!scenario.ok) throw new Error(scenario.problems.map(problem => problem.message).join(' '))
  const { histogram, series, rows, ...numbers } = simulate(scenario.value, { series: false })
  return `${JSON.stringify(numbers, null, 2)}\n`
}

describe('The numbers of the stories are what they were', () => {
  it.each(CLAIMS)('%s: %s', async (id, claim) => {
    await expect(numbersOf(id)).toMatchFileSnapshot(`golden/${claim}.json`)
  })
})
