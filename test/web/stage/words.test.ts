import { describe, expect, it } from 'vitest'
import { LifeEvent } from '../../../sim/measure/life-log.ts'
import type { PartialScenario } from '../../../sim/scenario/scenario.ts'
import { Activity } from '../../../web/stage/activity.ts'
import { clocksOf, requestText, sameRequest } from '../../../web/stage/clocks.ts'
import { instantOf, instantTable, instantText } from '../../../web/stage/instant.ts'
import { awayIn, lifeAt } from '../../../web/stage/lives.ts'
import { Moment, Spot, spotAt } from '../../../web/stage/moment.ts'
import { activityText, captionsOf, placesOf, roomText, roomWord } from '../../../web/stage/words.ts'
import { linesOf, workerShares } from '../../../web/stage/worker-rows.ts'
import { openingMs } from '../../../web/time/opening.ts'
import { runLane } from '../../../web/worker/sim-api.ts'
import { scenarioOf } from '../result-of.ts'

const BASE: PartialScenario = {
  traffic: { ratePerSecond: 14 },
  request: { cpuMs: 40, ioMs: 60, distribution: 'deterministic' },
  proxy: { connectTimeoutMs: 5000, readTimeoutMs: 5000 },
  server: { kind: 'flask' },
  run: { seconds: 30, warmupSeconds: 0 },
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

function lane(partial: PartialScenario = BASE) {
  const scenario = scenarioOf(partial)
  const run = runLane(scenario, 100_000, 100_000)
  return { ...run, id: 'one', name: 'One at a time', rows: run.result.rows!, scenario }
}

/** The first instant from `fromMs` on at which `is` holds, looked for in steps of a millisecond. */
function when({ rows, index, scenario }: ReturnType<typeof lane>, is: (moment: Moment) => boolean, fromMs = 0): Moment {
  const moment = new Moment(rows, index, scenario.server.workers)
  for (let at = fromMs; at < 30_000; at++) {
    moment.read(at)
    if (is(moment)) return moment
  }
  throw new Error('That never happens.')
}

describe('A worker, in words', () => {
  const one = lane()
  const said = (moment: Moment) => {
    const { first, second } = roomText(one.rows, one.index, moment, one.scenario, 0, LifeEvent.Up)
    return [plain(first), plain(second)]
  }

  it('computes so much of so much', () => {
    const moment = when(one, ({ workers }) => workers.cpu[0] === 1)
    expect(said(moment)[0]).toMatch(/^computing, \d+ of 40 ms$/)
    expect(roomWord(moment, 0, LifeEvent.Up)).toBe('computing')
  })

  it('waits on I/O', () => {
    const moment = when(one, ({ workers }) => workers.io[0] === 1)
    expect(said(moment)[0]).toMatch(/^waiting on I\/O, \d+ of 60 ms$/)
  })

  it('serves a client that left, and since when', () => {
    const moment = when(one, ({ workers }) => workers.forNobody[0] === 1, 15_000)
    const [first, second] = said(moment)
    expect(first).toMatch(/^for a client that left: (computing|I\/O)$/)
    expect(second).toMatch(/^its 504 went out [\d.]+ s ago$/)
    expect(roomWord(moment, 0, LifeEvent.Up)).toBe('for nobody')
  })

  it('is idle, or boots', () => {
    const moment = when(one, ({ workers }) => workers.one[0] === -1)
    expect(said(moment)).toEqual(['idle', ''])
    expect(roomText(one.rows, one.index, moment, one.scenario, 0, LifeEvent.Killed).first).toBe(
      'killed; the next one boots',
    )
  })

  it('is away after its last request, says why, and is idle once the next is there', () => {
    const retiring = lane({ ...BASE, server: { kind: 'gunicorn-sync', workers: 2, maxRequests: 5, bootMs: 800 } })
    const { atMs, worker, event } = retiring.rows.lives
    const entry = event.indexOf(LifeEvent.Retired)
    const said = (at: number) => {
      const moment = new Moment(retiring.rows, retiring.index, 2)
      moment.read(at)
      const life = lifeAt(retiring.index.lives, worker[entry]!, at)
      return roomText(retiring.rows, retiring.index, moment, retiring.scenario, worker[entry]!, life)
    }
    expect(said(atMs[entry]!).first).toBe('retired; the next one boots')
    expect(plain(said(atMs[entry]!).second)).toBe('after 5 requests')
    expect(said(atMs[entry]! + 799).first).toBe('retired; the next one boots')
    expect(said(atMs[entry]! + 801).first).not.toMatch(/boots/)
    const [away] = awayIn(retiring.index.lives, atMs[entry]!, atMs[entry]! + 1)
    expect(away!.toMs - away!.fromMs).toBeCloseTo(800, 6)
    const activity = new Activity(retiring.rows, retiring.index, 2)
    activity.read(atMs[entry]!, atMs[entry]! + 1000)
    expect(activity.awayMs[worker[entry]!]).toBeCloseTo(800, 6)
  })

  it('waits for data that a half-open connection has yet to bring, and does not compute meanwhile', () => {
    const crowded = lane({
      ...BASE,
      traffic: { ratePerSecond: 45 },
      machine: { cores: 4 },
      server: { kind: 'gunicorn-sync', workers: 2, backlog: 16 },
      client: { timeoutMs: 20_000 },
    })
    const { rows, index, scenario } = crowded
    const row = rows.dataMs.findIndex((came, row) => came - rows.startedMs[row]! > 100 && Number.isFinite(came))
    expect(row).toBeGreaterThanOrEqual(0)
    const at = (rows.startedMs[row]! + rows.dataMs[row]!) / 2
    const moment = new Moment(rows, index, 2)
    moment.read(at)
    expect(spotAt(rows, index, row, at)).toBe(Spot.Io)
    const { first, second } = roomText(rows, index, moment, scenario, rows.worker[row]!, LifeEvent.Up)
    expect(plain(`${first} ${second}`)).toMatch(
      /waiting for its data, [\d.]+ m?s|for a client that left: awaiting data/,
    )
    const activity = new Activity(rows, index, 2)
    activity.read(rows.startedMs[row]!, rows.dataMs[row]!)
    expect(activity.cpuMs[rows.worker[row]!]).toBeCloseTo(0, 6)
    expect(clocksOf(rows, index, scenario, row).phases.map(({ name }) => name)).toContain('waiting for its data')
  })

  it('has threads that take turns', () => {
    const threads = lane({ ...BASE, server: { kind: 'flask-threaded' }, traffic: { ratePerSecond: 22 } })
    const moment = when(threads, ({ workers }) => workers.cpu[0]! > 1 && workers.io[0]! > 0)
    const { first } = roomText(threads.rows, threads.index, moment, threads.scenario, 0, LifeEvent.Up)
    expect(first).toMatch(/^\d+ take turns on the GIL, \d+ on I\/O/)
  })

  it('is told by what it did when single states are too short to read', () => {
    const activity = new Activity(one.rows, one.index, 1)
    activity.read(20_000, 21_000)
    expect(activityText(activity, 0, 1000, true).first).toBe('serving clients that left')
    activity.read(3000, 4000)
    expect(plain(activityText(activity, 0, 1000, true).first)).toMatch(/^\d+ % computing, \d+ % on I\/O$/)
    activity.read(-10, 0)
    expect(activityText(activity, 0, 1000, true).first).toBe('idle')
  })
})

describe('Captions', () => {
  it('say what an engineer would configure', () => {
    const captions = captionsOf(scenarioOf(BASE), placesOf(scenarioOf(BASE)))
    expect(Object.values(captions).map(plain)).toEqual([
      'clients',
      'nginx waits 5 s',
      'accept queue, 129 places',
      '1 process, 1 thread',
      '1 core',
      'leaving',
    ])
    const rooms = (server: PartialScenario['server']) =>
      plain(captionsOf(scenarioOf({ ...BASE, server: server! }), 1).rooms)
    expect(rooms({ kind: 'gunicorn-sync', workers: 3 })).toBe('3 workers')
    expect(rooms({ kind: 'gunicorn-gthread', workers: 1, threads: 15 })).toBe('1 process, 15 threads')
    expect(rooms({ kind: 'gunicorn-gthread', workers: 2, threads: 8 })).toBe('2 workers, 8 threads each')
    expect(rooms({ kind: 'gunicorn-gevent', workers: 2 })).toBe('2 workers, greenlets')
    expect(rooms({ kind: 'flask-threaded' })).toBe('1 process, a thread for each')
  })
})

describe('Three clocks', () => {
  const one = lane()

  it('agree about a request that nobody had to wait for', () => {
    const { clocks, phases, ending } = clocksOf(one.rows, one.index, one.scenario, 0)
    expect(ending).toBe('the answer')
    expect(clocks.map(({ toMs }) => toMs)).toEqual([clocks[0]!.toMs, clocks[0]!.toMs, clocks[0]!.toMs])
    expect(phases.map(({ kind }) => kind)).toEqual(['connecting', 'cpu', 'io', 'cpu'])
  })

  it('disagree about one that was served for nobody: the app’s log says that all was well', () => {
    const row = one.rows.endedMs.findIndex((ended, at) => one.rows.startedMs[at]! > ended)
    const { clocks, phases, endedMs, lengthMs } = clocksOf(one.rows, one.index, one.scenario, row)
    expect(clocks.map(({ says }) => plain(says))).toEqual([
      '5 s, then 504 Gateway Timeout',
      expect.stringMatching(/^5 s for an answer that did not come$/),
      expect.stringMatching(/^1\d\d ms, and all was well$/),
    ])
    expect(phases.find(({ kind }) => kind === 'queue')!.toMs).toBeGreaterThan(endedMs)
    expect(lengthMs).toBeGreaterThan(endedMs)
  })

  it('leave no gap in the way', () => {
    for (let row = 0; row < one.rows.count; row++) {
      const { phases, lengthMs } = clocksOf(one.rows, one.index, one.scenario, row)
      expect(phases[0]!.fromMs).toBe(0)
      for (const [at, phase] of phases.slice(1).entries()) expect(phase.fromMs).toBeCloseTo(phases[at]!.toMs, 6)
      expect(phases.at(-1)!.toMs).toBeCloseTo(lengthMs, 6)
    }
  })

  it('find the same request in another lane', () => {
    const pool = lane({ ...BASE, server: { kind: 'gunicorn-sync', workers: 3 } })
    for (const row of [0, 17, one.rows.count - 1]) expect(sameRequest(one.rows, row, pool.rows)).toBe(row)
    const other = lane({ ...BASE, run: { seconds: 30, warmupSeconds: 0, seed: 9 } })
    expect(sameRequest(one.rows, 17, other.rows)).toBe(-1)
  })

  it('are announced with the place in the queue', () => {
    const moment = when(one, ({ here }) => here[Spot.Queue]! >= 3)
    const head = one.index.queue.rows[moment.queueFrom]!
    expect(plain(requestText(one.rows, one.index, head, moment.at))).toMatch(
      /^Request \d+ stands in the accept queue, place 1, sent .* ago\.$/,
    )
  })
})

describe('An instant', () => {
  it('is said in a sentence for each lane, and listed line by line', () => {
    const one = lane()
    const instant = instantOf(one, 20_000)!
    expect(plain(instantText(instant))).toMatch(
      /^One at a time: \d+ clients waiting; \d+ of 129 places in the accept queue are taken, \d+ by requests that nobody waits for; 1 of 1 worker busy, 1 for nobody; in the last second 0 answered, \d+ failed\.$/,
    )
    const table = instantTable([instant, instant])
    const labels = table.map(({ label }) => label)
    expect(new Set(labels).size).toBe(labels.length)
    expect(labels).toContain('504 Gateway Timeout, so far')
    for (const { cells } of table) expect(cells).toHaveLength(2)
  })
})

describe('Time begins', () => {
  it('three seconds before the first failure', () => {
    const one = lane()
    const first = Math.min(...one.index.endings.slice(2).map(({ atMs }) => atMs[0] ?? Number.POSITIVE_INFINITY))
    expect(openingMs([one])).toBeCloseTo(first - 3000)
  })

  it('with the first request when nothing fails, and never before the measured time', () => {
    const quiet = lane({ ...BASE, traffic: { ratePerSecond: 2 } })
    const { sentMs } = quiet.rows
    expect(openingMs([quiet])).toBe(Math.max(0, sentMs[0]! - 300))
    expect(openingMs([lane({ ...BASE, run: { seconds: 20, warmupSeconds: 10 } })])).toBeGreaterThanOrEqual(0)
  })
})

describe('Workers over time', () => {
  it('adds up to what each worker did', () => {
    const pool = lane({ ...BASE, server: { kind: 'gunicorn-sync', workers: 3 } })
    const lines = linesOf(3, pool.index.seats, 42)
    expect(lines).toEqual({ count: 3, each: 1, hidden: 0 })
    const shares = workerShares(pool.rows, pool.index, lines, 0, 30_000, 500)
    const activity = new Activity(pool.rows, pool.index, 3)
    activity.read(0, 30_000)
    for (let worker = 0; worker < 3; worker++) {
      const sum = (of: Float32Array) =>
        of.subarray(worker * 500, (worker + 1) * 500).reduce((all, share) => all + share * 60, 0)
      expect(sum(shares.cpu) + sum(shares.cpuForNobody)).toBeCloseTo(activity.cpuMs[worker]!, 0)
      expect(sum(shares.io) + sum(shares.ioForNobody)).toBeCloseTo(activity.ioMs[worker]!, 0)
    }
    expect(Math.max(...shares.cpu, ...shares.io)).toBeLessThan(1.0001)
  })

  it('has a line for each thread when they fit, and otherwise one for each worker', () => {
    expect(linesOf(2, 8, 42)).toEqual({ count: 16, each: 8, hidden: 0 })
    expect(linesOf(8, 8, 42)).toEqual({ count: 8, each: 1, hidden: 0 })
    expect(linesOf(100, 1, 42)).toEqual({ count: 42, each: 1, hidden: 58 })
  })
})
