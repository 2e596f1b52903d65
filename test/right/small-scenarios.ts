/**
 * Small random scenarios with their requests, for holding two implementations against each other.
 *
 * Most have times from a continuum, where nothing coincides but what the rules make coincide. The others live on a
 * lattice of whole milliseconds, where nearly everything coincides; they keep to speeds of 1 and 1/2, in which binary
 * fractions are exact, so that a tie is a tie in every order of computation.
 */
import fc from 'fast-check'
import { createStreams } from '../../sim/engine/random.ts'
import type { Scenario, ServerKindName } from '../../sim/scenario/scenario.ts'
import { plainScenario } from '../twin/plain-scenario.ts'
import type { TracedRequest } from '../twin/request.ts'
import type { Visits } from './timelines/runners.ts'

export interface SmallRun {
  scenario: Scenario
  requests: TracedRequest[]
}

export interface SmallVisits {
  scenario: Scenario
  visits: Visits
}

const whole = (min: number, max: number) => fc.integer({ min, max })
const one = fc.constant(1)

/** What each kind of server may be: its size, and which of the rules about the lives of workers and threads it knows. */
const SHAPES = {
  flask: { workers: one, threads: one, knows: 'closing' },
  'flask-threaded': { workers: one, threads: fc.constant(100_000), knows: 'closing' },
  'gunicorn-sync': { workers: whole(1, 5), threads: one, knows: 'retirement and watchdog' },
  'gunicorn-gthread': { workers: whole(1, 5), threads: whole(1, 4), knows: 'retirement' },
  'gunicorn-gevent': { workers: whole(1, 5), threads: fc.constant(1000), knows: 'retirement' },
  uwsgi: { workers: whole(1, 5), threads: whole(1, 4), knows: 'retirement and watchdog' },
  waitress: { workers: one, threads: whole(1, 4), knows: 'nothing' },
  turbogears: { workers: one, threads: whole(1, 10), knows: 'nothing' },
}

const KINDS = Object.keys(SHAPES) as ServerKindName[]
/** Those whose connections can outlive an answer. */
const KEEPING: ServerKindName[] = ['gunicorn-gthread', 'gunicorn-gthread', 'gunicorn-gevent', 'waitress']

/** Draws a duration up to so many milliseconds; `from` is the smallest. */
type Durations = (from: number, to: number) => fc.Arbitrary<number>

/** Evenly from the continuum, in steps far above rounding and far below anything that could coincide. */
const continuous: Durations = (from, to) =>
  fc.noBias(fc.integer({ min: 1, max: 2 ** 30 })).map(n => from + ((to - from) * n) / 2 ** 30)

/** Multiples of `unitMs`. */
function lattice(unitMs: number): Durations {
  return (from, to) =>
    fc
      .integer({ min: Math.ceil(from / unitMs), max: Math.max(Math.ceil(from / unitMs), Math.floor(to / unitMs)) })
      .map(n => n * unitMs)
}

/** A timeout that never fires, or one of very different lengths. */
function timeout(durations: Durations): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(0), durations(1, 50), durations(50, 500), durations(500, 5000))
}

/** From a quiet server to one with ten times the work it can do. */
function requestList(durations: Durations): fc.Arbitrary<TracedRequest[]> {
  return fc
    .tuple(fc.constantFrom(20, 200, 2000, 9000), fc.constantFrom(2, 20, 200, 1500), fc.constantFrom(2, 50, 1500))
    .chain(([spanMs, longestCpuMs, longestIoMs]) =>
      fc.array(
        fc.record({
          sentMs: durations(0, spanMs),
          cpuMs: fc.oneof(
            { weight: 9, arbitrary: durations(0, longestCpuMs) },
            { weight: 1, arbitrary: fc.constant(0) },
          ),
          ioMs: fc.oneof({ weight: 4, arbitrary: durations(0, longestIoMs) }, { weight: 1, arbitrary: fc.constant(0) }),
        }),
        { minLength: 1, maxLength: 60, size: 'max' },
      ),
    )
    .map(requests => requests.toSorted((a, b) => a.sentMs - b.sentMs))
}

