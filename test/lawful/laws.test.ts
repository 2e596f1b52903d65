/**
 * Laws: what must hold in every run, whatever the scenario. Each is tried on 500 random ones over all parameters (fixed
 * seeds), 16,000 in all. The right-hand sides come from the rows, computed the slow way; the left-hand sides are the
 * engine's own sums.
 */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COUNTED_OUTCOMES } from '../../sim/measure/outcomes.ts'
import { type Result, resultBuffers } from '../../sim/measure/result.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { simulate } from '../../sim/simulate.ts'
import { arbitraryCase, arbitraryOpenCase, type Case } from './arbitrary-scenario.ts'
import { areaMs, mostAtOnce, type Row, rowsOf, sentIn, windowOf } from './from-rows.ts'

const RUNS = 500

/** Rounding: clocks reach some 10^5 ms and sums have some 10^3 terms. */
const CLOSE_MS = 1e-6

const run = ({ scenario, options }: Case): Result => simulate(scenario, options)

/** Tries `law` on random runs of every kind. */
function holds(seed: number, law: (result: Result, drawn: Case) => void, cases = arbitraryCase): void {
  fc.assert(
    fc.property(cases, drawn => law(run(drawn), drawn)),
    { seed, numRuns: RUNS },
  )
}

/** The case with parts of its scenario replaced. */
function changed({ scenario, options }: Case, change: { [G in keyof Scenario]?: Partial<Scenario[G]> }): Case {
  const merged = { ...scenario } as Record<string, object>
  for (const [group, fields] of Object.entries(change)) merged[group] = { ...merged[group], ...fields }
  return { scenario: merged as unknown as Scenario, options }
}

/** Nobody is killed or retires, so every request that was accepted is finished, and every worker is always there. */
const withLastingWorkers = (drawn: Case) =>
  changed(drawn, { server: { timeoutMs: 0, maxRequests: 0 }, machine: { memoryMb: 0 } })

/** All is sent early, and the window lasts until the server is empty. */
const withDrainInside = (drawn: Case): Case => {
  const { run, traffic } = drawn.scenario
  const pause = { atSeconds: run.seconds + run.warmupSeconds, ratePerSecond: 0 }
  // Bursts that go on and off, and workers that come and are killed, through hours of nothing would only cost time.
  const arrivals = traffic.arrivals === 'bursty' ? 'poisson' : traffic.arrivals
  const paused = { kind: 'open' as const, arrivals, steps: [...traffic.steps, pause] }
  return changed(drawn, {
    traffic: paused,
    client: { retries: 0 },
    machine: { memoryMb: 0 },
    run: { warmupSeconds: 0, seconds: 40_000 },
  })
}

const sum = (values: Iterable<number>) => {
  let total = 0
  for (const value of values) total += value
  return total
}

/** For what is said of every row: `expect` would take most of the time. */
function claim(holds: boolean, say: () => string): void {
  if (!holds) throw new Error(say())
}

function claimAtMost(found: number, limit: number, what: string): void {
  claim(found <= limit, () => `${what} is ${found}, but must be at most ${limit}`)
}

/** Equal bit for bit; `toEqual` would say where, but takes a hundred times as long on long columns. */
function claimSame(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected)
  claim(isDeepStrictEqual(found, expected), () => 'a zero has another sign')
}

/** Equal but for rounding, relative to the size of the values. */
function claimClose(found: number, expected: number, what: string): void {
  const slack = CLOSE_MS * Math.max(1, Math.abs(expected))
  claim(Math.abs(found - expected) <= slack, () => `${what} is ${found}, but must be ${expected}`)
}

describe('Every scenario drawn', () => {
  it('is one that the parameter table allows', () => {
    // A closed loop may be refused as a whole, for it may never end; here `maxRequests` ends it.
    holds(1, (_, drawn) => {
      const checked = completeScenario(changed(drawn, { traffic: { kind: 'open' } }).scenario)
      claim(checked.ok, () => JSON.stringify(checked))
    })
  })
})

