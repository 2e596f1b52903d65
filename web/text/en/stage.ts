/** The stage: its captions and numbers, what is said of a request, of a worker and of an instant. */
import type { OutcomeName } from '../../../sim/measure/outcomes.ts'
import { count, duration, fixed, NBSP, percent, plural } from '../format.ts'
import { form } from '../plural.ts'

export const requestsOf = ({ lane }: { lane: string }) =>
  `Requests, ${lane}. Arrow keys go from one to the next, Enter opens its clocks.`

export const notDrawn =
  'The drawing stopped and could not be begun again. The numbers and charts hold; reload the page to see it.'

/** A failure as nginx or the client would call it. */
export const failures: Record<OutcomeName | 'pending', string> = {
  pending: '',
  '200': '',
  '500': '500 Server Error',
  '502': '502 Bad Gateway',
  '504': '504 Gateway Timeout',
  timeout: 'client left',
  refused: 'refused',
  reset: 'closed',
}

/** The same beside its number, in nginx's box. */
export const failureCounts: Record<OutcomeName | 'pending', string> = {
  pending: '',
  '200': '',
  '500': '500 sent',
  '502': '502 sent',
  '504': '504 sent',
  timeout: 'clients left',
  refused: 'refused',
  reset: 'closed',
}

/** Of clients, where there is little room. */
export const clientsLeft = 'left'

export const open = 'open'
export const waiting = 'waiting'
export const oldest = 'oldest'
export const oldestWaits = 'oldest waits'

export const captions = {
  clients: 'clients',
  noProxy: 'no proxy',
  nginxWaits: ({ ms }: { ms: number }) => (ms === 0 ? 'nginx waits for ever' : `nginx waits ${duration(ms)}`),
  queue: ({ queues, places }: { queues: number; places: number }) =>
    queues === 1 ? `accept queue, ${plural(places, 'place')}` : `${queues} accept queues, ${plural(places, 'place')}`,
  queueInSquares: ({ queue, each }: { queue: string; each: number }) => `${queue}, ${each} in a square`,
  rooms: (server: { workers: number; threads: number; has: 'greenlets' | 'threads' | 'thread-each' }) => {
    const { workers, threads, has } = server
    const who = workers === 1 ? '1 process' : plural(workers, 'worker')
    if (has === 'greenlets') return `${who}, greenlets`
    if (has === 'thread-each' && threads > 1) return `${who}, a thread for each`
    if (threads > 1) return `${who}, ${plural(threads, 'thread')}${workers === 1 ? '' : ' each'}`
    return workers === 1 ? '1 process, 1 thread' : who
  },
  cores: ({ cores }: { cores: number }) => plural(cores, 'core'),
  leaving: 'leaving',
}

/** Part of a demand that is met: "17 of 40 ms". */
export const partOf = ({ part, of, unit }: { part: number; of: number; unit: 'ms' | 's' }) =>
  `${part} of ${count(of)}${NBSP}${unit}`

/** What a worker does with one request; `done` tells how much of it is over. */
export const doing = {
  inside: ({ done }: { done: string }) => `waiting inside, ${done}`,
  data: ({ done }: { done: string }) => `waiting for its data, ${done}`,
  io: ({ done }: { done: string }) => `waiting on I/O, ${done}`,
  answer: () => 'writing the answer',
  cpu: ({ done }: { done: string }) => `computing, ${done}`,
  share: ({ done }: { done: string }) => `sharing a core, ${done}`,
}

/** The same for somebody who does not wait for it any more. */
export const forClientThatLeft: Record<keyof typeof doing, string> = {
  inside: 'for a client that left: waiting',
  data: 'for a client that left: awaiting data',
  io: 'for a client that left: I/O',
  answer: 'for a client that left: computing',
  cpu: 'for a client that left: computing',
  share: 'for a client that left: computing',
}

export const clientLeftAgo = ({ ms }: { ms: number }) => `its client left ${duration(ms)} ago`
export const outcomeWentOutAgo = ({ outcome, ms }: { outcome: string; ms: number }) =>
  `its ${outcome} went out ${duration(ms)} ago`

/** A worker with several requests. */
export const several = (of: { computing: number; share: 'gil' | 'loop'; io: number; inside: number }) =>
  [
    of.computing === 1 && '1 computing',
    of.computing > 1 &&
      `${count(of.computing)} ${of.share === 'gil' ? 'take turns on the GIL' : 'want the event loop'}`,
    of.io > 0 && `${count(of.io)} on I/O`,
    of.inside > 0 && `${count(of.inside)} wait inside`,
  ]
    .filter(Boolean)
    .join(', ')

