import { describe, expect, test } from 'vitest'
import { type Measure, meanOfSample } from '../../sim/calibration/estimate.ts'
import { cpuAccount, heldMs, idleExcessMs } from '../../sim/calibration/from-recording.ts'
import { parseRecording } from '../../sim/calibration/recording.ts'
import type { ServerKindName } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { compareCase } from '../../sim/validation/compare.ts'
import { CHECKED_ON, FITTED_ON } from '../../sim/validation/halves.ts'
import { RIG_ROUND_TRIP_MS, scenarioOf } from '../../sim/validation/scenario-of.ts'
import { accepted, CASES, caseOf, traceOf, traceText } from '../validation/truth.ts'

const FITTED = Object.entries(FITTED_ON) as [ServerKindName, readonly string[]][]

const recordingOf = (name: string) => accepted(parseRecording(name, traceText(name)))

/** Half a unit of the last digit in measured.json. */
const RESOLUTION = 0.00005

function accountOf(name: string): Measure {
  const { config, measured } = caseOf(name)
  const cpu = { share: measured.cpuUtilization!, resolution: RESOLUTION }
  return cpuAccount(recordingOf(name), accepted(scenarioOf(config)).run, config.cores, cpu)!
}

/**
 * A one-at-a-time server holds each request for a time that can be read off, thousands of times. Of others there is one
 * account a recording; where there are several, how far they lie apart says more than how exact each is.
 */
function overheadOf(kind: ServerKindName, names: readonly string[]): Measure {
  if (kind === 'flask') return meanOfSample(names.flatMap(name => heldMs(recordingOf(name))))
  const accounts = names.map(accountOf)
  return accounts.length === 1 ? accounts[0]! : meanOfSample(accounts.map(({ value }) => value))
}

test('Every recording is in one of two halves, and only in one.', () => {
  const listed = [...FITTED.flatMap(([, names]) => names), ...CHECKED_ON]
  expect(listed.toSorted()).toEqual(CASES.map(({ config }) => config.name).toSorted())
  expect(CHECKED_ON).toHaveLength(listed.length / 2)
})

describe('The overhead in a server’s record is what the fitting half says, to a tenth of a millisecond and within its interval:', () => {
  const about = FITTED.map(([kind, names]) => [kind, names, overheadOf(kind, names)] as const)
  const shown = about.map(([kind, names, { value, low, high }]) => {
    const figures = `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}) ms, in the record ${SERVER_KINDS[kind].overheadMs.default}`
    return [`${kind} ${figures}, from ${names.join(', ')}`, kind, names, { value, low, high }] as const
  })
  test.for(shown)('%s', ([, kind, names, { value, low, high }]) => {
    for (const name of names) expect(accepted(scenarioOf(caseOf(name).config)).server.kind).toBe(kind)
    const record = SERVER_KINDS[kind].overheadMs.default
    expect(Math.abs(record - value)).toBeLessThan(0.1)
    expect(record).toBeGreaterThan(low)
    expect(record).toBeLessThan(high)
  })
})

test('What the rig adds outside the server is the middle of what the fitting half says.', () => {
  const outside = FITTED.flatMap(([kind, names]) =>
    names.flatMap(name => {
      const excess = idleExcessMs(recordingOf(name), kind === 'flask').toSorted((a, b) => a - b)
      // With fewer there is no telling.
      return excess.length < 20 ? [] : [excess[excess.length >> 1]! - SERVER_KINDS[kind].overheadMs.default]
    }),
  ).toSorted((a, b) => a - b)
  expect(outside).toHaveLength(7)
  expect(outside[0]).toBeGreaterThan(0.7)
  expect(outside.at(-1)).toBeLessThan(2.4)
  expect(Math.abs(outside[3]! - RIG_ROUND_TRIP_MS)).toBeLessThan(0.1)
})

describe('On the other half, which they were not fitted on, the simulation is within its tolerances:', () => {
  test.for(CHECKED_ON.filter(name => name !== 'flask-light'))('%s', name => {
    expect(accepted(compareCase(caseOf(name), traceOf(name))).isWithin).toBe(true)
  })
})

test('flask-light is past its tolerance because its server held requests longer; with what it did hold it is within.', () => {
  const { config, measured } = caseOf('flask-light')
  const held = meanOfSample(heldMs(recordingOf('flask-light')))
  expect(held.low).toBeGreaterThan(overheadOf('flask', FITTED_ON.flask!).high)

  // The same server with more work of its own, here given to each request as I/O.
  const trace = traceOf('flask-light')
  const more = held.value - SERVER_KINDS.flask.overheadMs.default
  const slower = { ...trace, ioMs: trace.ioMs.map(ms => ms + more) }
  expect(accepted(compareCase(caseOf('flask-light'), trace)).isWithin).toBe(false)
  expect(accepted(compareCase({ config, measured, unknownSettings: [] }, slower)).isWithin).toBe(true)
})

test('flask-light was held longer in its last twenty seconds; up to them it is within its tolerance.', () => {
  const recording = recordingOf('flask-light')
  const disturbedFrom = recording.sentMs.findIndex(ms => ms >= 45_000)
  const part = (from: number, to?: number) => ({
    name: recording.name,
    sentMs: recording.sentMs.slice(from, to),
    cpuMs: recording.cpuMs.slice(from, to),
    ioMs: recording.ioMs.slice(from, to),
    answered: recording.answered.slice(from, to),
    latencyMs: recording.latencyMs.slice(from, to),
  })
  const quiet = part(0, disturbedFrom)
  expect(meanOfSample(heldMs(quiet)).high).toBeLessThan(meanOfSample(heldMs(part(disturbedFrom))).low)

  const { config, measured } = caseOf('flask-light')
  const inTime = quiet.latencyMs.filter((_, row) => quiet.sentMs[row]! >= config.warmup * 1000).toSorted()
  const latencyMs = { p50: inTime[Math.floor(inTime.length * 0.5)], p95: inTime[Math.floor(inTime.length * 0.95)] }
  const seconds = 45 - config.warmup
  const answers = { okPerSecond: inTime.length / seconds, outcomes: { 200: inTime.length }, latencyMs }
  const first = { config: { ...config, seconds }, measured: { ...measured, ...answers }, unknownSettings: [] }
  expect(accepted(compareCase(first, quiet)).isWithin).toBe(true)
})