describe('Conservation: every request', () => {
  it('has exactly one outcome, and the counts are those of the rows sent in the window', () => {
    holds(101, result => {
      const rows = rowsOf(result)
      for (const { serial, outcome, sentMs, endedMs } of rows) {
        claim(outcome !== 'pending', () => `request ${serial} has no outcome`)
        claimAtMost(sentMs, endedMs, 'sent')
      }
      const sent = sentIn(rows, windowOf(result))
      expect(result.offered).toBe(sent.length)
      expect(result.retried).toBe(sent.filter(row => row.attempt > 0).length)
      for (const name of COUNTED_OUTCOMES) {
        expect(result.outcomes[name]).toBe(sent.filter(row => row.outcome === name).length)
      }
      expect(sum(Object.values(result.outcomes))).toBe(result.offered)
      expect(result.ok).toBe(result.outcomes['200'])
    })
  })

  it('is sent before the run ends, in order, and the run lasts until the server has drained', () => {
    holds(102, result => {
      const rows = rowsOf(result)
      const end = result.cutAtMs ?? windowOf(result).toMs
      for (const [serial, row] of rows.entries()) {
        claimAtMost(serial > 0 ? rows[serial - 1]!.sentMs : 0, row.sentMs, 'the request sent before')
        claim(row.sentMs < end || row.sentMs === result.cutAtMs, () => `request ${serial} is sent after the end`)
        if (row.leftMs >= 0) claimAtMost(row.leftMs, result.drainedMs, 'left')
      }
    })
  })

  it('takes its steps in order: sent, queued, accepted, started, I/O, finished', () => {
    holds(103, result => {
      for (const row of rowsOf(result)) claimInOrder(row)
    })
  })

  it('waits on I/O for exactly its time, and computes for at least its CPU and the server’s overhead', () => {
    holds(104, (result, { scenario }) => {
      for (const row of rowsOf(result)) {
        if (!(row.finishedMs >= 0)) continue
        claimClose(row.ioToMs - row.ioFromMs, row.ioMs, 'I/O')
        const computing = row.ioFromMs - row.startedMs + (row.finishedMs - row.ioToMs)
        claimAtMost(row.cpuMs + scenario.server.overheadMs, computing + CLOSE_MS, 'CPU needed')
      }
    })
  })

  it('ends for its client a round trip after the server finishes, or earlier', () => {
    holds(105, (result, { scenario: { client } }) => {
      for (const row of rowsOf(result)) {
        const answeredMs = row.finishedMs + client.roundTripMs
        if (row.outcome === '200') claim(row.endedMs === answeredMs, () => `request ${row.serial} ends elsewhere`)
        else if (row.finishedMs >= 0) claimAtMost(row.endedMs, answeredMs, 'ended')
      }
    })
  })

  it('keeps its client no longer than the client is patient', () => {
    holds(106, (result, { scenario: { client, proxy } }) => {
      const patience = client.timeoutMs || Infinity
      const readTimeoutMs = (proxy.kind === 'nginx' && proxy.readTimeoutMs) || Infinity
      for (const row of rowsOf(result)) {
        const [latencyMs, sinceQueuedMs] = [row.endedMs - row.sentMs, row.endedMs - row.queuedMs]
        claimAtMost(latencyMs, Math.max(patience, client.roundTripMs) + CLOSE_MS, 'latency')
        // A half-open connection is queued later than nginx begins to wait, so that this may be less, and never more.
        if (row.queuedMs >= 0) claimAtMost(sinceQueuedMs, readTimeoutMs + client.roundTripMs + CLOSE_MS, 'reading')
        // An answer must leave so early that it comes in time.
        if (row.outcome === 'timeout') claimClose(latencyMs, Math.max(0, patience - client.roundTripMs), 'patience')
      }
    })
  })

  it('sent again is the same request, after a failure, no more often than the client may', () => {
    holds(107, (result, { scenario: { client } }) => {
      const rows = rowsOf(result)
      const lastTry = new Map<number, Row>()
      for (const row of rows) {
        const previous = lastTry.get(row.firstTry)
        lastTry.set(row.firstTry, row)
        if (row.attempt === 0) {
          claim(row.firstTry === row.serial, () => `request ${row.serial} is the first try of another`)
          continue
        }
        claim(previous?.attempt === row.attempt - 1, () => `try ${row.attempt} of ${row.firstTry} has none before it`)
        claim(previous!.cpuMs === row.cpuMs && previous!.ioMs === row.ioMs, () => `${row.serial} is other work`)
        claim(previous!.outcome !== '200', () => `${row.serial} was answered and sent again`)
        claimAtMost(row.sentMs - previous!.endedMs, client.backoffMs * 2 ** previous!.attempt + CLOSE_MS, 'backoff')
        claimAtMost(previous!.endedMs, row.sentMs, 'end of the try before')
        claimAtMost(row.attempt, client.retries, 'retries')
      }
    })
  })
})

