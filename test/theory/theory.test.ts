import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closedBounds, littleInSystem, workBoundPerMs } from '../../sim/theory/bounds.ts'
import { closedLoop } from '../../sim/theory/closed-loop.ts'
import { demandOf } from '../../sim/theory/demand.ts'
import { erlangB, erlangC } from '../../sim/theory/erlang.ts'
import { inOrderOfArrival, processorSharing, sharedResidenceMs } from '../../sim/theory/general-service.ts'
import { limitedRoom, singleServerAnsweredOf } from '../../sim/theory/limited-room.ts'
import {
  manyServers,
  singleServer,
  singleServerAnsweredWithin,
  singleServerResidencePercentileMs,
  waitPercentileMs,
} from '../../sim/theory/many-servers.ts'

/** Probabilities of the states of a birth–death chain the plain way: all products, then divided by their sum. */
function plainStates(last: number, ratio: (n: number) => number): number[] {
  const weights = [1]
  for (let n = 1; n <= last; n++) weights.push(weights[n - 1]! * ratio(n))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map(weight => weight / sum)
}

const meanOver = (states: number[], level: (n: number) => number) =>
  states.reduce((sum, probability, n) => sum + probability * level(n), 0)

describe('Erlang’s formulas', () => {
  it.each([
    // Servers, offered load, share lost: from the tables every telephone engineer had.
    [1, 1, 0.5],
    [2, 1, 0.2],
    [10, 5, 0.018385],
    [20, 12, 0.0098],
    [100, 84.064, 0.01],
  ])('lose the tabled share of calls with %i lines and %d erlang', (servers, load, lost) => {
    expect(erlangB(servers, load)).toBeCloseTo(lost, 4)
  })

  it('make a third wait with two servers at half load', () => {
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12)
  })

  it('make the share ρ wait with one server', () => {
    for (const load of [0, 0.1, 0.5, 0.99]) expect(erlangC(1, load)).toBeCloseTo(load, 12)
  })

  it('make everybody wait when saturated', () => {
    expect(erlangC(4, 4)).toBe(1)
    expect(erlangC(4, 400)).toBe(1)
  })

  it('stay between 0 and 1 for thousands of servers, where factorials overflow', () => {
    expect(erlangB(10_000, 10_000)).toBeCloseTo(Math.sqrt(2 / (Math.PI * 10_000)), 3)
    expect(erlangC(10_000, 9_900)).toBeGreaterThan(0)
    expect(erlangC(10_000, 9_900)).toBeLessThan(1)
    expect(erlangB(5, Infinity)).toBe(1)
  })

  it('agree with the sum over all states', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 60, noNaN: true }), (servers, load) => {
        expect(erlangB(servers, load)).toBeCloseTo(plainStates(servers, n => load / n)[servers]!, 10)
      }),
      { seed: 1 },
    )
  })

  it('refuse arguments without meaning, naming them', () => {
    expect(() => erlangB(1.5, 1)).toThrow('servers is 1.5, but must be a whole number of 0 or more')
    expect(() => erlangC(0, 1)).toThrow('servers is 0, but must be a whole number of 1 or more')
    expect(() => erlangB(1, -1)).toThrow('offeredLoad is -1, but must be 0 or more')
    expect(() => erlangB(1, Number.NaN)).toThrow('offeredLoad is NaN, but must be 0 or more')
  })
})

describe('M/M/1 and M/M/c', () => {
  it('have the textbook values at half load', () => {
    expect(singleServer(0.05, 10)).toEqual({
      utilization: 0.5,
      waitProbability: 0.5,
      waitMs: 10,
      residenceMs: 20,
      queueLength: 0.5,
      inSystem: 1,
    })
    expect(manyServers(0.1, 10, 2).residenceMs).toBeCloseTo(10 / (1 - 0.25), 12)
  })

  it('wait without end from full load on', () => {
    const saturated = manyServers(0.4, 10, 4)
    expect(saturated).toMatchObject({ utilization: 1, waitMs: Infinity, residenceMs: Infinity, inSystem: Infinity })
    expect(waitPercentileMs(0.4, 10, 4, 0)).toBe(Infinity)
    expect(singleServerResidencePercentileMs(0.1, 10, 0.5)).toBe(Infinity)
    expect(singleServerAnsweredWithin(0.2, 10, 1e6)).toBe(0)
  })

  it('have percentiles that belong to the mean', () => {
    expect(singleServerResidencePercentileMs(0.05, 10, 1 - Math.exp(-1))).toBeCloseTo(20, 10)
    expect(waitPercentileMs(0.05, 10, 1, 0.5)).toBe(0)
    expect(waitPercentileMs(0.05, 10, 1, 0.75)).toBeCloseTo(20 * Math.log(2), 10)
    expect(singleServerAnsweredWithin(0.05, 10, singleServerResidencePercentileMs(0.05, 10, 0.9))).toBeCloseTo(0.9, 12)
  })

  it('integrate the tail of the wait to its mean', () => {
    const step = 1e-4
    let mean = 0
    for (let quantile = step / 2; quantile < 1; quantile += step) mean += waitPercentileMs(0.3, 10, 4, quantile) * step
    expect(mean).toBeCloseTo(manyServers(0.3, 10, 4).waitMs, 2)
  })

  it('refuse a quantile of 1, which no wait is sure to stay below', () => {
    expect(() => waitPercentileMs(0.05, 10, 1, 1)).toThrow('quantile is 1, but must be from 0 to below 1')
  })
})

