import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '../twin/request.ts'
import type { Run } from '../twin/twin.ts'
import {
  burstableRuns,
  continuousRuns,
  keptRuns,
  latticeRuns,
  oneByOneRuns,
  overflowRuns,
  type SmallRun,
  type SmallVisits,
  standingRuns,
} from './small-scenarios.ts'
import { runEngine, runEngineUsers, runTwinLikeEngine, runTwinUsers, TIME_COLUMNS } from './timelines/runners.ts'

const SEED = 20_180_426

/** Rounding apart, two times are one. */
const TOLERANCE = 1e-6

describe('the engine and its slow twin', () => {
  it('agree on every request of random small scenarios', () => {
    fc.assert(fc.property(continuousRuns, expectAgreement), { seed: SEED, numRuns: 400 })
  })

  it('agree on every request when events coincide', () => {
    fc.assert(fc.property(latticeRuns, expectAgreement), { seed: SEED, numRuns: 400 })
  })

  it('agree on every request, and on the credits left, when the machine is a burstable one', () => {
    fc.assert(fc.property(burstableRuns, expectAgreement), { seed: SEED, numRuns: 400 })
  })

  it('agree on every request when connections outlive answers', () => {
    fc.assert(fc.property(keptRuns, expectAgreement), { seed: SEED, numRuns: 400 })
  })

  it('agree on every request when users keep their connections', () => {
    fc.assert(fc.property(standingRuns, expectAgreementOnUsers), { seed: SEED, numRuns: 400 })
  })

  it('agree on every request when a main thread accepts one by one', () => {
    fc.assert(fc.property(oneByOneRuns, expectAgreement), { seed: SEED, numRuns: 400 })
  })

  it('agree on every request when handshakes race for a few places', () => {
    fc.assert(fc.property(overflowRuns, expectAgreement), { seed: SEED, numRuns: 400 })
  })
})

function expectAgreement({ scenario, requests }: SmallRun): void {
  const engine = runEngine(scenario, requests)
  const twin = runTwinLikeEngine(scenario, requests)
  expect(differences(engine, twin)).toEqual([])
}

function expectAgreementOnUsers({ scenario, visits }: SmallVisits): void {
  expect(differences(runEngineUsers(scenario, visits), runTwinUsers(scenario, visits))).toEqual([])
}

/** One line for each value on which the two differ. */
function differences(engine: Run, twin: Run): string[] {
  const found: string[] = []
  const compare = (what: string, ours: Row[keyof Row] | undefined, theirs: Row[keyof Row] | undefined) => {
    if (!isSame(ours, theirs)) found.push(`${what}: engine ${ours}, twin ${theirs}`)
  }
  compare('rows', engine.rows.length, twin.rows.length)
  for (let index = 0; index < Math.max(engine.rows.length, twin.rows.length); index++) {
    for (const column of [...TIME_COLUMNS, 'outcome', 'worker', 'reused'] as const) {
      compare(`row ${index} ${column}`, engine.rows[index]?.[column], twin.rows[index]?.[column])
    }
  }
  compare('busyMs', engine.busyMs, twin.busyMs)
  compare('wastedMs', engine.wastedMs, twin.wastedMs)
  compare('throttledMs', engine.throttledMs, twin.throttledMs)
  compare('credits', engine.credits?.balance, twin.credits?.balance)
  compare('charged', engine.credits?.charged, twin.credits?.charged)
  return found
}

function isSame(ours: unknown, theirs: unknown): boolean {
  if (typeof ours !== 'number' || typeof theirs !== 'number') return ours === theirs
  return Object.is(ours, theirs) || Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(theirs))
}