const STEPS = ['sentMs', 'queuedMs', 'acceptedMs', 'startedMs', 'ioFromMs', 'ioToMs', 'finishedMs'] as const

/** Instants never fall, and after one that never came (NaN) no other does. */
function claimInOrder(row: Row): void {
  claimAtMost(0, row.sentMs, 'the start of the run')
  for (let at = 1; at < STEPS.length; at++) {
    const [before, after] = [row[STEPS[at - 1]!], row[STEPS[at]!]]
    claim(!(after < before), () => `request ${row.serial}: ${STEPS[at]} ${after} is before ${STEPS[at - 1]} ${before}`)
    claim(!(after >= 0) || before >= 0, () => `request ${row.serial} has ${STEPS[at]}, but no ${STEPS[at - 1]}`)
  }
  claim(row.cpuMs >= 0 && row.ioMs >= 0, () => `request ${row.serial} needs ${row.cpuMs} and ${row.ioMs}`)
  claim(row.worker >= 0 === row.acceptedMs >= 0, () => `request ${row.serial} has worker ${row.worker}`)
}

describe('Little’s law', () => {
  it('holds in every place: mean number there = summed time there over the window’s length', () => {
    holds(201, result => {
      const { places, scenario } = result
      const rows = rowsOf(result)
      const window = windowOf(result)
      const lengthMs = window.toMs - window.fromMs
      const area = (from: (row: Row) => number, to: (row: Row) => number) => areaMs(rows, window, from, to)
      // Whoever is killed goes no further: the place it was in is where its time ends.
      const orLeft = (at: number, row: Row) => (Number.isNaN(at) ? row.leftMs : at)
      const inQueue = area(
        row => row.queuedMs,
        row => row.acceptedMs,
      )
      const inProcess = area(
        row => row.acceptedMs,
        row => orLeft(row.startedMs, row),
      )
      const inService = area(
        row => row.startedMs,
        row => row.leftMs,
      )
      claimClose(places.acceptQueue * lengthMs, inQueue, 'accept queue')
      claimClose(places.process * lengthMs, inProcess, 'process')
      claimClose((places.cpu + places.runnable + places.io) * lengthMs, inService, 'in service')
      // A thread may wait for the request itself, which no row tells from computing.
      if (scenario.client.slowShare > 0 || scenario.machine.abortOnOverflow === 'off') return
      const inIo = area(
        row => row.ioFromMs,
        row => orLeft(row.ioToMs, row),
      )
      const closing = area(
        row => row.finishedMs,
        row => row.leftMs,
      )
      claimClose(places.io * lengthMs, inIo + closing, 'I/O')
    })
  })

  it('holds for the whole system once it has drained: L is λ times W', () => {
    const check = (result: Result) => {
      const served = rowsOf(result).filter(row => row.queuedMs >= 0)
      const { places, scenario } = result
      const inSystem = places.acceptQueue + places.process + places.cpu + places.runnable + places.io
      const ratePerMs = served.length / (scenario.run.seconds * 1000)
      const residenceMs = served.length === 0 ? 0 : sum(served.map(row => row.leftMs - row.queuedMs)) / served.length
      claimAtMost(result.drainedMs, scenario.run.seconds * 1000, 'drained')
      claimAtMost(Math.abs(inSystem - ratePerMs * residenceMs), 1e-9 * Math.max(1, inSystem), 'L − λW')
    }
    holds(202, check, arbitraryCase.map(withDrainInside))
  })

  it('holds before the server: who is in nginx or connecting is sent and not yet queued', () => {
    // Nobody leaves, so nobody is forgotten on the way or goes on after its end.
    const patient = arbitraryCase.map(drawn =>
      changed(withLastingWorkers(drawn), {
        client: { timeoutMs: 0, roundTripMs: 0 },
        proxy: { connectTimeoutMs: 0, readTimeoutMs: 0, workerConnections: 1e6 },
      }),
    )
    const check = (result: Result) => {
      const window = windowOf(result)
      const queuedOrEnded = (row: Row) => (Number.isNaN(row.queuedMs) ? row.endedMs : row.queuedMs)
      const before = areaMs(rowsOf(result), window, row => row.sentMs, queuedOrEnded)
      claimClose(result.places.proxy * (window.toMs - window.fromMs), before, 'proxy')
    }
    holds(203, check, patient)
  })
})

