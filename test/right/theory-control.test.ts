/**
 * The control: a test that cannot fail proves nothing. The same procedure, with runs of the same length, must reject
 * formulas that are wrong, also ones that are wrong by little.
 */
import { describe, expect, it } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { inOrderOfArrival, processorSharing } from '../../sim/theory/general-service.ts'
import { limitedRoom } from '../../sim/theory/limited-room.ts'
import { manyServers, singleServer } from '../../sim/theory/many-servers.ts'
import { agrees, openLoop, queue, replicate } from './replications.ts'

const SERVICE_MS = 10
const residence = (result: Result) => result.latencyMs.mean

/** Mean residence of an open loop at a load, one value a replication. */
function residences(load: number, servers: number, requests: number, ...parts: PartialScenario[]): number[] {
  const rate = (1000 * load * servers) / SERVICE_MS
  return replicate(queue(...parts, openLoop(rate, requests)), 400_000, { residence }).residence
}

const request = (distribution: 'exponential' | 'deterministic'): PartialScenario => ({
  request: { cpuMs: SERVICE_MS, distribution },
})

describe('The comparison rejects', () => {
  it('M/M/1 where all requests are alike, and M/D/1 where they are not', () => {
    const alike = residences(0.5, 1, 10_000, request('deterministic'))
    const unlike = residences(0.5, 1, 10_000, request('exponential'))
    expect(agrees(alike, singleServer(0.05, SERVICE_MS).residenceMs).agrees).toBe(false)
    expect(agrees(unlike, inOrderOfArrival(0.05, SERVICE_MS, 0).residenceMs).agrees).toBe(false)
    expect(agrees(alike, inOrderOfArrival(0.05, SERVICE_MS, 0).residenceMs).agrees).toBe(true)
  })

  it('two servers of half the speed where there is one', () => {
    const found = residences(0.7, 1, 20_000, request('exponential'))
    expect(agrees(found, manyServers(0.07, 2 * SERVICE_MS, 2).residenceMs).agrees).toBe(false)
  })

  it('order of arrival where cores are shared', () => {
    const found = residences(0.5, 1, 20_000, request('deterministic'), { server: { workers: 1000 } })
    expect(agrees(found, inOrderOfArrival(0.05, SERVICE_MS, 0).residenceMs).agrees).toBe(false)
    expect(agrees(found, processorSharing(0.05, SERVICE_MS, 1).residenceMs).agrees).toBe(true)
  })

  it('a queue with one place more or one place fewer', () => {
    const pool: PartialScenario = {
      request: { ioMs: SERVICE_MS, distribution: 'exponential' },
      server: { workers: 4, backlog: 5 },
      proxy: { kind: 'nginx', socket: 'unix', cpuMs: 0, connectTimeoutMs: 0, readTimeoutMs: 0, workerConnections: 1e6 },
    }
    const rate = (1000 * 0.9 * 4) / SERVICE_MS
    const lost = (result: Result) => result.outcomes['502'] / result.offered
    const found = replicate(queue(pool, openLoop(rate, 20_000)), 105_000, { lost }).lost
    for (const places of [9, 11]) {
      expect(agrees(found, limitedRoom(rate / 1000, SERVICE_MS, 4, places).lossProbability).agrees).toBe(false)
    }
    expect(agrees(found, limitedRoom(rate / 1000, SERVICE_MS, 4, 10).lossProbability).agrees).toBe(true)
  })

  it('a service that is five percent longer', () => {
    const found = residences(0.7, 1, 20_000, request('exponential'))
    expect(agrees(found, singleServer(0.07, 1.05 * SERVICE_MS).residenceMs).agrees).toBe(false)
  })
})
