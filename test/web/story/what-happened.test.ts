import { describe, expect, it } from 'vitest'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { simulate, type Trace } from '../../../sim/simulate.ts'
import { indexLane } from '../../../web/stage/lane-index.ts'
import { episodeOf } from '../../../web/story/episode.ts'
import { whatHappened } from '../../../web/story/what-happened.ts'
import { scenarioOf } from '../result-of.ts'

/** Requests as someone wrote them down: when sent, how much CPU, how much I/O. Everything else takes no time. */
function chain(requests: [sentMs: number, cpuMs: number, ioMs: number][], partial: PartialScenario, from = 0, to = 1) {
  const trace: Trace = {
    name: 'by hand',
    sentMs: Float64Array.from(requests, ([sentMs]) => sentMs),
    cpuMs: Float64Array.from(requests, ([, cpuMs]) => cpuMs),
    ioMs: Float64Array.from(requests, ([, , ioMs]) => ioMs),
  }
  const scenario = scenarioOf({
    ...partial,
    traffic: { kind: 'trace' },
    server: { overheadMs: 0, ...partial.server },
    proxy: { cpuMs: 0, ...partial.proxy },
    machine: { switchCostUs: 0, tickMs: 0, ...partial.machine },
    run: { seconds: 60, warmupSeconds: 0 },
  })
  const result = simulate(scenario, { trace, rows: true })
  const rows = result.rows!
  const episode = episodeOf({ result, index: indexLane(rows) }, from * 1000, to * 1000)
  return whatHappened(episode, rows).map(({ about, text, rows }) => ({
    about,
    text: text.replaceAll('\u00a0', ' '),
    rows,
  }))
}

const texts = (links: ReturnType<typeof chain>) => links.map(({ text }) => text)

const BUSY: PartialScenario = {
  server: { kind: 'gunicorn-sync', timeoutMs: 0 },
  proxy: { readTimeoutMs: 2000 },
  request: { cpuMs: 400 },
}

