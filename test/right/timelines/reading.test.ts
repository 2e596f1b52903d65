import { describe, it } from 'vitest'
import type { PartialScenario, Scenario } from '../../../sim/scenario/scenario.ts'
import { plainScenario } from '../../twin/plain-scenario.ts'
import { expectRows, request } from './expect-rows.ts'
import { RUNNERS } from './runners.ts'

const { NaN: never } = Number

/** One thread of gunicorn’s gthread, and clients that all take `uploadMs`. */
function threads(
  reading: Scenario['server']['reading'],
  { upload = 'silent', uploadMs = 300 }: Partial<Scenario['client']> = {},
  changes: PartialScenario = {},
) {
  return plainScenario({
    client: { slowShare: 1, uploadMs, upload },
    proxy: { kind: 'none' },
    server: { kind: 'gunicorn-gthread', connections: 10, reading },
    ...changes,
  })
}

describe.each(RUNNERS)('a connection without its request (%s)', (_, run) => {
  const two = [request(0, 0, 10), request(100, 0, 10)]

  it('holds a thread in gunicorn 24', () => {
    expectRows(run(threads('thread'), two).rows, [
      { acceptedMs: 0, startedMs: 0, finishedMs: 310 },
      { acceptedMs: 100, startedMs: 310, finishedMs: 410 },
    ])
  })

  it('holds no thread in gunicorn 23', () => {
    expectRows(run(threads('poller'), two).rows, [
      { acceptedMs: 0, startedMs: 300, finishedMs: 310 },
      { acceptedMs: 100, startedMs: 400, finishedMs: 410 },
    ])
  })

  it.each(['thread', 'poller', 'thread-5s'] as const)(
    'holds a thread from its first bytes on in every version (%s)',
    reading => {
      expectRows(run(threads(reading, { upload: 'steady', uploadMs: 9000 }), two).rows, [
        { acceptedMs: 0, startedMs: 0, finishedMs: 9010, outcome: '200' },
        { acceptedMs: 100, startedMs: 9010, finishedMs: 9110, outcome: '200' },
      ])
    },
  )

  it('holds a thread for five seconds since gunicorn 25.2, and then waits for one again', () => {
    expectRows(run(threads('thread-5s', { uploadMs: 6000 }), two).rows, [
      { acceptedMs: 0, startedMs: 6110, finishedMs: 6120 },
      { acceptedMs: 100, startedMs: 5000, finishedMs: 6110 },
    ])
  })

  it('is closed two seconds after that', () => {
    expectRows(run(threads('thread-5s', { uploadMs: 8000 }), two).rows, [
      { startedMs: never, finishedMs: never, endedMs: 7000, outcome: 'reset', worker: 0 },
      { startedMs: 5000, finishedMs: 8110, outcome: '200' },
    ])
  })

  it('is not made by nginx before it has the head of the request', () => {
    const scenario = threads('thread', {}, { proxy: { kind: 'nginx', requestBuffering: 'off' } })
    expectRows(run(scenario, two).rows, [
      { queuedMs: 300, startedMs: 300, finishedMs: 310 },
      { queuedMs: 400, startedMs: 400, finishedMs: 410 },
    ])
  })
})