/** Requests in a few bursts, some of them with seconds of I/O. */
const bursts: fc.Arbitrary<TracedRequest[]> = fc
  .array(
    fc.record({
      burst: whole(0, 2),
      afterMs: continuous(0, 40),
      cpuMs: continuous(0, 20),
      ioMs: fc.oneof(continuous(0, 100), continuous(0, 3000), continuous(0, 40_000)),
    }),
    { minLength: 4, maxLength: 40, size: 'max' },
  )
  .map(requests =>
    requests
      .map(({ burst, afterMs, ...work }) => ({ sentMs: 2500 * burst + afterMs, ...work }))
      .toSorted((a, b) => a.sentMs - b.sentMs),
  )

const WORKER_MB = 60
/** Memory that holds so many workers and not one more. */
const memoryFor = (workers: number) => 300 + (workers + 0.5) * WORKER_MB

function server(
  kind: ServerKindName,
  durations: Durations,
  turns: fc.Arbitrary<number>,
): fc.Arbitrary<Partial<Scenario['server']>> {
  const { workers, threads, knows } = SHAPES[kind]
  const often = <T>(known: boolean, values: fc.Arbitrary<T>, otherwise: T) =>
    known ? fc.oneof(fc.constant(otherwise), values) : fc.constant(otherwise)
  return fc.record({
    kind: fc.constant(kind),
    workers,
    threads,
    connections: fc.oneof(whole(1, 8), fc.constant(100_000)),
    backlog: fc.oneof(whole(0, 1), whole(0, 6)),
    gilTurns: turns,
    switchIntervalMs: fc.oneof(fc.constant(5), durations(1, 9)),
    timeoutMs: often(knows.endsWith('watchdog'), durations(20, 2500), 0),
    maxRequests: often(knows.startsWith('retirement'), whole(1, 8), 0),
    maxRequestsJitter: often(knows.startsWith('retirement'), whole(1, 8), 0),
    closeWaitMs: often(knows === 'closing', durations(1, 20), 0),
    reading: fc.constantFrom('thread', 'poller', 'thread-5s', 'thread-5s'),
    keepaliveMs: fc.oneof(fc.constant(0), durations(1, 2500)),
    memoryMb: fc.constant(WORKER_MB),
    bootMs: durations(1, 1500),
  })
}

const traits = fc.record({
  proxyKind: fc.constantFrom('nginx', 'nginx', 'none'),
  socket: fc.constantFrom('tcp', 'tcp', 'unix'),
  synRetry: fc.constantFrom('linear', 'exponential'),
  abortOnOverflow: fc.constantFrom('off', 'off', 'off', 'on'),
  tickMs: fc.constantFrom(0, 1, 2.5, 4, 4, 10),
  somaxconn: fc.oneof(fc.constant(4096), whole(1, 3)),
  workerConnections: fc.oneof(whole(4, 40), fc.constant(1024)),
  retries: fc.oneof(fc.constant(0), whole(1, 3)),
  jitter: fc.constantFrom('full', 'none'),
  killAnswer: fc.constantFrom('500', '502'),
  warmupSeconds: fc.constantFrom(0, 1),
  seconds: fc.constantFrom(1, 3, 10),
  slowShare: fc.constantFrom(0, 0, 0.3, 1),
  requestBuffering: fc.constantFrom('on', 'off'),
  upload: fc.constantFrom('steady', 'silent'),
  upstreams: fc.constantFrom(1, 1, 1, 2, 3),
  maxFails: whole(0, 3),
  failTimeoutMs: fc.constantFrom(0, 1000, 2500, 10_000),
  nextUpstream: fc.constantFrom('error timeout', 'error timeout', 'error', 'off'),
  nextUpstreamTries: fc.constantFrom(0, 0, 1, 2),
  nextUpstreamTimeoutMs: fc.constantFrom(0, 0, 500, 3000),
  postShare: fc.constantFrom(0, 0, 0.4),
  upstreamKeepalive: fc.oneof(fc.constant(0), whole(1, 3), fc.constant(32)),
  memoryMb: fc.oneof(fc.constant(0), whole(1, 4).map(memoryFor)),
  seed: whole(0, 1000),
})

