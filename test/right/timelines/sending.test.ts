import { describe, it } from 'vitest'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

describe.each(RUNNERS)('clients (%s)', (_, run) => {
  it('send nothing at the end of the run or after it, and what they sent before is served to its end', () => {
    const scenario = plainScenario({ run: { warmupSeconds: 1, seconds: 1 } })
    const { rows } = run(scenario, [
      request(0, 0, 1999),
      request(1999, 0, 5000),
      request(2000, 0, 1),
      request(2001, 0, 1),
    ])
    expectRows(rows, [
      { sentMs: 0, endedMs: 1999 },
      { sentMs: 1999, endedMs: 6999, outcome: '200' },
    ])
  })

  it('try again after a backoff that doubles, with the same work', () => {
    const scenario = plainScenario({
      server: { backlog: 0 },
      proxy: { socket: 'unix' },
      client: { retries: 2, backoffMs: 100 },
    })
    const { rows } = run(scenario, [request(0, 0, 250), request(0, 0, 1000), request(0, 40, 60)])
    expectRows(rows, [
      { sentMs: 0, endedMs: 250 },
      { sentMs: 0, startedMs: 250 },
      { sentMs: 0, endedMs: 0, outcome: '502' },
      { sentMs: 100, endedMs: 100, outcome: '502' },
      { sentMs: 300, startedMs: 1250, ioFromMs: 1290, ioToMs: 1350, endedMs: 1350, outcome: '200' },
    ])
  })

  it('stop after their last retry', () => {
    const scenario = plainScenario({ client: { retries: 1, backoffMs: 30, timeoutMs: 100 } })
    const { rows } = run(scenario, [request(0, 0, 200)])
    expectRows(rows, [
      { sentMs: 0, endedMs: 100, outcome: 'timeout', finishedMs: 200 },
      { sentMs: 130, endedMs: 230, outcome: 'timeout', startedMs: 200, finishedMs: 400 },
    ])
  })

  it('make no retry that would be sent at the end of the run', () => {
    const client = { retries: 5, backoffMs: 100, timeoutMs: 100 }
    const scenario = plainScenario({ client, run: { warmupSeconds: 0, seconds: 0.5 } })
    const { rows } = run(scenario, [request(0, 0, 1000)])
    // The third try would be sent at 300 + 200.
    expectRows(rows, [
      { sentMs: 0, endedMs: 100 },
      { sentMs: 200, endedMs: 300 },
    ])
  })
})

describe.each(RUNNERS)('clients a round trip away (%s)', (_, run) => {
  it('learn of the end so much later, so that an answer must leave so much earlier to be there in time', () => {
    const scenario = plainScenario({ client: { roundTripMs: 30, timeoutMs: 100 }, server: { workers: 2 } })
    const { rows } = run(scenario, [request(0, 0, 70), request(0, 0, 71)])
    expectRows(rows, [
      { finishedMs: 70, endedMs: 100, outcome: '200' },
      { finishedMs: 71, endedMs: 100, outcome: 'timeout' },
    ])
  })

  it('begin their backoff when they know', () => {
    const scenario = plainScenario({
      server: { backlog: 0 },
      proxy: { socket: 'unix' },
      client: { roundTripMs: 30, retries: 1, backoffMs: 40 },
    })
    const { rows } = run(scenario, [request(0, 0, 250), request(0, 0, 250), request(0, 0, 1)])
    expectRows(rows, [
      { endedMs: 280 },
      { endedMs: 530 },
      { sentMs: 0, endedMs: 30, outcome: '502' },
      { sentMs: 70, endedMs: 100, outcome: '502' },
    ])
  })

  it('hold nginx’s connections no longer for it', () => {
    const scenario = plainScenario({ proxy: { workerConnections: 2 }, client: { roundTripMs: 30 } })
    const { rows } = run(scenario, [request(0, 0, 50), request(49, 0, 50), request(60, 0, 50)])
    expectRows(rows, [
      { endedMs: 80, outcome: '200' },
      { endedMs: 79, outcome: 'reset' },
      { queuedMs: 60, endedMs: 140, outcome: '200' },
    ])
  })
})