describe('M/M/c/K', () => {
  it('loses one in K + 1 with one server at full load', () => {
    expect(limitedRoom(0.1, 10, 1, 9).lossProbability).toBeCloseTo(0.1, 12)
  })

  it('is Erlang’s loss system when there is no room to wait', () => {
    const { lossProbability, queueLength, residenceMs } = limitedRoom(0.7, 10, 8, 8)
    expect(lossProbability).toBeCloseTo(erlangB(8, 7), 12)
    expect(queueLength).toBe(0)
    expect(residenceMs).toBeCloseTo(10, 12)
  })

  it('approaches M/M/c as room grows', () => {
    const limited = limitedRoom(0.3, 10, 4, 10_000)
    const free = manyServers(0.3, 10, 4)
    expect(limited.lossProbability).toBeLessThan(1e-300)
    expect(limited.waitMs).toBeCloseTo(free.waitMs, 10)
    expect(limited.inSystem).toBeCloseTo(free.inSystem, 10)
  })

  it('works at capacity and no more when overloaded', () => {
    const { throughputPerMs, utilization, queueLength } = limitedRoom(10, 10, 4, 2053)
    expect(throughputPerMs).toBeCloseTo(0.4, 10)
    expect(utilization).toBeCloseTo(1, 10)
    expect(queueLength).toBeGreaterThan(2048)
  })

  it('agrees with the sum over all states, and loses what it does not serve', () => {
    const scenario = fc.record({
      rate: fc.double({ min: 0.001, max: 2, noNaN: true }),
      service: fc.double({ min: 0.1, max: 50, noNaN: true }),
      servers: fc.integer({ min: 1, max: 12 }),
      room: fc.integer({ min: 0, max: 30 }),
    })
    fc.assert(
      fc.property(scenario, ({ rate, service, servers, room }) => {
        const places = servers + room
        const states = plainStates(places, n => (rate * service) / Math.min(n, servers))
        const found = limitedRoom(rate, service, servers, places)
        expect(found.lossProbability).toBeCloseTo(states[places]!, 10)
        expect(found.inSystem / meanOver(states, n => n)).toBeCloseTo(1, 9)
        expect(found.throughputPerMs / (rate * (1 - states[places]!))).toBeCloseTo(1, 9)
        expect(found.residenceMs).toBeGreaterThanOrEqual(service * (1 - 1e-9))
      }),
      { seed: 2 },
    )
  })

  it('answers in time whom it answers, when clients are patient, and few when its queue is long against them', () => {
    const { lossProbability } = limitedRoom(0.12, 10, 1, 20)
    expect(singleServerAnsweredOf(0.12, 10, 20, 1e5)).toBeCloseTo(1 - lossProbability, 12)
    expect(singleServerAnsweredOf(0.12, 10, 20, 0)).toBe(0)
    // One place: whoever is accepted is served at once.
    expect(singleServerAnsweredOf(0.1, 10, 1, 10)).toBeCloseTo(0.5 * -Math.expm1(-1), 12)
    // 24 requests a second, 50 ms each, 130 places, one second of patience.
    expect(singleServerAnsweredOf(0.024, 50, 130, 1000)).toBeLessThan(1e-6)
  })

  it('without an end to its room is the M/M/1 whose residence is exponential', () => {
    for (const limitMs of [5, 20, 100]) {
      const limited = singleServerAnsweredOf(0.08, 10, 2000, limitMs)
      expect(limited).toBeCloseTo(singleServerAnsweredWithin(0.08, 10, limitMs), 10)
    }
  })

  it('refuses fewer places than servers', () => {
    expect(() => limitedRoom(0.1, 10, 4, 3)).toThrow('places is 3, but must be a whole number of 4 or more')
  })
})

describe('M/G/1', () => {
  it('is M/M/1 when cv is 1, and waits half as long when all requests are alike', () => {
    expect(inOrderOfArrival(0.08, 10, 1)).toMatchObject({ waitMs: expect.closeTo(40, 10) })
    expect(inOrderOfArrival(0.08, 10, 0)).toMatchObject({ waitMs: expect.closeTo(20, 10) })
  })

  it('waits without end when the variance is infinite, even at low load', () => {
    expect(inOrderOfArrival(0.01, 10, Infinity).waitMs).toBe(Infinity)
    expect(inOrderOfArrival(0, 10, Infinity).waitMs).toBe(0)
    expect(inOrderOfArrival(0.1, 10, 0).residenceMs).toBe(Infinity)
  })

  it('slows everybody down by the same factor under processor sharing', () => {
    expect(sharedResidenceMs(0.08, 10, 10)).toBeCloseTo(50, 10)
    expect(sharedResidenceMs(0.08, 10, 20)).toBeCloseTo(100, 10)
    expect(sharedResidenceMs(0.2, 10, 1)).toBe(Infinity)
    expect(processorSharing(0.08, 10, 1).residenceMs).toBeCloseTo(50, 10)
  })
})