describe('The machine', () => {
  it('is never more than busy, and wastes no more than it spends', () => {
    holds(301, result => {
      for (const share of [result.cpuUtilization, result.wastedCpuShare, result.workerUtilization]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1 + 1e-9)
      }
      for (const level of Object.values(result.places)) expect(level).toBeGreaterThanOrEqual(0)
      expect(result.places.cpu).toBeLessThanOrEqual(result.scenario.machine.cores * (1 + 1e-9))
    })
  })

  it('is busy for exactly the work it was given, when no switch costs anything', () => {
    // Every request sent gets as far as nginx's CPU: connections suffice, and no client leaves while it still sends.
    const cases = arbitraryCase
      .map(withLastingWorkers)
      .map(withDrainInside)
      .map(drawn =>
        changed(drawn, {
          machine: { switchCostUs: 0 },
          proxy: { workerConnections: 1e6 },
          client: { slowShare: 0 },
        }),
      )
    const check = (result: Result) => {
      const { machine, proxy, run, server } = result.scenario
      const rows = rowsOf(result)
      const served = sum(rows.filter(row => row.startedMs >= 0).map(row => row.cpuMs + server.overheadMs))
      const proxied = proxy.kind === 'nginx' ? rows.length * proxy.cpuMs : 0
      claimClose(result.cpuUtilization * machine.cores * run.seconds * 1000, served + proxied, 'busy')
    }
    holds(302, check, cases)
  })

  it('is busy for longer than the work, when switches cost', () => {
    const cases = arbitraryCase.map(withLastingWorkers).map(withDrainInside)
    const check = (result: Result) => {
      const { machine, run, server } = result.scenario
      const served = sum(rowsOf(result).map(row => (row.startedMs >= 0 ? row.cpuMs + server.overheadMs : 0)))
      const busyMs = result.cpuUtilization * machine.cores * run.seconds * 1000
      expect(busyMs).toBeGreaterThanOrEqual(served * (1 - 1e-9) - CLOSE_MS)
    }
    holds(303, check, cases)
  })

  it('wastes nothing while everybody waits for the answer', () => {
    const cases = arbitraryCase.map(drawn => changed(drawn, { client: { timeoutMs: 0 }, proxy: { readTimeoutMs: 0 } }))
    holds(304, result => claimAtMost(result.wastedCpuShare, 0, 'waste'), cases)
  })

  it('wastes all of it when every client has left before the work begins', () => {
    const tooLate = arbitraryCase.map(drawn =>
      changed(withLastingWorkers(drawn), {
        client: { timeoutMs: 1e-9 },
        proxy: { cpuMs: 0 },
        request: { distribution: 'deterministic' },
      }),
    )
    const check = (result: Result) => {
      const busy = rowsOf(result).some(row => row.startedMs >= 0)
      if (busy && result.cpuUtilization > 1e-6) expect(result.wastedCpuShare).toBeGreaterThan(0.99)
    }
    holds(305, check, tooLate)
  })

  it('counts a worker as used while it works on anything', () => {
    const check = (result: Result) => {
      const window = windowOf(result)
      const rows = rowsOf(result)
      let usedMs = 0
      for (let worker = 0; worker < result.scenario.server.workers; worker++) {
        usedMs += unionMs(
          rows.filter(row => row.worker === worker),
          window.fromMs,
          window.toMs,
        )
      }
      const lengthMs = window.toMs - window.fromMs
      claimClose(result.workerUtilization * result.scenario.server.workers * lengthMs, usedMs, 'workers')
    }
    holds(306, check)
  })
})

