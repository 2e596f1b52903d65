import { describe, expect, test } from 'vitest'
import type { Estimate } from '../../sim/calibration/estimate.ts'
import { calibrateLoad, type LoadCalibration } from '../../sim/calibration/from-load.ts'
import type { LoadReport } from '../../sim/calibration/load-report.ts'
import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'
import { accepted } from '../validation/truth.ts'

const scenarioWith = (parts: PartialScenario): Scenario => accepted(completeScenario(parts))

/** What a load generator would print of a run whose CPU and I/O are known, here of another seed than the search uses. */
function measuredOf(truth: PartialScenario) {
  const scenario = scenarioWith({ ...truth, run: { seed: 77, seconds: 120 } })
  const { ok, throughputPerSecond, latencyMs, cpuUtilization } = simulate(scenario, { series: false })
  const report: LoadReport = {
    tool: 'wrk',
    requests: ok,
    perSecond: throughputPerSecond,
    connections: scenario.traffic.users,
    failed: 0,
    meanMs: latencyMs.mean,
    deviationMs: null,
    percentiles: [{ share: 0.5, ms: latencyMs.p50 }],
  }
  return { scenario, report, cpu: { share: Number(cpuUtilization.toFixed(2)), resolution: 0.005 } }
}

function calibrated(truth: PartialScenario, withCpu = true): LoadCalibration {
  const { scenario, report, cpu } = measuredOf(truth)
  // The settings without the demands, which are to be found.
  const settings = { ...scenario, request: { ...scenario.request, cpuMs: 1, ioMs: 1 } }
  const found = calibrateLoad(report, settings, scenario.traffic.users, null, withCpu ? cpu : null)
  if (typeof found === 'string') throw new Error(found)
  return found
}

function expectAround(estimate: Estimate | undefined, path: string, truth: number): void {
  expect(estimate).toMatchObject({ path })
  expect(estimate!.low).toBeLessThanOrEqual(truth)
  expect(estimate!.high).toBeGreaterThanOrEqual(truth)
}

const LOW_LOAD: PartialScenario = {
  server: { workers: 4 },
  machine: { cores: 4 },
  traffic: { kind: 'closed', users: 4, thinkMs: 0 },
  request: { cpuMs: 20, ioMs: 30 },
}
const WORKERS_SHORT: PartialScenario = {
  server: { workers: 2 },
  machine: { cores: 2 },
  traffic: { kind: 'closed', users: 20, thinkMs: 0 },
  request: { cpuMs: 5, ioMs: 45 },
}
const CPU_SHORT: PartialScenario = {
  server: { workers: 4 },
  traffic: { kind: 'closed', users: 20, thinkMs: 0 },
  request: { cpuMs: 20, ioMs: 30 },
}

describe('From a report and the CPU utilization, the demands that made it are found', () => {
  test.each([
    ['at low load', LOW_LOAD],
    ['where workers are short', WORKERS_SHORT],
  ])('%s, within their intervals and those within a few ms.', (_when, truth) => {
    const { estimates, alternatives, check } = calibrated(truth)
    expectAround(estimates[0], 'request.cpuMs', truth.request!.cpuMs!)
    expectAround(estimates[1], 'request.ioMs', truth.request!.ioMs!)
    for (const { low, high } of estimates) expect(high - low).toBeLessThan(8)
    expect(alternatives).toEqual([])
    expect(check!.perSecond.simulated / check!.perSecond.measured).toBeCloseTo(1, 1)
  })

  test('where CPU is short, except that the I/O is then hardly known, which is said.', () => {
    const { estimates, notes } = calibrated(CPU_SHORT)
    expectAround(estimates[0], 'request.cpuMs', 20)
    expectAround(estimates[1], 'request.ioMs', 30)
    expect(estimates[1]!.high - estimates[1]!.low).toBeGreaterThan(20)
    expect(notes.join()).toMatch(/The CPU was the bottleneck, and with it saturated the I\/O hardly changes/)
  })
})

test('Time that connections spend idle is found by Little’s law.', () => {
  const truth: PartialScenario = { ...WORKERS_SHORT, traffic: { kind: 'closed', users: 3, thinkMs: 200 } }
  const { thinkMs, notes } = calibrated(truth)
  expect(thinkMs).toBeGreaterThan(180)
  expect(thinkMs).toBeLessThan(220)
  expect(notes[0]).toMatch(/^By Little’s law each connection was idle for/)
})

describe('Without the CPU utilization', () => {
  test('CPU and I/O cannot be told apart, but at low load their sum is known.', () => {
    const { estimates, alternatives, notes } = calibrated(LOW_LOAD, false)
    expect(estimates).toEqual([])
    expectAround(alternatives[0]!.estimates[1], 'request.ioMs', 50)
    expectAround(alternatives[1]!.estimates[0], 'request.cpuMs', 50)
    expect(notes.at(-1)).toMatch(
      /^CPU and I\/O together are about (49|50|51)\.\d ms, however they are divided: .* --cpu 0\.62\.$/,
    )
  })

  test('both ends are given where they differ.', () => {
    expect(calibrated(CPU_SHORT, false).notes.at(-1)).toMatch(
      /^CPU and I\/O together lie between 2\d\.\d ms \(all CPU\) and 8\d\.\d ms/,
    )
  })
})

test('Settings with which no demand explains the report are refused in a sentence.', () => {
  const { report } = measuredOf(LOW_LOAD)
  const oneCore = scenarioWith({ server: { workers: 1, overheadMs: 20 } })
  expect(calibrateLoad(report, oneCore, 4, null, null)).toMatch(
    /^With 20\.0 ms of CPU a request .* answers 4\d\.\d+ requests a second, but 7\d\.\d+ were measured; allowed are settings that fit/,
  )
  const idle = calibrateLoad(report, scenarioWith(LOW_LOAD), 4, null, { share: 0.01, resolution: 0.005 })
  expect(idle).toMatch(/^The CPU used is 0\.5\d ms a request, less than the 1\.\d\d ms/)
})