describe('The closed loop', () => {
  it('agrees with mean value analysis for one server', () => {
    for (const [users, think, service] of [
      [1, 100, 10],
      [5, 100, 30],
      [40, 300, 10],
      [200, 1000, 1],
    ] as const) {
      let residence = 0
      for (let n = 1, inSystem = 0; n <= users; n++) {
        residence = service * (1 + inSystem)
        inSystem = (n * residence) / (residence + think)
      }
      expect(closedLoop(users, think, service, 1).residenceMs / residence).toBeCloseTo(1, 10)
    }
  })

  it('agrees with the sum over all states for several servers', () => {
    const states = plainStates(20, n => ((20 - n + 1) * 30) / (Math.min(n, 4) * 100))
    const found = closedLoop(20, 100, 30, 4)
    expect(found.inSystem).toBeCloseTo(
      meanOver(states, n => n),
      10,
    )
    expect(found.throughputPerMs).toBeCloseTo((20 - found.inSystem) / 100, 10)
  })

  it('keeps everybody in the system when nobody thinks', () => {
    expect(closedLoop(10, 0, 20, 4)).toEqual({ throughputPerMs: 0.2, residenceMs: 50, utilization: 1, inSystem: 10 })
    expect(closedLoop(3, 0, 20, 4).residenceMs).toBeCloseTo(20, 12)
  })

  it('stays within its asymptotic bounds', () => {
    const loop = fc.record({
      users: fc.integer({ min: 1, max: 200 }),
      think: fc.double({ min: 0, max: 1e4, noNaN: true }),
      service: fc.double({ min: 0.01, max: 1e3, noNaN: true }),
    })
    fc.assert(
      fc.property(loop, ({ users, think, service }) => {
        const found = closedLoop(users, think, service, 1)
        const bounds = closedBounds(users, think, service, service)
        expect(found.throughputPerMs).toBeLessThanOrEqual(bounds.throughputPerMs * (1 + 1e-9))
        expect(found.residenceMs).toBeGreaterThanOrEqual(bounds.residenceMs * (1 - 1e-9))
      }),
      { seed: 3 },
    )
  })
})

describe('Bounds', () => {
  it('are set by workers when requests mostly wait, and by cores when they mostly compute', () => {
    expect(workBoundPerMs(4, 1, 20, 30) * 1000).toBeCloseTo(50, 10)
    expect(workBoundPerMs(1, 1, 20, 30) * 1000).toBeCloseTo(20, 10)
    expect(workBoundPerMs(4, 2, 20, 30) * 1000).toBeCloseTo(80, 10)
    expect(workBoundPerMs(4, 2, 0, 0)).toBe(Infinity)
  })

  it('meet at the knee of a closed loop', () => {
    const { kneeUsers } = closedBounds(1, 900, 100, 50)
    expect(kneeUsers).toBe(20)
    expect(closedBounds(20, 900, 100, 50)).toMatchObject({ throughputPerMs: 0.02, residenceMs: 100 })
    expect(() => closedBounds(1, 0, 1, 2)).toThrow('bottleneckMs is 2, but must be at most demandMs, 1')
  })

  it('count who is present by Little’s law', () => {
    expect(littleInSystem(0.03, 50)).toBeCloseTo(1.5, 12)
  })
})

describe('Demand', () => {
  const request = {
    cpuMs: 20,
    ioMs: 30,
    distribution: 'exponential',
    cv: 2,
    shape: 3,
    slowShare: 0,
    slowFactor: 10,
  } as const

  it('has the moments of its distribution', () => {
    expect(demandOf(request).holdingMs).toEqual({ mean: 50, cv: expect.closeTo(Math.hypot(20, 30) / 50, 12) })
    expect(demandOf({ ...request, distribution: 'deterministic' }).holdingMs.cv).toBe(0)
    expect(demandOf({ ...request, distribution: 'lognormal' }).cpuMs).toEqual({ mean: 20, cv: 2 })
    expect(demandOf({ ...request, distribution: 'pareto' }).ioMs.cv).toBeCloseTo(1 / Math.sqrt(3), 12)
    expect(demandOf({ ...request, distribution: 'pareto', shape: 2 }).ioMs.cv).toBe(Infinity)
  })

  it('mixes in slow requests', () => {
    const { cpuMs } = demandOf({ ...request, distribution: 'deterministic', slowShare: 0.1 })
    // 18 of 20 at 20 ms and 2 of 20 at 200 ms: mean 38, variance 0.09 × 180².
    expect(cpuMs.mean).toBeCloseTo(38, 12)
    expect(cpuMs.cv).toBeCloseTo((0.3 * 180) / 38, 12)
  })

  it('has no spread where there is no work', () => {
    expect(demandOf({ ...request, ioMs: 0 }).ioMs).toEqual({ mean: 0, cv: 0 })
    expect(demandOf({ ...request, slowShare: 1, slowFactor: 0 }).cpuMs).toEqual({ mean: 0, cv: 0 })
  })
})