/** How much of the window at least one of the rows was in service. */
function unionMs(rows: Row[], fromMs: number, toMs: number): number {
  const served = rows.filter(row => row.startedMs >= 0).sort((a, b) => a.startedMs - b.startedMs)
  let covered = 0
  let until = fromMs
  for (const { startedMs, leftMs } of served) {
    const to = Math.min(leftMs, toMs)
    covered += Math.max(0, to - Math.max(until, startedMs))
    until = Math.max(until, to)
  }
  return covered
}

describe('The server', () => {
  it('holds no more than its places: accept queue, connections, threads', () => {
    const check = (result: Result) => {
      const { server, machine } = result.scenario
      const kind = SERVER_KINDS[server.kind]
      const rows = rowsOf(result)
      const inQueue = mostAtOnce(
        rows,
        row => row.queuedMs,
        row => row.acceptedMs,
      )
      expect(inQueue).toBeLessThanOrEqual(Math.min(server.backlog, machine.somaxconn) + 1)
      for (let worker = 0; worker < server.workers; worker++) {
        const own = rows.filter(row => row.worker === worker)
        const inService = mostAtOnce(
          own,
          row => row.startedMs,
          row => row.leftMs,
        )
        const held = mostAtOnce(
          own,
          row => row.acceptedMs,
          row => row.leftMs,
        )
        expect(inService).toBeLessThanOrEqual(server.threads)
        if (kind.acceptance === 'eager') expect(held).toBeLessThanOrEqual(server.connections)
      }
    }
    holds(401, check)
  })

  it('accepts in the order of its queue', () => {
    holds(402, result => {
      const accepted = rowsOf(result)
        .filter(row => row.acceptedMs >= 0)
        .sort((a, b) => a.queuedMs - b.queuedMs || a.acceptedMs - b.acceptedMs)
      for (const [at, row] of accepted.entries()) {
        if (at > 0) claimAtMost(accepted[at - 1]!.acceptedMs, row.acceptedMs, 'accepted before')
      }
    })
  })

  it('lets nobody wait in its queue while a thread is idle, if it accepts when idle', () => {
    const idle = arbitraryCase.map(drawn => {
      const kind = SERVER_KINDS[drawn.scenario.server.kind]
      return kind.acceptance === 'when-idle' ? withLastingWorkers(drawn) : withLastingWorkers(asSync(drawn))
    })
    const check = (result: Result) => {
      const { server } = result.scenario
      const rows = rowsOf(result)
      for (const { queuedMs, acceptedMs } of rows) {
        if (!(acceptedMs > queuedMs)) continue
        const busyMs = areaMs(
          rows,
          { fromMs: queuedMs, toMs: acceptedMs },
          row => row.startedMs,
          row => row.leftMs,
        )
        claimClose(busyMs, server.workers * server.threads * (acceptedMs - queuedMs), 'busy while somebody waits')
      }
    }
    holds(403, check, idle)
  })

  it('with one worker is the same server, whatever it is called', () => {
    const check = (result: Result, drawn: Case) => {
      for (const kind of ['gunicorn-sync', 'uwsgi'] as const) {
        const other = run(changed(drawn, { server: { kind } }))
        claimSame({ ...other, scenario: result.scenario }, result)
      }
    }
    const single = arbitraryCase.map(drawn =>
      changed(drawn, { server: { kind: 'flask', workers: 1, threads: 1, connections: 1, timeoutMs: 0, gilTurns: 2 } }),
    )
    holds(404, check, single)
  })
})

