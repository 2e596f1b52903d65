/**
 * What the page “How right is it?” says of two causes, replayed anew: its sentences must stay true of the model.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import { type ParameterPath, type ParameterValue, withParameter } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate.ts'
import { scenarioOf } from '../../sim/validation/scenario-of.ts'
import { accepted, caseOf, traceOf } from './truth.ts'

const PAGE = readFileSync('web/text/en/right.ts', 'utf8')

function replayed(name: string, changes: readonly [ParameterPath, ParameterValue][] = []): Result {
  const scenario = accepted(scenarioOf(caseOf(name).config))
  const changed = changes.reduce((changing, [path, value]) => withParameter(changing, path, value), scenario)
  return simulate(changed, { trace: traceOf(name) })
}

test('Without the kernel’s coarse timers no connection is half open, and flask-burst answers far too many.', () => {
  const exact = replayed('flask-burst', [['machine.tickMs', 0]])
  const coarse = replayed('flask-burst')
  expect([exact.log.halfOpen, coarse.log.halfOpen > 0]).toEqual([0, true])
  expect(PAGE).toContain(
    `answers ${exact.ok} requests of flask-burst, with a tick of 4 ms ${coarse.ok}; ${caseOf('flask-burst').measured.outcomes['200']} were measured`,
  )
})

test('Sharing the interpreter as good as ideally puts the median too low, turns of 5 ms do not.', () => {
  const name = 'flask-threaded-1c'
  const tooLow = ({ latencyMs }: Result) => Math.round(100 * (1 - latencyMs.p50 / caseOf(name).measured.latencyMs.p50!))
  const ideal = replayed(name, [
    ['server.switchIntervalMs', 0.01],
    ['server.gilTurns', 2],
  ])
  expect(PAGE).toContain(
    `comes out ${tooLow(ideal)} % too low, with turns of 5 ms, four in a request, ${tooLow(replayed(name))} %`,
  )
})