export const ofThemForNobody = ({ orphans }: { orphans: number }) => `${count(orphans)} of them for nobody`
export const retires = 'retires: takes no more'
export const closing = 'closing'
export const waitsForClose = 'waits for the client to close'

export const away = {
  killed: 'killed; the next one boots',
  outOfMemory: 'no memory; the next one boots',
  retired: 'retired; the next one boots',
}

/** Why a worker is away. */
export const awayBecause = {
  killed: 'its watchdog killed it',
  outOfMemory: 'the kernel killed it',
  retired: ({ from, to }: { from: number; to: number }) =>
    to > from ? `after ${count(from)} to ${count(to)} requests` : `after ${plural(from, 'request')}`,
}

/** A worker in a word or two, where its room is small. */
export const word = {
  retired: 'retired',
  booting: 'booting',
  idle: 'idle',
  requests: ({ held }: { held: number }) => plural(held, 'request'),
  forNobody: 'for nobody',
  computing: 'computing',
  onIo: 'on I/O',
  waiting: 'waiting',
}

/** What a worker did during a while; shares of it. */
export const during = {
  away: 'away, booting',
  busy: ({ busy }: { busy: number }) => `${whole(busy)} busy`,
  allForNobody: 'serving clients that left',
  busyForNobody: ({ busy }: { busy: number }) => `${whole(busy)} busy, all of it for nobody`,
  forNobody: ({ wasted }: { wasted: number }) => `${whole(wasted)} of it for nobody`,
  partlyAway: ({ away }: { away: number }) => `${whole(away)} away`,
  doing: ({ cpu, io }: { cpu: number; io: number }) => `${whole(cpu)} computing, ${whole(io)} on I/O`,
  doingWithData: ({ cpu, io, data }: { cpu: number; io: number; data: number }) =>
    `${whole(cpu)} computing, ${whole(io)} on I/O, ${whole(data)} for data`,
}

function whole(share: number): string {
  return `${Math.round(share * 100)}${NBSP}%`
}

export const hiddenWorkers = ({ hidden, busy }: { hidden: number; busy: number }) =>
  `and ${count(hidden)} more: ${count(busy)} busy`

export const cores = {
  busy: ({ busy }: { busy: number }) => `${percent(busy)} busy`,
  onAverage: 'on average',
  /** Work for nobody, from the longest text to the shortest; a second line below where even one is too long. */
  forNobody: [
    ({ share }: { share: string }) => [`${share} of it for nobody`, ''],
    ({ share }: { share: string }) => [`${share} for nobody`, ''],
    ({ share }: { share: string }) => [`${share} for`, 'nobody'],
  ] as ((of: { share: string }) => [first: string, second: string])[],
  shared: ({ processes, cores }: { processes: number; cores: number }) =>
    `${plural(processes, 'process', 'processes')} share ${form(cores, { one: 'it', other: 'them' })},`,
  each: ({ share }: { share: number }) => `${percent(share)}${NBSP}each`,
}

export const leaving = {
  answered: ({ answered }: { answered: number }) => `${count(answered)} answered`,
  lastSecond: 'last second',
  inTheLastSecond: 'in the last second',
  forNobody: ({ forNobody }: { forNobody: number }) => `${count(forNobody)} for nobody`,
  failures: ({ failed }: { failed: number }) => (failed > 0 ? plural(failed, 'failure') : 'no failures'),
}

/** After the last request that is drawn by itself; one line each. */
export const drawnUntil = ({ requests, ms }: { requests: number; ms: number }) => [
  `The first ${count(requests)} requests`,
  'are drawn one by one,',
  `until ${duration(ms)}.`,
  'From here on: means.',
]

interface NginxWait {
  ms: number
  /** The request came on a connection that nginx had kept. */
  onKept: boolean
}