/** The same scenario for gunicorn's sync workers. */
const asSync = (drawn: Case) => changed(drawn, { server: { kind: 'gunicorn-sync', threads: 1, connections: 1 } })

describe('A seed', () => {
  it('determines the whole result, bit for bit', () => {
    holds(501, (result, drawn) => claimSame(run(drawn), result))
  })

  it('determines the same result whether or not anybody keeps rows or series', () => {
    holds(502, (result, { scenario, options }) => {
      const bare = simulate(scenario, { ...options, rows: false, series: false })
      for (const part of ['outcomes', 'log', 'latencyMs', 'histogram', 'drainedMs', 'servedPerSecond'] as const) {
        claimSame(bare[part], result[part])
      }
      // Sums over time are the same but for rounding: series add up the parts.
      claimClose(bare.cpuUtilization, result.cpuUtilization, 'utilization')
      claimClose(bare.wastedCpuShare, result.wastedCpuShare, 'waste')
    })
  })

  it('sends the same requests with one worker more, and to any other server on any other machine', () => {
    const check = (result: Result, drawn: Case) => {
      const { server, machine } = drawn.scenario
      const others = [
        changed(asSync(drawn), { server: { workers: server.workers + 1 } }),
        changed(drawn, {
          server: { kind: 'gunicorn-gthread', workers: 3, threads: 4, connections: 9, timeoutMs: 0 },
          machine: { cores: machine.cores + 1, switchCostUs: 7 },
          proxy: { kind: 'none' },
          client: { timeoutMs: 30 },
        }),
      ]
      for (const other of others) {
        const rows = run(other).rows!
        for (const column of ['sentMs', 'cpuMs', 'ioMs'] as const) claimSame(rows[column], result.rows![column])
      }
    }
    holds(503, check, arbitraryOpenCase)
  })

  it('brings the same work at another rate', () => {
    const check = (result: Result, drawn: Case) => {
      const { traffic } = drawn.scenario
      const rows = run(changed(drawn, { traffic: { ratePerSecond: traffic.ratePerSecond * 1.5 } })).rows!
      const count = Math.min(rows.count, result.rows!.count)
      for (const column of ['cpuMs', 'ioMs'] as const) {
        claimSame(rows[column].slice(0, count), result.rows![column].slice(0, count))
      }
    }
    holds(504, check, arbitraryOpenCase)
  })
})

describe('More workers', () => {
  it('start no request later, when requests only wait and everybody is patient', () => {
    // For one queue in order of arrival in front of like servers this is a theorem; on shared cores it is none.
    const waiting = arbitraryOpenCase.map(drawn =>
      changed(withLastingWorkers(asSync(drawn)), {
        request: { cpuMs: 0, ioMs: 10 },
        server: { overheadMs: 0, backlog: 2048 },
        machine: { somaxconn: 4096 },
        client: { timeoutMs: 0 },
        proxy: { readTimeoutMs: 0, workerConnections: 1e6 },
      }),
    )
    const check = (result: Result, drawn: Case) => {
      const more = rowsOf(run(changed(drawn, { server: { workers: drawn.scenario.server.workers + 1 } })))
      for (const row of rowsOf(result)) {
        claimAtMost(more[row.serial]!.startedMs, row.startedMs + CLOSE_MS, 'start with one worker more')
      }
    }
    holds(601, check, waiting)
  })
})

