import { describe, it } from 'vitest'
import type { Result } from '../../sim/measure/result.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { processorSharing, sharedResidenceMs } from '../../sim/theory/general-service.ts'
import { expectFormula, narrowAt, openLoop, queue, replicate } from './replications.ts'

const SERVICE_MS = 10

/** More workers than are ever busy at these loads, so that every request computes at once and shares the cores. */
const everybodyAtOnce: PartialScenario = { server: { workers: 1000 } }

const means = {
  residence: (result: Result) => result.latencyMs.mean,
  present: (result: Result) => result.places.cpu + result.places.runnable,
  onCpu: (result: Result) => result.places.cpu,
  cpu: (result: Result) => result.cpuUtilization,
}

describe('Very many workers on shared cores are processor sharing', () => {
  it.each([
    // Cores, distribution, load, requests, seed. The distribution must not matter, only its mean.
    [1, 'exponential', 0.5, 15_000, 200_000],
    [1, 'deterministic', 0.5, 15_000, 201_000],
    [1, 'lognormal', 0.5, 15_000, 202_000],
    [1, 'exponential', 0.9, 80_000, 203_000],
    [1, 'deterministic', 0.8, 25_000, 204_000],
    [1, 'lognormal', 0.8, 40_000, 205_000],
    [2, 'exponential', 0.7, 20_000, 206_000],
    [2, 'deterministic', 0.8, 25_000, 207_000],
    [4, 'lognormal', 0.8, 25_000, 208_000],
    [16, 'exponential', 0.9, 60_000, 209_000],
  ] as const)('%i cores, service %s, load %d', (cores, distribution, load, requests, seed) => {
    const rate = (1000 * load * cores) / SERVICE_MS
    const request: PartialScenario = { request: { cpuMs: SERVICE_MS, distribution, cv: 2 }, machine: { cores } }
    const found = replicate(queue(request, everybodyAtOnce, openLoop(rate, requests)), seed, means)
    const theory = processorSharing(rate / 1000, SERVICE_MS, cores)
    expectFormula(found.residence, theory.residenceMs, 'residence', narrowAt(load))
    expectFormula(found.present, theory.inSystem, 'present', narrowAt(load))
    expectFormula(found.onCpu, theory.utilization * cores, 'on CPU')
    expectFormula(found.cpu, theory.utilization, 'utilization')
  })

  it('slow every request down by the same factor, the short and the long', () => {
    const load = 0.7
    const request: PartialScenario = {
      request: { cpuMs: 10, distribution: 'deterministic', slowShare: 0.1, slowFactor: 5 },
    }
    const meanMs = 10 * (1 + 0.1 * 4)
    const rate = (1000 * load) / meanMs
    const residenceOf = (ownMs: number) => (result: Result) => {
      const { rows, scenario } = result
      const fromMs = scenario.run.warmupSeconds * 1000
      const own = rows!.endedMs
        .map((ended, serial) => ended - rows!.sentMs[serial]!)
        .filter((_, serial) => rows!.cpuMs[serial] === ownMs && rows!.sentMs[serial]! >= fromMs)
      return own.reduce((sum, value) => sum + value, 0) / own.length
    }
    const scenario = queue(request, everybodyAtOnce, openLoop(rate, 25_000))
    const found = replicate(scenario, 211_000, { short: residenceOf(10), long: residenceOf(50) }, { rows: true })
    expectFormula(found.short, sharedResidenceMs(rate / 1000, meanMs, 10), 'short')
    expectFormula(found.long, sharedResidenceMs(rate / 1000, meanMs, 50), 'long')
  })

  it.each([
    [2, 'exponential', 0.7, 220_000],
    [4, 'lognormal', 0.8, 221_000],
  ] as const)(
    'and wait on I/O besides, undisturbed: %i cores, service %s, load %d',
    (cores, distribution, load, seed) => {
      const rate = (1000 * load * cores) / SERVICE_MS
      const request: PartialScenario = {
        request: { cpuMs: SERVICE_MS, ioMs: 30, distribution, cv: 2 },
        machine: { cores },
      }
      const found = replicate(queue(request, everybodyAtOnce, openLoop(rate, 25_000)), seed, {
        ...means,
        io: result => result.places.io,
      })
      const theory = processorSharing(rate / 1000, SERVICE_MS, cores)
      expectFormula(found.residence, theory.residenceMs + 30, 'residence')
      expectFormula(found.present, theory.inSystem, 'on the cores', narrowAt(load))
      expectFormula(found.io, (rate / 1000) * 30, 'in I/O')
    },
  )
})
