/** What holds for every fleet, whatever its server, its machine, its traffic and its rule. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { FleetResult } from '../../sim/fleet/result.ts'
import { thresholdsOf } from '../../sim/fleet/scaling.ts'
import { surplusDollars } from '../../sim/scenario/machine-types.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate.ts'
import { simulateFleet } from '../../sim/simulate-fleet.ts'
import { arbitraryFleet } from './arbitrary-fleet.ts'
import { claim, claimAtMost, claimClose, claimSame, sum } from './trying.ts'

/** A fleet is a thousand requests and more, so all laws are tried on the same ones. */
const FLEETS = 60

const drawn = fc.sample(arbitraryFleet, { seed: 901, numRuns: FLEETS })
let simulated: readonly FleetResult[] = []
beforeAll(() => {
  simulated = drawn.map(scenario => simulateFleet(scenario))
}, 120_000)

function holds(law: (result: FleetResult, scenario: Scenario) => void): void {
  for (const [at, scenario] of drawn.entries()) {
    try {
      law(simulated[at]!, scenario)
    } catch (error) {
      throw new Error(`Fleet ${at} of ${FLEETS}: ${(error as Error).message}\n${JSON.stringify(scenario)}`)
    }
  }
}

const endOf = ({ fleet }: Scenario) => fleet.hours * 3_600_000

describe('Conservation over instances', () => {
  it('every request ends once, wherever it was sent, and minutes add up to all of it', () => {
    holds(({ offered, ok, outcomes, errorShare, series }) => {
      expect(sum(Object.values(outcomes))).toBe(offered)
      expect(outcomes['200']).toBe(ok)
      if (offered > 0) claimClose(errorShare, 1 - ok / offered, 'the share of errors')
      const bucketSeconds = series.bucketMs / 1000
      const whole = series.columns.offered.slice(0, -1)
      claimAtMost(sum(whole) * bucketSeconds, offered + 1e-6, 'what the minutes before the last were sent')
    })
  })

  it('the number of instances, the rule and the balancer change no arrival', () => {
    holds((_, { client, fleet, ...rest }) => {
      const once = { ...rest, client: { ...client, retries: 0 } }
      const other = { ...fleet, min: fleet.max + 1, max: fleet.max + 2, balancer: 'least-outstanding' as const }
      expect(simulateFleet({ ...once, fleet }).offered).toBe(simulateFleet({ ...once, fleet: other }).offered)
    })
  })
})

describe('Sameness', () => {
  it('the same scenario is the same fleet, bit for bit', () => {
    holds((result, scenario) => claimSame(simulateFleet(scenario), result))
  })

  it('a fleet of one that is never scaled is the plain run, with any server', () => {
    const seconds = 400
    const alone = { min: 1, max: 1, load: 'constant', healthCheck: 'tcp', unhealthyChecks: 10, checkSeconds: 300 }
    // The load balancer is not less patient than any client, and it is not what clients open a connection to.
    holds((_, { fleet, run, client, ...rest }) => {
      const scenario = {
        ...rest,
        client: { ...client, timeoutMs: Math.min(client.timeoutMs || Infinity, 3_900_000), connectMs: 0 },
        fleet: { ...fleet, ...alone, idleTimeoutSeconds: 4000, hours: seconds / 3600 },
        run: { ...run, warmupSeconds: 0, seconds },
      } as Scenario
      const [one, plain] = [simulateFleet(scenario), simulate(scenario, { series: false })]
      expect(one.outcomes).toEqual({ ...plain.outcomes, '503': 0 })
      claimSame(one.latencyMs, plain.latencyMs)
    })
  })

  it('the time to open a connection to the load balancer adds to what clients see, as the way there and back does', () => {
    holds((result, scenario) => {
      const { roundTripMs, connectMs } = scenario.client
      const client = { ...scenario.client, roundTripMs: roundTripMs + connectMs, connectMs: 0 }
      claimSame(simulateFleet({ ...scenario, client }).latencyMs, result.latencyMs)
    })
  })
})

