import { expect, test } from 'vitest'
import { findingOf } from '../../sim/cli/finding.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'

/** A real result with some of its numbers changed, so that each sentence can be asked for. */
function resultWith(scenario: PartialScenario, changed: Partial<Result>, log: Partial<Result['log']> = {}): Result {
  const complete = completeScenario({ ...scenario, run: { seconds: 1, warmupSeconds: 0 } })
  if (!complete.ok) throw new Error(complete.problems[0]!.message)
  const result = simulate(complete.value)
  const calm = { cpuUtilization: 0.5, workerUtilization: 0.5, wastedCpuShare: 0, offered: 100, ok: 40 }
  return { ...result, ...calm, ...changed, log: { ...result.log, ...log } }
}

function failing(outcomes: Partial<Result['outcomes']>): Partial<Result> {
  const none = { '200': 40, '500': 0, '502': 0, '504': 0, timeout: 0, refused: 0, reset: 0 }
  return { outcomes: { ...none, ...outcomes } }
}

test.each<[PartialScenario, Partial<Result['outcomes']>, Partial<Result['log']>, string]>([
  [{}, { '500': 60 }, { workersKilled: 60 }, '60 got a 500 because a worker was killed by its watchdog'],
  [{}, { '500': 60 }, {}, '60 got a 500 because nginx had no connection left'],
  [
    { server: { killAnswer: '502' } },
    { '500': 60 },
    { workersKilled: 9 },
    '60 got a 500 because nginx had no connection left',
  ],
  [{}, { '502': 60 }, { refused: 60 }, '60 got a 502 because the accept queue was full'],
  [{}, { '502': 60 }, { premature: 60 }, '60 got a 502 because a worker was killed by its watchdog'],
  [{}, { '502': 60 }, { reset: 60 }, '60 got a 502 because the kernel reset it, the accept queue being full'],
  [{}, { '504': 60 }, { readTimedOut: 60 }, '60 got a 504 after nginx had waited 60 s for an answer'],
  [
    { proxy: { connectTimeoutMs: 2000 } },
    { '504': 60 },
    { readTimedOut: 50, connectTimedOut: 10 },
    '60 got a 504 after nginx had waited 60 s for an answer or 2 s for a connection',
  ],
  [{}, { '504': 60 }, { readTimedOut: 50, connectTimedOut: 10 }, '60 got a 504 after nginx had waited 60 s'],
  [{ client: { timeoutMs: 500 } }, { timeout: 60 }, {}, '60 clients left after 500 ms'],
  [{ proxy: { kind: 'none' } }, { refused: 60 }, {}, '60 found no place to connect'],
  [
    { proxy: { kind: 'none' } },
    { reset: 60 },
    { premature: 60, outOfMemory: 3 },
    '60 had their connection closed because a worker was killed for its memory',
  ],
  [{}, { reset: 60 }, {}, '60 had their connection closed because nginx had no connection left'],
  [
    {},
    { timeout: 10, '504': 49, '502': 1 },
    { readTimedOut: 49, refused: 1 },
    '49 got a 504 after nginx had waited 60 s for an answer, 10 clients left after 60 s and 1 got a 502 because the accept queue was full',
  ],
])('With %j the outcomes %j and the log %j are told as a cause.', (scenario, outcomes, log, cause) => {
  expect(findingOf(resultWith(scenario, failing(outcomes), log))).toBe(
    `Of 100 requests 40 (40.0 %) were answered; ${cause}.`,
  )
})

test('Full cores are named as what was short, and full workers only when the cores were not.', () => {
  expect(findingOf(resultWith({}, { ok: 100, cpuUtilization: 0.98, workerUtilization: 1 }))).toMatch(
    / The core was busy 98\.0 % of the time: there was no more computing to be had\.$/,
  )
  expect(
    findingOf(
      resultWith(
        { machine: { cores: 2 }, server: { workers: 3 } },
        { ok: 100, cpuUtilization: 0.42, workerUtilization: 0.9995 },
      ),
    ),
  ).toMatch(
    / The 3 workers were taken more than 99\.9 % of the time, the cores busy only 42\.0 %: workers were short, not CPU\.$/,
  )
})

test('Waste is told when there was some.', () => {
  expect(findingOf(resultWith({}, { ok: 100, wastedCpuShare: 0.3 }))).toMatch(
    / 30\.0 % of the CPU time went into answers that nobody waited for any more\.$/,
  )
})
