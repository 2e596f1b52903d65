import { describe, expect, it } from 'vitest'
import { summariseRun } from '../../sim/experiment/metrics.ts'
import type { Result } from '../../sim/measure/result.ts'
import { merge } from '../../sim/scenario/merge.ts'
import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { type FormulaName, theoryBeside } from '../../sim/theory/beside.ts'
import { expectFormula, narrowAt, openLoop, replicate } from './replications.ts'

/** The defaults, nginx and overheads included, and clients with patience. */
const PATIENT: PartialScenario = {
  client: { timeoutMs: 0 },
  proxy: { connectTimeoutMs: 0, readTimeoutMs: 0 },
}

function scenarioOf(...parts: PartialScenario[]): Scenario {
  const checked = completeScenario(parts.reduce(merge, PATIENT))
  if (!checked.ok) throw new Error(checked.problems.map(problem => problem.message).join(' '))
  return checked.value
}

const closed = (users: number, thinkMs: number): PartialScenario => ({
  traffic: { kind: 'closed', users, thinkMs },
  run: { seconds: 200, warmupSeconds: 60 },
})

const MEASURES = {
  throughputPerSecond: (result: Result) => summariseRun(result).throughputPerSecond,
  latencyMeanMs: (result: Result) => summariseRun(result).latencyMeanMs,
  cpuUtilization: (result: Result) => summariseRun(result).cpuUtilization,
  workerUtilization: (result: Result) => summariseRun(result).workerUtilization,
  latencyP95Ms: (result: Result) => summariseRun(result).latencyP95Ms,
}

/** How far an approximate formula may be from the engine's mean. */
const CLOSE = 0.04

describe('The line of the formula is where the simulator is, overheads and nginx included', () => {
  it.each<[FormulaName, string, PartialScenario[]]>([
    [
      'M/G/1',
      'one worker, CPU and I/O',
      [{ server: { workers: 1 }, request: { cpuMs: 20, ioMs: 30 } }, openLoop(13, 6_000)],
    ],
    [
      'M/M/c',
      'four workers on four cores',
      [{ server: { workers: 4 }, machine: { cores: 4 }, request: { cpuMs: 100, ioMs: 0 } }, openLoop(30, 6_000)],
    ],
    [
      'M/M/c',
      'eight workers that only wait, one core',
      [{ server: { workers: 8 }, request: { cpuMs: 0, ioMs: 200 } }, openLoop(28, 6_000)],
    ],
    [
      'M/M/c',
      'six workers that only compute, on two cores',
      [{ server: { workers: 6 }, machine: { cores: 2 }, request: { cpuMs: 50, ioMs: 0 } }, openLoop(28, 6_000)],
    ],
    [
      'M/M/c/K',
      'three workers behind a unix socket with five places',
      [
        {
          server: { workers: 3, backlog: 4 },
          machine: { cores: 3 },
          request: { cpuMs: 100, ioMs: 0 },
          proxy: { socket: 'unix' },
        },
        openLoop(40, 6_000),
      ],
    ],
    [
      'M/G/c-PS',
      'forty workers, lognormal CPU and I/O, one core',
      [
        { server: { workers: 40 }, request: { cpuMs: 40, ioMs: 60, distribution: 'lognormal', cv: 0.6 } },
        openLoop(17, 8_000),
      ],
    ],
    [
      'M/M/c//N',
      'twenty users of thirty workers on one core',
      [{ server: { workers: 30 }, request: { cpuMs: 20, ioMs: 50 } }, closed(20, 500)],
    ],
    [
      'workers as one server',
      'three workers, CPU and I/O, one core',
      [{ server: { workers: 3 }, request: { cpuMs: 40, ioMs: 60 } }, openLoop(14, 6_000)],
    ],
    [
      'workers as one server',
      'five workers, CPU and I/O, two cores',
      [{ server: { workers: 5 }, machine: { cores: 2 }, request: { cpuMs: 40, ioMs: 60 } }, openLoop(30, 6_000)],
    ],
  ])('%s: %s', (name, what, parts) => {
    const scenario = scenarioOf(...parts)
    const { formula, lines, broken } = theoryBeside(scenario)
    expect({ name: formula?.name, broken }).toEqual({ name, broken: [] })
    const found = replicate(scenario, 500_000, MEASURES)
    for (const [metric, values] of Object.entries(found) as [keyof typeof MEASURES, number[]][]) {
      const line = lines[metric]
      if (line === undefined) continue
      if (formula!.isExact) {
        expectFormula(values, line, `${what}, ${metric}`, 2 * narrowAt(0.7))
      } else {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        expect(Math.abs(mean / line - 1), `${what}, ${metric}: ${line}, engine ${mean}`).toBeLessThan(CLOSE)
      }
    }
  })

  it('past capacity, what the workers answer is what so many of them can do on so many cores, and no formula has a latency', () => {
    const scenario = scenarioOf(
      { server: { workers: 3, backlog: 65_535 }, machine: { somaxconn: 65_535 } },
      { request: { cpuMs: 40, ioMs: 60 }, proxy: { workerConnections: 1_000_000 } },
      openLoop(40, 6_000),
    )
    const { lines, broken } = theoryBeside(scenario)
    expect(lines.latencyMeanMs).toBeUndefined()
    expect(broken).toEqual([
      '1.9 times as much is offered as the workers can do: the queue grows as long as the run lasts, and a long run has no mean latency.',
    ])
    const found = replicate(scenario, 510_000, MEASURES)
    expectFormula(found.throughputPerSecond, lines.throughputPerSecond!, 'throughput')
  })
})
