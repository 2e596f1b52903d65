import { describe, expect, it } from 'vitest'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

const { NaN: never } = Number

describe.each(RUNNERS)('timeouts (%s)', (_, run) => {
  it('end a connection that never stood with 504', () => {
    const scenario = plainScenario({ server: { backlog: 0 }, proxy: { connectTimeoutMs: 1500 } })
    const { rows } = run(scenario, [request(0, 0, 5000), request(0, 0, 1), request(7, 0, 1)])
    expectRows(rows, [
      { endedMs: 5000, outcome: '200' },
      { endedMs: 5001, outcome: '200' },
      { queuedMs: never, finishedMs: never, endedMs: 1507, outcome: '504', worker: -1 },
    ])
  })

  it('of connecting begin when nginx has done its own work', () => {
    const scenario = plainScenario({ server: { backlog: 0 }, proxy: { connectTimeoutMs: 1500, cpuMs: 10 } })
    const { rows } = run(scenario, [request(0, 0, 5000), request(0, 0, 1), request(0, 0, 1)])
    expectRows(rows, [
      { queuedMs: 10, outcome: '200' },
      { queuedMs: 20, outcome: '200' },
      { queuedMs: never, endedMs: 1530, outcome: '504' },
    ])
  })

  it('of connecting leave a connection alone that stands', () => {
    const scenario = plainScenario({ proxy: { connectTimeoutMs: 100 } })
    const { rows } = run(scenario, [request(0, 0, 500), request(0, 0, 500)])
    expectRows(rows, [
      { endedMs: 500, outcome: '200' },
      { endedMs: 1000, outcome: '200' },
    ])
  })

  it('of reading are a 504 while the work goes on for nobody, in service and in the queue', () => {
    const scenario = plainScenario({ proxy: { readTimeoutMs: 100 } })
    const { rows, busyMs, wastedMs } = run(scenario, [request(0, 300, 0), request(50, 100, 0), request(350, 60, 0)])
    expectRows(rows, [
      { startedMs: 0, endedMs: 100, outcome: '504', finishedMs: 300 },
      { queuedMs: 50, endedMs: 150, outcome: '504', startedMs: 300, finishedMs: 400, worker: 0 },
      { queuedMs: 350, endedMs: 450, outcome: '504', startedMs: 400, finishedMs: 460 },
    ])
    expect(busyMs).toBeCloseTo(460, 6)
    expect(wastedMs).toBeCloseTo(200 + 100 + 10, 6)
  })

  it('of the client do not take back what is in the queue', () => {
    const scenario = plainScenario({ client: { timeoutMs: 100 } })
    const { rows, busyMs, wastedMs } = run(scenario, [request(0, 150, 0), request(20, 50, 0), request(160, 30, 20)])
    expectRows(rows, [
      { endedMs: 100, outcome: 'timeout', finishedMs: 150 },
      { acceptedMs: 150, endedMs: 120, outcome: 'timeout', finishedMs: 200 },
      { acceptedMs: 200, ioFromMs: 230, ioToMs: 250, finishedMs: 250, endedMs: 250, outcome: '200' },
    ])
    expect(busyMs).toBeCloseTo(230, 6)
    expect(wastedMs).toBeCloseTo(50 + 50, 6)
  })

  it('of the client forget a request that was not yet in the queue', () => {
    const scenario = plainScenario({ server: { backlog: 0 }, client: { timeoutMs: 500 }, proxy: { kind: 'none' } })
    const { rows, busyMs } = run(scenario, [request(0, 0, 300), request(0, 0, 100), request(0, 70, 0)])
    expectRows(rows, [
      { endedMs: 300, outcome: '200' },
      { endedMs: 400, outcome: '200' },
      { queuedMs: never, acceptedMs: never, endedMs: 500, outcome: 'timeout' },
    ])
    expect(busyMs).toBe(0)
  })

  it('of the client do not save nginx its own work', () => {
    const scenario = plainScenario({ client: { timeoutMs: 150 }, proxy: { cpuMs: 100 }, machine: { cores: 2 } })
    const { rows, busyMs, wastedMs } = run(scenario, [request(0, 10, 0), request(0, 10, 0), request(160, 10, 0)])
    expectRows(rows, [
      { queuedMs: 100, endedMs: 110, outcome: '200' },
      { queuedMs: never, endedMs: 150, outcome: 'timeout' },
      { queuedMs: 300, endedMs: 310, outcome: '200' },
    ])
    expect(busyMs).toBeCloseTo(320, 6)
    expect(wastedMs).toBeCloseTo(50, 6)
  })
})
