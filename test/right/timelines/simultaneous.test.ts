import { describe, it } from 'vitest'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

const { NaN: never } = Number

describe.each(RUNNERS)('of two things at one instant (%s)', (_, run) => {
  it.each([
    ['CPU ends', request(10, 100, 0)],
    ['I/O ends', request(10, 0, 100)],
  ])('%s before a timeout: an answer at the timeout counts', (_ending, only) => {
    const answered = [{ finishedMs: 110, endedMs: 110, outcome: '200' as const }]
    expectRows(run(plainScenario({ client: { timeoutMs: 100 } }), [only]).rows, answered)
    expectRows(run(plainScenario({ proxy: { readTimeoutMs: 100 } }), [only]).rows, answered)
  })

  it('nginx’s read timeout comes before the client’s', () => {
    const scenario = plainScenario({ client: { timeoutMs: 100 }, proxy: { readTimeoutMs: 100 } })
    expectRows(run(scenario, [request(0, 0, 200)]).rows, [{ endedMs: 100, outcome: '504' }])
  })

  it('nginx’s connect timeout comes before the client’s', () => {
    const scenario = plainScenario({
      server: { backlog: 0 },
      client: { timeoutMs: 100 },
      proxy: { connectTimeoutMs: 100 },
    })
    const { rows } = run(scenario, [request(0, 0, 50), request(0, 0, 100), request(0, 0, 0)])
    expectRows(rows, [
      { outcome: '200' },
      { outcome: 'timeout', finishedMs: 150 },
      { outcome: '504', endedMs: 100, queuedMs: never },
    ])
  })

  it('the end of CPU comes before a SYN, which finds the place that it left', () => {
    const scenario = plainScenario({ server: { backlog: 0 } })
    const { rows } = run(scenario, [request(0, 1000, 0), request(0, 10, 0), request(0, 10, 0)])
    expectRows(rows, [{ finishedMs: 1000 }, { acceptedMs: 1000 }, { queuedMs: 1000, acceptedMs: 1010 }])
  })

  it('of I/O and a SYN the one comes first that was begun first', () => {
    const scenario = plainScenario({ server: { backlog: 0 } })
    const ioFirst = run(scenario, [request(0, 0, 1000), request(0, 0, 10), request(0, 0, 10)])
    expectRows(ioFirst.rows, [{ finishedMs: 1000 }, { acceptedMs: 1000 }, { queuedMs: 1000 }])
    const synFirst = run(scenario, [request(0, 500, 500), request(0, 0, 10), request(0, 0, 10)])
    expectRows(synFirst.rows, [{ finishedMs: 1000 }, { acceptedMs: 1000 }, { queuedMs: 2000 }])
  })

  it('a SYN comes before the connect timeout', () => {
    const scenario = plainScenario({ server: { backlog: 0 }, proxy: { connectTimeoutMs: 1000 } })
    const { rows } = run(scenario, [request(0, 0, 500), request(0, 0, 10), request(0, 0, 10)])
    expectRows(rows, [{}, {}, { queuedMs: 1000, endedMs: 1010, outcome: '200' }])
  })

  it('of two processes the one with the lower number ends first and accepts first', () => {
    const scenario = plainScenario({ server: { workers: 2 }, machine: { cores: 2 } })
    const { rows } = run(scenario, [request(0, 100, 0), request(40, 60, 0), request(50, 5, 0), request(60, 5, 0)])
    expectRows(rows, [
      { worker: 0, finishedMs: 100 },
      { worker: 1, finishedMs: 100 },
      { worker: 0, acceptedMs: 100 },
      { worker: 1, acceptedMs: 100 },
    ])
  })

  it('the end of CPU comes before the end of the turn', () => {
    const server = { kind: 'waitress', threads: 2, connections: 10 } as const
    const { rows } = run(plainScenario({ server }), [request(0, 5, 10), request(0, 5, 0), request(3, 1, 0)])
    expectRows(rows, [
      { ioFromMs: 5, finishedMs: 15 },
      { ioFromMs: 10, finishedMs: 10 },
      { startedMs: 10, finishedMs: 11 },
    ])
  })

  it('what ends comes before what arrives', () => {
    const scenario = plainScenario({ server: { backlog: 0 }, proxy: { socket: 'unix' } })
    const { rows } = run(scenario, [request(0, 100, 0), request(1, 10, 0), request(100, 10, 0)])
    expectRows(rows, [{}, { acceptedMs: 100 }, { queuedMs: 100, outcome: '200' }])
  })

  it('a client that leaves comes before one that arrives', () => {
    const scenario = plainScenario({ proxy: { workerConnections: 4 }, client: { timeoutMs: 100 } })
    const { rows } = run(scenario, [request(0, 0, 300), request(0, 0, 300), request(100, 0, 1), request(100, 0, 1)])
    expectRows(rows, [
      { endedMs: 100, outcome: 'timeout' },
      { endedMs: 100, outcome: 'timeout' },
      { queuedMs: 100 },
      { queuedMs: 100 },
    ])
  })
})