describe('what happened', () => {
  it('in a second in which all was well', () => {
    expect(
      texts(
        chain(
          [
            [100, 50, 0],
            [400, 50, 50],
          ],
          {},
        ),
      ),
    ).toEqual([
      'Between 0.0 and 1.0 s 2 requests arrived; 2 were served.',
      'The one worker held a request for 150 ms of it.',
      'Both that arrived were answered, the slowest after 100 ms.',
    ])
  })

  it('in a second in which nothing was', () => {
    expect(texts(chain([[5000, 50, 0]], {}))).toEqual(['Between 0.0 and 1.0 s 0 requests arrived; 0 were served.'])
  })

  it('when more comes than one worker can do: work, worker, queue, and answers after the timeout', () => {
    const burst = Array.from({ length: 8 }, (_, at): [number, number, number] => [10 * at, 400, 0])
    const links = chain(burst, BUSY)
    expect(texts(links)).toEqual([
      'Between 0.0 and 1.0 s 8 requests arrived; 2 were served.',
      'The 8 that arrived need 3.2 s of CPU; the one core has 1 s to give in this time.',
      'The one worker held a request all the time.',
      'The accept queue went from 0 to 5, with 7 at most, of 2,049 places.',
      'Of the 8 that arrived, 5 were answered, 3 ended as 504, the first at 2.0 s, 2 s after it was sent.',
    ])
    const later = chain(burst, BUSY, 2, 3)
    expect(later.find(({ about }) => about === 'failed')).toEqual({
      about: 'failed',
      text: '3 ended as 504 in this time, sent between 0.05 and 0.07 s: 2 stood in the accept queue and 1 was being served.',
      rows: [5, 6, 7],
    })
    expect(texts(later)).toContain(
      '2 of the 3 served in this time (67 %) were for clients that had left or been told of a failure.',
    )
  })

  it('when the accept queue is full: SYNs are dropped, and those requests are the ones that it names', () => {
    const links = chain(
      Array.from({ length: 5 }, (_, at): [number, number, number] => [at, 300, 0]),
      { server: { kind: 'flask', backlog: 1, closeWaitMs: 0 } },
    )
    const queue = links.filter(({ about }) => about === 'queue')
    expect(queue.map(({ text }) => text)).toEqual([
      'The accept queue held up to 2 of 2 places; it was full for 298 ms.',
      '2 found it full: their SYNs were dropped without a word, and the kernel tries again after a second, and again after another.',
    ])
    expect(queue[1]!.rows).toEqual([3, 4])
  })

  it('when a unix socket refuses', () => {
    const links = chain(
      [
        [0, 300, 0],
        [1, 300, 0],
        [2, 300, 0],
      ],
      {
        server: { kind: 'flask', backlog: 0, closeWaitMs: 0 },
        proxy: { socket: 'unix' },
      },
    )
    expect(texts(links)).toContain('1 found it full and was refused at once (502).')
    expect(links.find(({ about }) => about === 'failed')?.text).toBe(
      '1 ended as 502 in this time: it had never got into the accept queue.',
    )
  })

  it('when the watchdog kills a worker: who died with it, and that another boots', () => {
    const dog: PartialScenario = { server: { kind: 'gunicorn-sync', timeoutMs: 1500, bootMs: 2000, killAnswer: '500' } }
    const [killed] = [1, 2, 3].flatMap(from => {
      const links = chain(
        [
          [0, 0, 9000],
          [100, 10, 0],
        ],
        dog,
        from,
        from + 1,
      )
      return links.filter(({ text }) => text.startsWith('The watchdog'))
    })
    expect(killed?.text).toMatch(
      /^The watchdog killed a worker at [12]\.\d s, which had held one request for [12]\.?\d* s: 1 request died with it, and a new one takes 2 s to boot\.$/,
    )
    expect(killed?.rows).toEqual([0])
    const after = chain(
      [
        [0, 0, 9000],
        [100, 10, 0],
      ],
      dog,
      3,
      4,
    )
    expect(texts(after).join(' ')).toMatch(
      /The one worker, killed before, was not back yet: somebody was away for \d+(\.\d)? (ms|s) of it\./,
    )
  })

  it('when workers retire: who went, that others boot, and how few were left', () => {
    const retiring: PartialScenario = { server: { kind: 'gunicorn-sync', workers: 2, maxRequests: 1, bootMs: 2000 } }
    const requests: [number, number, number][] = [
      [0, 0, 500],
      [0, 0, 700],
    ]
    expect(texts(chain(requests, retiring))).toContain(
      'Two workers retired, the first at 0.5 s, with as many requests done as max_requests allows, and a new one takes 2 s to boot.',
    )
    expect(texts(chain(requests, retiring))).toContain('At one moment both workers were away.')
    expect(texts(chain(requests, retiring, 2, 3))).toContain(
      'Two workers, retired before, were not back yet: somebody was away for 700 ms of it; at one moment both workers were away.',
    )
  })

  it('when a connection is half open: nginx waits, the server does not know, and those requests are named', () => {
    const full: PartialScenario = {
      server: { kind: 'flask', backlog: 0, closeWaitMs: 0 },
      proxy: { readTimeoutMs: 60_000 },
      client: { timeoutMs: 60_000 },
    }
    // All SYNs dropped at once are sent again at once: all pass the look at the one free place, and one gets it.
    const burst = Array.from({ length: 5 }, (): [number, number, number] => [0, 0, 700])
    const links = chain(burst, full, 0.5, 1.5)
    const half = links.find(({ text }) => text.includes('half open'))
    expect(half?.text).toMatch(
      /^\d connections became half open: the queue had a place for the SYN and none for the last step\. The proxy waits for an answer, and the server does not know of them; \d of them got in later\.$/,
    )
    expect(half?.rows.length).toBeGreaterThan(1)
    expect(half?.about).toBe('queue')
  })

  it('when clients leave and send again: retries in one second are told where they come from, and where they arrive', () => {
    const impatient: PartialScenario = {
      client: { timeoutMs: 500, retries: 1, backoffMs: 1000, jitter: 'none' },
      server: { kind: 'gunicorn-sync', timeoutMs: 0 },
    }
    const requests: [number, number, number][] = [
      [0, 3000, 0],
      [10, 20, 0],
    ]
    const first = chain(requests, impatient)
    expect(texts(first)).toContain(
      'None of the 2 that arrived was answered: 2 clients left, the first at 0.5 s, 500 ms after it was sent.',
    )
    expect(first.at(-1)).toMatchObject({ about: 'again', rows: [2, 3] })
    expect(texts(chain(requests, impatient, 1, 2))[0]).toBe(
      'Between 1.0 and 2.0 s 2 requests arrived, all of them retries; 0 were served.',
    )
  })

  it('when slow requests hold all workers', () => {
    const links = chain(
      [
        [0, 0, 900],
        [0, 0, 900],
        [10, 5, 5],
      ],
      {
        server: { kind: 'gunicorn-sync', workers: 2 },
        request: { cpuMs: 5, ioMs: 5 },
      },
    )
    expect(links.find(({ about }) => about === 'slow')).toEqual({
      about: 'slow',
      text: '2 slow requests (each needs more than five times the mean of 10 ms) held both workers for 900 ms of it.',
      rows: [0, 1],
    })
  })
})