export const clocks = {
  title: ({ request }: { request: number }) => `Request ${request}, by three clocks`,
  sent: ({ request, seconds }: { request: number; seconds: number }) =>
    `Request ${request}, sent at ${fixed(seconds, 2)} s`,
  close: 'Close',
  saw: { client: 'The client saw', nginx: 'nginx saw', app: 'The app saw' },
  itsWay: 'Its way:',
  itsWayThere: 'Its way there:',
  /** `<lane>` is where the lane's name stands, in its colour. */
  same: ({ ms, ending }: { ms: number; ending: string }) =>
    `The same request, <lane></lane>: ${duration(ms)}, then ${ending}`,
  phase: ({ phase, ms }: { phase: string; ms: number }) => `${phase} ${duration(ms)}`,
  client: ({ ms, ending }: { ms: number; ending: string }) => `${duration(ms)}, then ${ending}`,
  noConnection: ({ ms }: { ms: number }) => `${duration(ms)} without a connection`,
  untilAnswer: ({ ms, onKept }: NginxWait) =>
    `${duration(ms)} until the answer${onKept ? ', on a kept connection' : ''}`,
  noAnswer: ({ ms, onKept }: NginxWait) =>
    `${duration(ms)} for an answer that did not come${onKept ? ', on a kept connection' : ''}`,
  neverSaw: 'never saw it',
  killed: ({ ms }: { ms: number }) => `${duration(ms)}, then it was killed`,
  allWell: ({ ms }: { ms: number }) => `${duration(ms)}, and all was well`,
  answer: 'the answer',
  left: 'it left',
}

/** Parts of a request's way, each followed by how long it took. */
export const phases = {
  connecting: 'before a connection',
  halfOpen: 'half open: the server does not know it',
  queue: 'in the accept queue',
  inside: 'waiting in the process',
  data: 'waiting for its data',
  computing: 'computing',
  io: 'waiting on I/O',
  answer: 'writing the answer',
}

/** Where a request is, for somebody who cannot see it. */
export const whereabouts = {
  connecting: 'has no connection yet',
  queue: 'stands in the accept queue',
  queueAt: ({ place }: { place: number }) => `stands in the accept queue, place ${place}`,
  inside: ({ worker }: { worker: number }) => `waits inside worker ${worker}`,
  cpu: ({ worker }: { worker: number }) => `is computed by worker ${worker}`,
  data: ({ worker }: { worker: number }) => `is held by worker ${worker}, which waits for its data`,
  io: ({ worker }: { worker: number }) => `waits on I/O in worker ${worker}`,
  returning: 'is on its way back',
}

export const requestIs = (of: { request: number; where: string; sentMs: number; isOrphan: boolean }) =>
  `Request ${of.request} ${of.where}, sent ${duration(of.sentMs)} ago.${of.isOrphan ? ' Nobody waits for it any more.' : ''}`

/** The numbers of one instant. */
export const instant = {
  title: 'What is where at this instant',
  pauseFirst: 'Time goes on. Pause to read the numbers of one instant.',
  spoken: ({ seconds, lanes }: { seconds: number; lanes: string[] }) =>
    `At ${fixed(seconds, 2)} seconds. ${lanes.join(' ')}`,
  at: ({ seconds }: { seconds: number }) => `at ${fixed(seconds, 2)} s`,
  lane: (of: {
    name: string
    open: number
    inQueue: number
    places: number
    queueOrphans: number
    busy: number
    workers: number
    forNobody: number
    away: number
    answered: number
    failed: number
  }) => {
    const orphans = of.queueOrphans > 0 ? `, ${count(of.queueOrphans)} by requests that nobody waits for` : ''
    const queue =
      of.inQueue === 0
        ? 'the accept queue is empty'
        : `${count(of.inQueue)} of ${plural(of.places, 'place')} in the accept queue are taken${orphans}`
    const nobody = of.forNobody > 0 ? `, ${count(of.forNobody)} for nobody` : ''
    const workers = `${count(of.busy)} of ${plural(of.workers, 'worker')} busy${nobody}`
    const gone = of.away > 0 ? `, ${count(of.away)} away` : ''
    return `${of.name}: ${plural(of.open, 'client')} waiting; ${queue}; ${workers}${gone}; in the last second ${count(of.answered)} answered, ${count(of.failed)} failed.`
  },
  rows: {
    open: 'clients waiting',
    oldest: 'the oldest waits',
    connecting: 'without a connection',
    queue: 'in the accept queue',
    places: 'places in the accept queue',
    inside: 'waiting in a process',
    cpu: 'computing',
    io: 'waiting on I/O',
    data: 'of these, for their data',
    busyWorkers: 'workers busy',
    away: 'workers away, booting',
    cores: 'cores busy, on average',
    answered: 'answered in the last second',
    failed: 'failed in the last second',
    soFar: ({ failure }: { failure: string }) => `${failure}, so far`,
    wholeRun: 'in the whole run',
  },
  here: ({ here, orphans }: { here: number; orphans: number }) =>
    orphans > 0 ? `${count(here)}, ${count(orphans)} for nobody` : count(here),
  busyOf: ({ busy, workers }: { busy: number; workers: number }) => `${count(busy)} of ${workers}`,
}
