import { describe, it } from 'vitest'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS, watchdogPhaseMs } from './runners.ts'

const { NaN: never } = Number

/** Two servers of one worker each. */
function two(changes: PartialScenario = {}) {
  return plainScenario({ ...changes, proxy: { upstreams: 2, ...changes.proxy } })
}

describe.each(RUNNERS)('two servers behind nginx (%s)', (_, run) => {
  it('are taken in turn, though one may be busy', () => {
    const requests = [request(0, 0, 100), request(0, 0, 10), request(20, 0, 10), request(30, 0, 10)]
    expectRows(run(two(), requests).rows, [
      { worker: 0, finishedMs: 100 },
      { worker: 1, finishedMs: 10 },
      { worker: 0, acceptedMs: 100, finishedMs: 110 },
      { worker: 1, acceptedMs: 30, finishedMs: 40 },
    ])
  })

  it('are both tried when an answer is late, and when neither is left every request is a 502', () => {
    const scenario = two({ proxy: { readTimeoutMs: 300 } })
    // The first is late at 0 from 300 on and at 1 from 600 on; the second waits behind it at 1 until 610.
    const requests = [request(0, 0, 500), request(310, 0, 10), request(700, 0, 10)]
    expectRows(run(scenario, requests).rows, [
      { worker: 1, queuedMs: 300, finishedMs: 800, endedMs: 600, outcome: '504' },
      { worker: -1, queuedMs: never, finishedMs: never, endedMs: 610, outcome: '502' },
      { worker: -1, queuedMs: never, endedMs: 700, outcome: '502' },
    ])
  })

  it('spend CPU for nobody on what nginx has passed on', ({ expect }) => {
    const { wastedMs, rows } = run(two({ proxy: { readTimeoutMs: 300 }, machine: { cores: 2 } }), [request(0, 400, 0)])
    // 100 ms at the first server after 300, and 100 ms at the second after 600.
    expectRows(rows, [{ worker: 1, finishedMs: 700, endedMs: 600, outcome: '504' }])
    expect(wastedMs).toBeCloseTo(200, 6)
  })

  it('are left out for fail_timeout, counted in whole seconds, and then tried again', () => {
    const scenario = two({ proxy: { readTimeoutMs: 300, failTimeoutMs: 1000 } })
    const requests = [
      request(0, 0, 500),
      request(1999, 0, 10),
      request(2000, 0, 10),
      request(2020, 0, 10),
      request(2040, 0, 10),
    ]
    expectRows(run(scenario, requests).rows, [
      { endedMs: 600, outcome: '504' },
      { worker: -1, endedMs: 1999, outcome: '502' },
      { worker: 1, endedMs: 2010, outcome: '200' },
      // Both failed once; the first has more to make up for: −1 + 1 against 1 + 1.
      { worker: 1, endedMs: 2030, outcome: '200' },
      { worker: 0, endedMs: 2050, outcome: '200' },
    ])
  })

  it.each<[string, PartialScenario]>([
    ['with proxy_next_upstream off', { proxy: { nextUpstream: 'off' } }],
    ['with proxy_next_upstream error, when it was a timeout', { proxy: { nextUpstream: 'error' } }],
    ['with one try', { proxy: { nextUpstreamTries: 1 } }],
    ['when its time for it is over', { proxy: { nextUpstreamTimeoutMs: 300 } }],
    ['when the request must not be repeated', { request: { postShare: 1 } }],
  ])('do not help each other %s', (_, changes) => {
    const scenario = two({ ...changes, proxy: { readTimeoutMs: 300, ...changes.proxy } })
    expectRows(run(scenario, [request(0, 0, 500)]).rows, [
      { worker: 0, queuedMs: 0, finishedMs: 500, endedMs: 300, outcome: '504' },
    ])
  })

  it('help each other with a request that was never sent, whatever it is', () => {
    const scenario = two({ request: { postShare: 1 }, proxy: { socket: 'unix' }, server: { backlog: 0 } })
    // 0 works and has one in its queue; 1 is done at 10. The fifth is refused by 0.
    const requests = [
      request(0, 0, 500),
      request(0, 0, 10),
      request(20, 0, 10),
      request(30, 0, 10),
      request(50, 0, 10),
      request(60, 0, 10),
    ]
    expectRows(run(scenario, requests).rows, [
      { worker: 0 },
      { worker: 1 },
      { worker: 0, queuedMs: 20, finishedMs: 510 },
      { worker: 1, finishedMs: 40 },
      { worker: 1, queuedMs: 50, finishedMs: 60, outcome: '200' },
      // The first one is left out now.
      { worker: 1, finishedMs: 70 },
    ])
  })

  it('pass on what a killed worker held, with the client’s clock running on', () => {
    const scenario = two({
      client: { timeoutMs: 2500 },
      server: { timeoutMs: 1000, killAnswer: '502' },
    })
    const killedMs = watchdogPhaseMs(scenario) + 1000
    expectRows(run(scenario, [request(0, 0, 9000)]).rows, [
      { worker: 1, queuedMs: killedMs, finishedMs: never, endedMs: 2500, outcome: 'timeout' },
    ])
  })
})
