import { describe, it } from 'vitest'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

const { NaN: never } = Number

describe.each(RUNNERS)('nginx with few worker_connections (%s)', (_, run) => {
  it('closes a new client when all are taken', () => {
    const scenario = plainScenario({ proxy: { workerConnections: 4 } })
    const { rows } = run(scenario, [request(0, 0, 100), request(1, 0, 100), request(2, 0, 100), request(101, 0, 100)])
    expectRows(rows, [
      { endedMs: 100, outcome: '200' },
      { endedMs: 200, outcome: '200' },
      { queuedMs: never, endedMs: 2, outcome: 'reset', worker: -1 },
      { queuedMs: 101, endedMs: 300, outcome: '200' },
    ])
  })

  it('answers 500 when one is left for the client and none for the server', () => {
    const scenario = plainScenario({ proxy: { workerConnections: 5 } })
    const { rows } = run(scenario, [request(0, 0, 100), request(1, 0, 100), request(2, 0, 100), request(3, 0, 100)])
    expectRows(rows, [
      { endedMs: 100, outcome: '200' },
      { endedMs: 200, outcome: '200' },
      { queuedMs: never, endedMs: 2, outcome: '500', worker: -1 },
      { queuedMs: never, endedMs: 3, outcome: '500', worker: -1 },
    ])
  })

  it('takes the one for the server only when it connects', () => {
    const scenario = plainScenario({ proxy: { workerConnections: 4, cpuMs: 10 }, machine: { cores: 2 } })
    const { rows } = run(scenario, [request(0, 0, 100), request(0, 0, 100), request(0, 0, 100)])
    // At 20 the second finds all four taken: one for each client, one for the first request's way to the server.
    expectRows(rows, [
      { queuedMs: 10, outcome: '200' },
      { queuedMs: never, endedMs: 20, outcome: '500' },
      { queuedMs: 30, outcome: '200' },
    ])
  })

  it('has both back when a client leaves, though the server goes on', () => {
    const scenario = plainScenario({ proxy: { workerConnections: 4 }, client: { timeoutMs: 50 } })
    const { rows } = run(scenario, [request(0, 0, 100), request(0, 0, 100), request(40, 0, 1), request(60, 0, 1)])
    expectRows(rows, [
      { endedMs: 50, outcome: 'timeout', finishedMs: 100 },
      { endedMs: 50, outcome: 'timeout', finishedMs: 200 },
      { endedMs: 40, outcome: 'reset' },
      { queuedMs: 60, endedMs: 110, outcome: 'timeout', finishedMs: 201 },
    ])
  })
})