describe('Scale', () => {
  it('does not matter: when every time is doubled, every time is doubled', () => {
    // What the real thing fixes in milliseconds cannot scale: SYN retries, the arbiter's looks, the scheduler's slice.
    const scalable = arbitraryCase.map(drawn =>
      changed(withLastingWorkers(drawn), {
        server: { backlog: 65_535 },
        machine: { switchCostUs: 0, somaxconn: 65_535 },
      }),
    )
    const check = (result: Result, drawn: Case) => {
      // Doubling a number changes no digit of it, so this holds to the last bit.
      const slow = run(slower(drawn, 2))
      claimSame(slow.outcomes, result.outcomes)
      claimSame(slow.cpuUtilization, result.cpuUtilization)
      claimSame(slow.latencyMs.mean, 2 * result.latencyMs.mean)
      for (const column of ['sentMs', 'queuedMs', 'startedMs', 'finishedMs', 'endedMs'] as const) {
        claimSame(
          slow.rows![column],
          result.rows![column].map(value => 2 * value),
        )
      }
    }
    holds(701, check, scalable)
  })
})

/** The case on a clock that runs `k` times slower. */
function slower(drawn: Case, k: number): Case {
  const { client, proxy, request, run, server, traffic } = drawn.scenario
  const scaled = changed(drawn, {
    traffic: {
      ratePerSecond: traffic.ratePerSecond / k,
      burstMs: traffic.burstMs * k,
      steps: traffic.steps.map(step => ({ atSeconds: step.atSeconds * k, ratePerSecond: step.ratePerSecond / k })),
      thinkMs: traffic.thinkMs * k,
    },
    request: { cpuMs: request.cpuMs * k, ioMs: request.ioMs * k },
    client: {
      timeoutMs: client.timeoutMs * k,
      goalMs: client.goalMs * k,
      roundTripMs: client.roundTripMs * k,
      backoffMs: client.backoffMs * k,
      uploadMs: client.uploadMs * k,
    },
    proxy: {
      connectTimeoutMs: proxy.connectTimeoutMs * k,
      readTimeoutMs: proxy.readTimeoutMs * k,
      cpuMs: proxy.cpuMs * k,
    },
    server: {
      overheadMs: server.overheadMs * k,
      switchIntervalMs: server.switchIntervalMs * k,
      bootMs: server.bootMs * k,
      closeWaitMs: server.closeWaitMs * k,
    },
    run: { seconds: run.seconds * k, warmupSeconds: run.warmupSeconds * k },
  })
  const { trace } = drawn.options
  if (trace === undefined) return scaled
  const times = (column: Float64Array) => column.map(value => value * k)
  const slowTrace = { ...trace, sentMs: times(trace.sentMs), cpuMs: times(trace.cpuMs), ioMs: times(trace.ioMs) }
  return { scenario: scaled.scenario, options: { ...drawn.options, trace: slowTrace } }
}

