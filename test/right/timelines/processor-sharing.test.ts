import { describe, expect, it } from 'vitest'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

describe.each(RUNNERS)('cores (%s)', (_, run) => {
  it('give two processes half of one core each', () => {
    const scenario = plainScenario({ server: { workers: 2 } })
    const { rows, busyMs } = run(scenario, [request(0, 100, 0), request(50, 100, 0)])
    // Alone until 50; together until the first has had 50 + 50; alone again.
    expectRows(rows, [
      { startedMs: 0, finishedMs: 150 },
      { startedMs: 50, finishedMs: 200 },
    ])
    expect(busyMs).toBeCloseTo(200, 6)
  })

  it('give three processes two thirds of a core each when there are two', () => {
    const scenario = plainScenario({ server: { workers: 3 }, machine: { cores: 2 } })
    const { rows, busyMs } = run(scenario, [request(0, 60, 0), request(0, 90, 0), request(0, 120, 0)])
    // At 90 each has had 60. Two are left with a core each.
    expectRows(rows, [{ finishedMs: 90 }, { finishedMs: 120 }, { finishedMs: 150 }])
    expect(busyMs).toBeCloseTo(270, 6)
  })

  it('that are two hyperthreads of one core give each process half of what the core does with both', () => {
    const machine = { cores: 2, threadsPerCore: 2, hyperthreadGain: 1.25 }
    const scenario = plainScenario({ server: { workers: 3 }, machine })
    const { rows, busyMs } = run(scenario, [request(0, 100, 0), request(0, 100, 0), request(20, 50, 0)])
    // 20 ms at 0.625 each make 12.5; from then on 1.25 is divided by three, so that the third has its 50 at 140. The
    // others have 62.5 by then and need 37.5 more, at 0.625: 60 ms.
    expectRows(rows, [{ finishedMs: 200 }, { finishedMs: 200 }, { finishedMs: 140 }])
    // Both vCPUs are busy all the time, however slow.
    expect(busyMs).toBeCloseTo(400, 6)
  })

  it('that are hyperthreads are as fast as cores while each process has a physical one', () => {
    const machine = { cores: 4, threadsPerCore: 2, hyperthreadGain: 1 }
    const scenario = plainScenario({ server: { workers: 3 }, machine })
    const { rows } = run(scenario, [request(0, 100, 0), request(0, 100, 0), request(100, 40, 0)])
    expectRows(rows, [{ finishedMs: 100 }, { finishedMs: 100 }, { finishedMs: 140 }])
  })

  it('are of no use to a process beyond the first', () => {
    const scenario = plainScenario({ server: { workers: 1 }, machine: { cores: 4 } })
    const { rows } = run(scenario, [request(0, 100, 0), request(0, 100, 0)])
    expectRows(rows, [{ finishedMs: 100 }, { startedMs: 100, finishedMs: 200 }])
  })

  it('are shared with nginx, which does one request after another', () => {
    const scenario = plainScenario({ proxy: { cpuMs: 10 } })
    const { rows } = run(scenario, [request(0, 20, 0), request(10, 5, 0)])
    // From 10 to 30 nginx and the worker have half a core each.
    expectRows(rows, [
      { queuedMs: 10, startedMs: 10, finishedMs: 40 },
      { queuedMs: 30, startedMs: 40, finishedMs: 45 },
    ])
  })

  it('are free while a request waits, and its worker is not', () => {
    const scenario = plainScenario()
    const { rows, busyMs } = run(scenario, [request(0, 20, 30), request(5, 20, 30)])
    expectRows(rows, [
      { startedMs: 0, ioFromMs: 20, ioToMs: 50, finishedMs: 50 },
      { startedMs: 50, ioFromMs: 70, ioToMs: 100, finishedMs: 100 },
    ])
    expect(busyMs).toBeCloseTo(40, 6)
  })

  it('spend the server’s own CPU half before and half after', () => {
    const scenario = plainScenario({ server: { overheadMs: 4 } })
    const { rows } = run(scenario, [request(0, 8, 10)])
    expectRows(rows, [{ ioFromMs: 10, ioToMs: 20, finishedMs: 22, endedMs: 22 }])
  })

  it('lose the context switch once a phase, and a part of every slice when processes outnumber them', () => {
    const alone = plainScenario({ machine: { switchCostUs: 1000 } })
    expectRows(run(alone, [request(0, 9, 5)]).rows, [{ ioFromMs: 10, finishedMs: 15 }])
    const behindNginx = plainScenario({ machine: { switchCostUs: 1000 }, proxy: { cpuMs: 2 } })
    expectRows(run(behindNginx, [request(0, 9, 5)]).rows, [{ queuedMs: 3, ioFromMs: 13, finishedMs: 18 }])
    // Speed 1/2 × (1 − 1/(3 + 1)) = 3/8 for 10 ms of work each, then nothing is left.
    const crowded = plainScenario({ machine: { switchCostUs: 1000 }, server: { workers: 2 } })
    const { rows, busyMs } = run(crowded, [request(0, 9, 0), request(0, 9, 0)])
    expectRows(rows, [{ finishedMs: 80 / 3 }, { finishedMs: 80 / 3 }])
    expect(busyMs).toBeCloseTo(80 / 3, 6)
  })

  it('are counted busy in the measured window only', () => {
    const scenario = plainScenario({ run: { warmupSeconds: 1, seconds: 1 }, client: { timeoutMs: 1500 } })
    const { busyMs, wastedMs } = run(scenario, [request(0, 300, 0), request(900, 5000, 0)])
    expect(busyMs).toBeCloseTo(1000, 6)
    expect(wastedMs).toBe(0)
    const impatient = plainScenario({ run: { warmupSeconds: 1, seconds: 1 }, client: { timeoutMs: 500 } })
    expect(run(impatient, [request(900, 5000, 0)]).wastedMs).toBeCloseTo(600, 6)
  })
})
