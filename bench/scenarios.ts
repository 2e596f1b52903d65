/**
 * The scenarios that are timed.
 */
import type { PartialScenario, Scenario } from '../sim/scenario/scenario.ts'
import { completeScenario } from '../sim/scenario/validate.ts'

export function complete(partial: PartialScenario): Scenario {
  const checked = completeScenario(partial)
  if (!checked.ok) throw new Error(checked.problems.map(problem => problem.message).join('\n'))
  return checked.value
}

/** M/M/c at utilization 0.8 through the whole model: no proxy, no I/O, no overhead, no timeout. */
export function poolScenario(workers: number, requests: number): Scenario {
  const ratePerSecond = 80 * workers
  return complete({
    traffic: { ratePerSecond },
    request: { cpuMs: 10, ioMs: 0 },
    client: { timeoutMs: 0 },
    proxy: { kind: 'none' },
    server: { kind: 'gunicorn-sync', workers, timeoutMs: 0, overheadMs: 0, backlog: 65_535 },
    machine: { cores: workers, switchCostUs: 0, somaxconn: 65_535 },
    run: { seconds: requests / ratePerSecond, warmupSeconds: 0 },
  })
}

/** The story: nginx, the accept queue, every timeout, four workers that share one core. */
export function stackScenario(requests: number): Scenario {
  const ratePerSecond = 30
  return complete({
    traffic: { ratePerSecond },
    request: { cpuMs: 20, ioMs: 30 },
    server: { kind: 'gunicorn-sync', workers: 4 },
    run: { seconds: requests / ratePerSecond, warmupSeconds: 0 },
  })
}

/** The stack with requests ten times as quick and as many, so that ten million of them fit into a simulated day. */
export function quickStackScenario(requests: number): Scenario {
  const ratePerSecond = 300
  return complete({
    traffic: { ratePerSecond },
    request: { cpuMs: 2, ioMs: 3 },
    server: { kind: 'gunicorn-sync', workers: 4, overheadMs: 0.08 },
    proxy: { cpuMs: 0.005 },
    run: { seconds: requests / ratePerSecond, warmupSeconds: 0 },
  })
}
