import { describe, it } from 'vitest'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

const { NaN: never } = Number

/** All clients take 300 ms to send. */
function slow(changes: PartialScenario = {}) {
  return plainScenario({ ...changes, client: { slowShare: 1, uploadMs: 300, ...changes.client } })
}

describe.each(RUNNERS)('slow clients (%s)', (_, run) => {
  const two = [request(0, 0, 10), request(100, 0, 10)]

  it('hold no worker where nginx collects their requests', () => {
    expectRows(run(slow(), two).rows, [
      { queuedMs: 300, startedMs: 300, finishedMs: 310 },
      { queuedMs: 400, startedMs: 400, finishedMs: 410 },
    ])
  })

  it.each([{ proxy: { requestBuffering: 'off' } }, { proxy: { kind: 'none' } }] as PartialScenario[])(
    'hold a worker where nobody does: %j',
    changes => {
      expectRows(run(slow(changes), two).rows, [
        { queuedMs: 0, startedMs: 0, ioFromMs: 300, finishedMs: 310 },
        { queuedMs: 100, startedMs: 310, ioFromMs: 400, finishedMs: 410 },
      ])
    },
  )

  it('hold no thread of waitress', () => {
    const scenario = slow({ proxy: { requestBuffering: 'off' }, server: { kind: 'waitress', connections: 10 } })
    expectRows(run(scenario, two).rows, [
      { acceptedMs: 0, startedMs: 300, finishedMs: 310 },
      { acceptedMs: 100, startedMs: 400, finishedMs: 410 },
    ])
  })

  it('that leave before nginx has it all are forgotten, and are as slow when they try again', () => {
    const scenario = slow({ client: { timeoutMs: 200, retries: 1, backoffMs: 50 }, proxy: { cpuMs: 5 } })
    expectRows(run(scenario, [request(0, 0, 10)]).rows, [
      { queuedMs: never, endedMs: 200, outcome: 'timeout' },
      { sentMs: 250, queuedMs: never, endedMs: 450, outcome: 'timeout' },
    ])
  })

  it('take one connection of nginx while they send, and the second only then', () => {
    const scenario = slow({ proxy: { workerConnections: 4 } })
    const requests = [0, 0, 0, 0].map(sentMs => request(sentMs, 0, 10))
    // All four are let in. The first to be there finds no second connection, and gives its own back with the 500.
    expectRows(run(scenario, requests).rows, [
      { endedMs: 300, outcome: '500' },
      { endedMs: 310, outcome: '200' },
      { endedMs: 300, outcome: '500' },
      { endedMs: 320, outcome: '200' },
    ])
  })

  it('whose connection takes longer than their request do not let a worker wait', () => {
    const scenario = slow({ proxy: { requestBuffering: 'off' }, server: { backlog: 0 } })
    const { rows } = run(scenario, [request(0, 0, 10), request(0, 0, 10), request(0, 0, 10)])
    expectRows(rows, [
      { startedMs: 0, finishedMs: 310 },
      { startedMs: 310, finishedMs: 320 },
      { queuedMs: 1000, startedMs: 1000, ioFromMs: 1000, finishedMs: 1010 },
    ])
  })
})
