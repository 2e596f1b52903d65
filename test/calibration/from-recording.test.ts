import { describe, expect, test } from 'vitest'
import { difference, medianOfSample } from '../../sim/calibration/estimate.ts'
import { calibrateRecording, cpuAccount, heldMs, idleExcessMs } from '../../sim/calibration/from-recording.ts'
import { parseRecording, type Recording } from '../../sim/calibration/recording.ts'
import { Outcome } from '../../sim/measure/outcomes.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'
import { accepted } from '../validation/truth.ts'

const HEADER = 'sent_ms,cpu_ms,io_ms,outcome,latency_ms'
const read = (...lines: string[]) => accepted(parseRecording('x.csv', [HEADER, ...lines].join('\n')))

/** A run of the simulator as if it had been recorded. */
function recorded(parts: PartialScenario) {
  const scenario = accepted(completeScenario({ proxy: { cpuMs: 0 }, ...parts }))
  const result = simulate(scenario, { rows: true, series: false })
  const { sentMs, cpuMs, ioMs, endedMs, outcome } = result.rows!
  const recording: Recording = {
    name: 'simulated',
    sentMs,
    cpuMs,
    ioMs,
    answered: Uint8Array.from(outcome, code => (code === Outcome.Ok ? 1 : 0)),
    latencyMs: endedMs.map((ended, row) => ended - sentMs[row]!),
  }
  return { scenario, result, recording }
}

describe('By hand:', () => {
  // The server is free at 12 and at 34; the second request waited, the third found it idle.
  const recording = read('0,4,6,200,12', '5,8,10,200,29', '50,1,2,200,5', '70,1,1,502,9', '71,1,1,200,20')

  test('the time between two answers, less what the second asked for, is what the server held it.', () => {
    expect(heldMs(recording)).toEqual([4])
  })

  test('a request that met an idle server took longer than it asked for by the rest.', () => {
    expect(idleExcessMs(recording, true)).toEqual([2, 2])
    // Where the second could be served beside the first, only the third was alone.
    expect(idleExcessMs(recording, false)).toEqual([2])
  })

  test('the account of CPU divides what nobody asked for among all.', () => {
    const all = read('0,10,0,200,12', '100,10,0,200,12', '200,10,0,200,12', '300,10,0,200,12', '390,10,0,200,12')
    const run = { warmupSeconds: 0.1, seconds: 0.2, seed: 1, replications: 1 }
    const account = cpuAccount(all, run, 1, { share: 0.12, resolution: 0.005 })!
    // 24 ms used, 20 asked for, by two.
    expect(account.value).toBeCloseTo(2, 10)
    // Half a hundredth of 200 ms is half a millisecond a request; the ends add 1.96 · √(2 · 0.12 · 100) / 2.
    expect(account.high - account.value).toBeCloseTo(0.5 + (1.96 * Math.sqrt(24)) / 2, 10)
    expect(cpuAccount(recording, { ...run, warmupSeconds: 0 }, 1, { share: 0.5, resolution: 0.005 })).toBeNull()
  })
})

describe('Of a recording that was simulated with known costs', () => {
  test('the overhead of a one-at-a-time server and the round trip are found.', () => {
    const { scenario, recording } = recorded({
      traffic: { ratePerSecond: 12 },
      server: { kind: 'flask', overheadMs: 2.5 },
      client: { roundTripMs: 4 },
      run: { seconds: 300 },
    })
    const { estimates } = accepted(calibrateRecording(recording, scenario, null))
    expect(estimates.map(({ path }) => path)).toEqual([
      'request.cpuMs',
      'request.ioMs',
      'server.overheadMs',
      'client.roundTripMs',
    ])
    expect(estimates[2]!.value).toBeCloseTo(2.5, 1)
    expect(estimates[3]!.value).toBeCloseTo(4, 1)
    for (const [at, truth] of [20, 30].entries()) {
      expect(estimates[at]!.low).toBeLessThan(truth)
      expect(estimates[at]!.high).toBeGreaterThan(truth)
    }
  })

  test('the overhead of several workers is found from the CPU utilization.', () => {
    const { scenario, result, recording } = recorded({
      server: { workers: 4, overheadMs: 2.5 },
      machine: { cores: 2, switchCostUs: 0 },
      run: { seconds: 300 },
    })
    const cpu = { share: result.cpuUtilization, resolution: 0 }
    const overhead = accepted(calibrateRecording(recording, scenario, cpu)).estimates[2]!
    expect(overhead.path).toBe('server.overheadMs')
    expect(overhead.low).toBeLessThan(2.5)
    expect(overhead.high).toBeGreaterThan(2.5)
    expect(overhead.high - overhead.low).toBeLessThan(0.2)
  })

  test('the overhead of several workers is not guessed without it.', () => {
    const { scenario, recording } = recorded({ server: { workers: 4 } })
    const { estimates, notes } = accepted(calibrateRecording(recording, scenario, null))
    expect(estimates.map(({ path }) => path)).toEqual(['request.cpuMs', 'request.ioMs'])
    expect(notes.join()).toMatch(/^The overhead cannot be told: where a server takes several requests at a time/)
  })
})

describe('A recording is refused in a sentence', () => {
  const sentence = (text: string) => {
    const read = parseRecording('x.csv', text)
    return read.ok ? '' : read.problems[0]!.message
  }
  test('when it lacks the answers, or an answer its latency.', () => {
    expect(sentence('sent_ms,cpu_ms,io_ms\n0,1,1')).toMatch(
      /^Trace "x\.csv": the header has no outcome or no latency_ms/,
    )
    expect(sentence(`${HEADER}\n0,1,1,504,\n1,1,1,200,soon`)).toMatch(/latency_ms of request 2 is "soon"/)
    expect(sentence(`${HEADER}\n0,1,1,504,`)).toBe('')
  })

  test('when it ends before the time in which CPU was measured.', () => {
    const { scenario, recording } = recorded({ run: { seconds: 10 } })
    const longer = { ...scenario, run: { ...scenario.run, seconds: 60 } }
    expect(calibrateRecording(recording, longer, { share: 0.5, resolution: 0.005 })).toMatchObject({
      ok: false,
      problems: [
        { message: expect.stringMatching(/run\.seconds=60, but the last request was sent at second 1[45]\./) },
      ],
    })
  })
})

test('Medians and differences carry their intervals.', () => {
  const values = Array.from({ length: 101 }, (_, at) => at)
  expect(medianOfSample(values)).toEqual({ value: 50, low: 39, high: 61 })
  expect(difference({ value: 5, low: 2, high: 8 }, { value: 1, low: -3, high: 5 })).toEqual({
    value: 4,
    low: -1,
    high: 9,
  })
})