function smallRuns(
  durations: Durations,
  turns: fc.Arbitrary<number>,
  machines: (processes: number) => fc.Arbitrary<Partial<Scenario['machine']>>,
  kinds = KINDS,
): fc.Arbitrary<SmallRun> {
  const half = (longestMs: number) => durations(0, longestMs / 2)
  return fc
    .record({
      traits,
      requests: requestList(durations),
      server: fc.constantFrom(...kinds).chain(kind => server(kind, durations, turns)),
      overheadMs: fc.oneof(
        fc.constant(0),
        half(8).map(halfMs => 2 * halfMs),
      ),
      proxyCpuMs: fc.oneof(fc.constant(0), durations(0, 3)),
      clientTimeoutMs: timeout(durations),
      connectTimeoutMs: timeout(durations),
      readTimeoutMs: timeout(durations),
      roundTripMs: fc.oneof(fc.constant(0), durations(0, 80)),
      connectMs: fc.oneof(fc.constant(0), durations(0, 80)),
      uploadMs: fc.oneof(durations(0, 100), durations(0, 4000), durations(4000, 9000)),
      backoffMs: durations(0, 400),
    })
    .chain(drawn =>
      machines(drawn.traits.upstreams * drawn.server.workers! + 1).map(machine => ({ ...drawn, machine })),
    )
    .map(({ traits, requests, machine, ...drawn }) => {
      const scenario = plainScenario({
        request: { postShare: traits.postShare },
        client: {
          timeoutMs: drawn.clientTimeoutMs,
          roundTripMs: drawn.roundTripMs,
          connectMs: drawn.connectMs,
          slowShare: traits.slowShare,
          uploadMs: drawn.uploadMs,
          upload: traits.upload,
          retries: traits.retries,
          backoffMs: drawn.backoffMs,
          jitter: traits.jitter,
        },
        proxy: {
          kind: traits.proxyKind,
          socket: traits.socket,
          connectTimeoutMs: drawn.connectTimeoutMs,
          readTimeoutMs: drawn.readTimeoutMs,
          workerConnections: traits.workerConnections,
          cpuMs: drawn.proxyCpuMs,
          requestBuffering: traits.requestBuffering,
          upstreams: traits.upstreams,
          maxFails: traits.maxFails,
          failTimeoutMs: traits.failTimeoutMs,
          nextUpstream: traits.nextUpstream,
          nextUpstreamTries: traits.nextUpstreamTries,
          nextUpstreamTimeoutMs: traits.nextUpstreamTimeoutMs,
          upstreamKeepalive: traits.upstreamKeepalive,
        },
        server: { ...drawn.server, overheadMs: drawn.overheadMs, killAnswer: traits.killAnswer },
        machine: {
          ...machine,
          synRetry: traits.synRetry,
          abortOnOverflow: traits.abortOnOverflow,
          tickMs: traits.tickMs,
          memoryMb: traits.memoryMb,
          somaxconn: traits.somaxconn,
        },
        run: { warmupSeconds: traits.warmupSeconds, seconds: traits.seconds, seed: traits.seed },
      })
      return { scenario, requests }
    })
}

const anyMachine = () =>
  fc.record({
    cores: whole(1, 4),
    threadsPerCore: fc.constantFrom(1, 2),
    hyperthreadGain: fc.constantFrom(1, 1.25, 1.5),
    switchCostUs: fc.oneof(fc.constant(0), whole(1, 1000)),
  })

const continuousRunsOf = (kinds: ServerKindName[]) =>
  smallRuns(continuous, whole(2, 9), anyMachine, kinds).map(run =>
    run.scenario.proxy.cpuMs > 0 ? withJitter(run, 'full') : run,
  )

/** Everything at once, at times that do not coincide. */
export const continuousRuns: fc.Arbitrary<SmallRun> = continuousRunsOf(KINDS)