describe('Instances', () => {
  it('are as many as the events say, live from launch to termination, and are paid for that long', () => {
    holds(({ instances, events, instanceHours, series }, scenario) => {
      const { min } = scenario.fleet
      const launched = [
        ...Array(min).fill(0),
        ...events.filter(({ kind }) => kind === 'scale-out').map(({ atMs }) => atMs),
      ]
      expect(instances.map(({ launchedMs }) => launchedMs)).toEqual(launched)
      for (const { kind, instance, atMs } of events) {
        if (kind === 'terminated') expect(instances[instance]!.goneMs).toBe(atMs)
      }
      const lives = instances.map(
        ({ launchedMs, goneMs }) => (Number.isNaN(goneMs) ? endOf(scenario) : goneMs) - launchedMs,
      )
      claimClose(instanceHours, sum(lives) / 3_600_000, 'instance-hours')
      const { min: least, max: most } = scenario.fleet
      for (const { kind, instances: count } of events) {
        if (kind === 'scale-out' || kind === 'scale-in')
          claim(count >= least && count <= most, () => `${count} instances`)
      }
      for (const [at, serving] of series.columns.serving.entries()) {
        claimAtMost(serving, most + 1e-9, `in service in bucket ${at}`)
      }
    })
  })

  it('cost their hours at least, and just that without surplus credits', () => {
    holds(({ dollars, instanceHours, credits, series }, { machine }) => {
      const machines = instanceHours * machine.dollarsPerHour
      claimAtMost(machines, dollars + 1e-12, 'hours × price')
      claimClose(dollars, machines + surplusDollars(credits?.charged ?? 0), 'the bill')
      const { dollars: spent } = series.columns
      for (let at = 1; at < spent.length; at++) claimAtMost(spent[at - 1]!, spent[at]! + 1e-12, 'what was spent before')
      claimClose(spent.at(-1)!, dollars, 'the last of the curve')
    })
  })

  it('are never busier than busy, and are throttled for no longer than they are up', () => {
    holds(({ cpuUtilization, wastedCpuShare, credits, series, latencyMs }) => {
      for (const share of [cpuUtilization, wastedCpuShare, credits?.throttledShare ?? 0]) {
        claim(share >= 0 && share <= 1 + 1e-9, () => `a share of ${share}`)
      }
      for (const column of [series.columns.cpu, series.columns.throttled]) {
        for (const share of column)
          claim(Number.isNaN(share) || (share >= 0 && share <= 1 + 1e-6), () => `a share of ${share}`)
      }
      if (Number.isNaN(latencyMs.p50)) return
      claimAtMost(latencyMs.p50, latencyMs.p99, 'p50')
      claimAtMost(latencyMs.p99, latencyMs.max, 'p99')
    })
  })
})

describe('The scaling rule', () => {
  it('acts when the metric was past a threshold for long enough and no cooldown is on: then, and only then', () => {
    let acted = 0
    holds((result, scenario) => {
      const told = result.events.filter(({ reason }) => reason !== null).map(({ kind, atMs }) => `${kind} ${atMs}`)
      acted += told.length
      expect(told).toEqual(expectedActions(result, scenario))
      for (const { reason } of result.events) {
        if (reason) claim(reason.value !== reason.threshold, () => 'a value at its threshold')
      }
    })
    expect(acted).toBeGreaterThan(10)
  })
})

/** The rule as ARCHITECTURE.md has it, gone through by hand: from the metric's values alone, when what must have been done. */
function expectedActions({ series }: FleetResult, scenario: Scenario): string[] {
  const { fleet } = scenario
  const { upper, lower } = thresholdsOf(scenario)
  const needed = Math.ceil(fleet.breachSeconds / fleet.periodSeconds)
  const actions: string[] = []
  let [size, quietUntil] = [fleet.min, 0]
  for (let period = 0; period < series.metric.length; period++) {
    const now = (period + 1) * series.periodMs
    const last = Array.from({ length: needed }, (_, back) => series.metric[period - back] ?? Number.NaN)
    if (now < quietUntil) continue
    if (last.every(value => value > upper) && size < fleet.max) {
      actions.push(`scale-out ${now}`)
      size++
      quietUntil = now + 1000 * (fleet.bootSeconds + fleet.cooldownSeconds)
    } else if (last.every(value => value < lower) && size > fleet.min) {
      actions.push(`scale-in ${now}`)
      size--
      quietUntil = now + 1000 * (fleet.drainSeconds + fleet.cooldownSeconds)
    }
  }
  return actions
}