describe('Numbers that say the same thing', () => {
  it('agree: latencies of the rows and of the summary', () => {
    holds(801, result => {
      const latencies = sentIn(rowsOf(result), windowOf(result))
        .filter(row => row.outcome === '200')
        .map(row => row.endedMs - row.sentMs)
        .sort((a, b) => a - b)
      const { latencyMs } = result
      if (latencies.length === 0) {
        for (const value of Object.values(latencyMs)) expect(value).toBeNaN()
        return
      }
      claimClose(latencyMs.mean, sum(latencies) / latencies.length, 'mean')
      claimClose(latencyMs.max, latencies.at(-1)!, 'max')
      const quantiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const
      for (const [name, quantile] of Object.entries(quantiles)) {
        // The histogram: nearest rank, within 2^-9 of the value, and nothing below 2^-7 ms (and a bucket) told apart.
        const exact = latencies[Math.max(0, Math.ceil(quantile * latencies.length) - 1)]!
        const found = latencyMs[name as keyof typeof quantiles]
        expect(Math.abs(found - exact), name).toBeLessThanOrEqual(Math.max(exact, 4.01) * 2 ** -9)
      }
    })
  })

  it('agree: what happened in the window, in the rows and in the summary', () => {
    holds(802, result => {
      const { fromMs, toMs } = windowOf(result)
      const rows = rowsOf(result)
      const seconds = (toMs - fromMs) / 1000
      const inside = (at: number) => at >= fromMs && at < toMs
      const answered = rows.filter(row => row.outcome === '200' && inside(row.finishedMs))
      const inTime = answered.filter(row => row.endedMs - row.sentMs <= result.scenario.client.goalMs)
      claimClose(result.throughputPerSecond * seconds, answered.length, 'throughput')
      claimClose(result.goodputPerSecond * seconds, inTime.length, 'goodput')
      claimClose(result.servedPerSecond * seconds, rows.filter(row => inside(row.finishedMs)).length, 'served')
    })
  })

  it('agree: the series and the sums over the window', () => {
    holds(803, result => {
      const { buckets, bucketMs, columns, fromMs } = result.series!
      const window = windowOf(result)
      expect(fromMs).toBe(window.fromMs)
      const total = (name: keyof typeof columns) => (sum(columns[name]) * bucketMs) / 1000
      claimClose(total('offered'), result.offered, 'offered')
      claimClose(total('retried'), result.retried, 'retried')
      // Counted where it happens, half a network away from the client.
      const { roundTripMs } = result.scenario.client
      const endedAt = (row: Row) => (row.outcome === 'timeout' ? row.endedMs : row.endedMs - roundTripMs)
      const ended = rowsOf(result).filter(row => endedAt(row) >= fromMs && endedAt(row) < window.toMs)
      for (const name of COUNTED_OUTCOMES) {
        const column = name === '200' ? 'ok' : name
        claimClose(total(column), ended.filter(row => row.outcome === name).length, column)
      }
      for (const column of Object.values(columns)) expect(column.length).toBe(buckets)
      claimClose(buckets * bucketMs, window.toMs - window.fromMs, 'window')
      const mean = (name: keyof typeof columns) => sum(columns[name]) / buckets
      const { places } = result
      claimClose(mean('cpu'), result.cpuUtilization, 'cpu')
      claimClose(mean('cpuWasted'), result.cpuUtilization * result.wastedCpuShare, 'wasted')
      claimClose(mean('busyWorkers'), result.workerUtilization * result.scenario.server.workers, 'workers')
      for (const name of ['proxy', 'acceptQueue', 'process', 'runnable', 'io'] as const) {
        claimClose(mean(name), places[name], name)
      }
      claimClose(mean('onCpu'), places.cpu, 'on CPU')
    })
  })

  it('contain no number that is none, but where nothing was answered', () => {
    holds(804, result => {
      const { series, rows, histogram, latencyMs, ...numbers } = result
      for (const [name, value] of Object.entries(numbers))
        if (typeof value === 'number') expect(value, name).not.toBeNaN()
      for (const [name, value] of Object.entries({ ...result.places, ...result.log })) expect(value, name).not.toBeNaN()
      for (const [name, column] of Object.entries(series!.columns)) {
        if (!name.startsWith('latency'))
          claim(
            column.every(value => value >= 0),
            () => `${name} has ${column}`,
          )
      }
      expect(sum(histogram)).toBe(result.ok)
      for (const value of Object.values(latencyMs)) expect(Number.isNaN(value)).toBe(result.ok === 0)
      expect(rows!.cut).toBe(false)
    })
  })

  it('move to another thread without a copy: no buffer is listed twice, and the clone is equal', () => {
    holds(805, result => {
      const buffers = resultBuffers(result)
      expect(new Set(buffers).size).toBe(buffers.length)
      const copy = structuredClone(result)
      claimSame(structuredClone(result, { transfer: buffers }), copy)
      for (const buffer of buffers) expect(buffer.byteLength).toBe(0)
    })
  })
})