/** Machines that earn CPU credits and spend them within the run. A credit is a vCPU for a minute, so they have few. */
export const burstableRuns: fc.Arbitrary<SmallRun> = fc
  .record({
    run: continuousRuns,
    credits: fc.constantFrom('standard', 'standard', 'unlimited'),
    creditsPerHour: fc.oneof(continuous(1, 20), continuous(10, 150)),
    creditsAtStart: fc.oneof(fc.constant(0), continuous(0, 0.01), continuous(0, 0.1)),
    launchCredits: fc.oneof(fc.constant(0), continuous(0, 0.01), continuous(0, 0.1)),
  })
  .map(({ run: { scenario, requests }, ...account }) => ({
    scenario: { ...scenario, machine: { ...scenario.machine, ...account } },
    requests,
  }))

const latticeRunsOf = (kinds: ServerKindName[]) =>
  fc
    .constantFrom(1, 10, 250, 500)
    .chain(unitMs => smallRuns(lattice(unitMs), fc.constantFrom(2, 3, 4, 8), exactSpeeds, kinds))
    .map(({ scenario, requests }) => ({
      scenario: { ...scenario, server: { ...scenario.server, timeoutMs: 0 } },
      requests,
    }))
    .map(run => withJitter(run, 'none'))

/** Times that coincide all the time. What is drawn from the continuum is left out: jitter and the watchdog's phase. */
export const latticeRuns: fc.Arbitrary<SmallRun> = latticeRunsOf(KINDS)

/** A main thread that accepts one by one, among threads that compute. */
export const oneByOneRuns: fc.Arbitrary<SmallRun> = fc.oneof(
  continuousRunsOf(['flask-threaded']),
  latticeRunsOf(['flask-threaded']),
)

/** One process and nginx on one core, or a core for each. */
const exactSpeeds = (processes: number) => fc.record({ cores: processes === 2 ? whole(1, 2) : fc.constant(processes) })

/**
 * nginx's equal phases follow each other at equal distances. Equal backoffs would keep the distances, and a retry would
 * come just when a phase ends, up to rounding.
 */
function withJitter({ scenario, requests }: SmallRun, jitter: Scenario['client']['jitter']): SmallRun {
  return { scenario: { ...scenario, client: { ...scenario.client, jitter } }, requests }
}

/**
 * Handshakes that lose the race for a place: clients without much patience apart, a small queue on TCP, bursts of requests
 * that the wheel of the kernel's timers sends again together, and work long enough for the queue to stay full for a while.
 */
export const overflowRuns: fc.Arbitrary<SmallRun> = fc
  .record({ run: continuousRuns, burst: bursts, queuePlaces: whole(0, 2), tickMs: fc.constantFrom(1, 2.5, 4, 10) })
  .map(({ run: { scenario }, burst, queuePlaces, tickMs }) => ({
    scenario: {
      ...scenario,
      client: {
        ...scenario.client,
        timeoutMs: 20 * scenario.client.timeoutMs,
        retries: Math.min(1, scenario.client.retries),
      },
      proxy: {
        ...scenario.proxy,
        socket: 'tcp',
        cpuMs: 0,
        connectTimeoutMs: 20 * scenario.proxy.connectTimeoutMs,
        readTimeoutMs: 20 * scenario.proxy.readTimeoutMs,
        workerConnections: 1024,
      },
      server: {
        ...scenario.server,
        backlog: queuePlaces,
        connections: Math.min(4, scenario.server.connections),
        timeoutMs: 4 * scenario.server.timeoutMs,
      },
      machine: { ...scenario.machine, tickMs },
      run: { ...scenario.run, seconds: 10 },
    },
    requests: burst,
  }))

/** Connections that outlive answers: servers that keep them, clients with patience, and caches that are often full. */
export const keptRuns: fc.Arbitrary<SmallRun> = fc
  .record({
    run: fc.oneof(continuousRunsOf(KEEPING), latticeRunsOf(KEEPING)),
    upstreamKeepalive: fc.oneof(whole(1, 3), fc.constant(32)),
    keepaliveMs: fc.constantFrom(1, 20, 250, 1000, 2000, 4000),
    connections: fc.oneof(whole(1, 8), fc.constant(100_000)),
  })
  .map(({ run: { scenario, requests }, upstreamKeepalive, keepaliveMs, connections }) => ({
    scenario: {
      ...scenario,
      client: { ...scenario.client, timeoutMs: 20 * scenario.client.timeoutMs },
      proxy: {
        ...scenario.proxy,
        kind: 'nginx',
        readTimeoutMs: 20 * scenario.proxy.readTimeoutMs,
        upstreamKeepalive,
      },
      server: { ...scenario.server, keepaliveMs, connections },
      run: { ...scenario.run, seconds: 10 },
    },
    requests,
  }))

/** From hardly any time between two requests to longer than a connection is kept. */
const longestVisit = fc.tuple(fc.constantFrom(20, 200, 2000), fc.constantFrom(200, 500, 5000))

/** What users think and ask for. Two equal thoughts would keep the distance of nginx's equal phases, so there are none. */
const continuousVisits: fc.Arbitrary<Visits> = fc
  .tuple(longestVisit, whole(0, 2 ** 30))
  .map(([[longestMs, longestThoughtMs], seed]) => {
    const { think, cpu, io } = createStreams(seed)
    return {
      thoughtsMs: Array.from({ length: 5000 }, () => 5 + (longestThoughtMs - 5) * think()),
      work: Array.from({ length: 5000 }, () => ({ cpuMs: longestMs * cpu(), ioMs: longestMs * io() })),
    }
  })

function latticeVisits(durations: Durations): fc.Arbitrary<Visits> {
  return longestVisit.chain(([longestMs, longestThoughtMs]) =>
    fc.record({
      thoughtsMs: fc.array(durations(5, longestThoughtMs), { minLength: 3, maxLength: 30 }),
      work: fc.array(fc.record({ cpuMs: durations(0, longestMs), ioMs: durations(0, longestMs) }), {
        minLength: 3,
        maxLength: 30,
      }),
    }),
  )
}

function standingRunsOf(
  runs: (kinds: ServerKindName[]) => fc.Arbitrary<SmallRun>,
  durations: Durations,
  visits: fc.Arbitrary<Visits>,
): fc.Arbitrary<SmallVisits> {
  return fc
    .record({
      run: fc.oneof(runs(KEEPING), runs(KINDS)),
      visits,
      users: fc.oneof(whole(1, 4), whole(5, 12), whole(20, 40)),
      keepAlive: fc.constantFrom('on', 'on', 'on', 'on', 'off'),
      clientsKeptMs: fc.oneof(durations(1, 200), durations(100, 3000), fc.constant(75_000)),
      serverKeepsMs: fc.constantFrom(1, 20, 250, 1000, 4000),
      slowShare: fc.constantFrom(0, 0, 0.3, 0.7, 1),
      upload: fc.constantFrom('steady', 'silent'),
      uploadMs: fc.oneof(durations(1, 100), durations(50, 1000)),
      isPatient: fc.boolean(),
      // Many, or a few more than users.
      connectionsMore: fc.oneof(whole(0, 6), fc.constant(1024)),
    })
    .map(({ run: { scenario }, visits, users, ...drawn }) => {
      const patience = drawn.isPatient ? 20 : 1
      const { slowShare, upload, uploadMs, keepAlive } = drawn
      const client = { ...scenario.client, slowShare, upload, uploadMs, keepAlive }
      const { proxy, server } = scenario
      return {
        scenario: {
          ...scenario,
          traffic: { ...scenario.traffic, kind: 'closed', users },
          client: { ...client, timeoutMs: patience * client.timeoutMs },
          proxy: {
            ...proxy,
            keepaliveMs: drawn.clientsKeptMs,
            workerConnections: Math.max(4, users + drawn.connectionsMore),
          },
          server: { ...server, keepaliveMs: KEEPING.includes(server.kind) ? drawn.serverKeepsMs : 0 },
          run: { ...scenario.run, warmupSeconds: 0, seconds: 1 },
        } as Scenario,
        visits,
      }
    })
}

/** Users whose connections stand between their requests. */
export const standingRuns: fc.Arbitrary<SmallVisits> = fc.oneof(
  standingRunsOf(continuousRunsOf, continuous, continuousVisits),
  fc
    .constantFrom(1, 10, 250)
    .map(lattice)
    .chain(steps => standingRunsOf(latticeRunsOf, steps, latticeVisits(steps))),
)
