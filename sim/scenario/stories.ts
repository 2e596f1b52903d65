/**
 * The stories of the page: two lanes that differ in one decision, under the same traffic. Their numbers are those of the
 * recordings of the real stack wherever there is one. What happens in them is left to the model.
 */
import type { PartialScenario } from './scenario.ts'

export interface Lane {
  /** Short and stable: it is the prefix of the lane’s settings in links. Never the name of a group of parameters. */
  id: string
  name: string
  /** What this lane has of its own; it goes before what the story shares. */
  set: PartialScenario
}

export interface Story {
  id: string
  title: string
  /** One or two sentences: what is set up, and what is to be seen. */
  about: string
  shared: PartialScenario
  lanes: Lane[]
}

const ONE_AT_A_TIME: Lane = { id: 'one', name: 'One at a time', set: { server: { kind: 'flask' } } }

const POOL_OF_THREE: Lane = {
  id: 'pool',
  name: 'A pool of three',
  set: { server: { kind: 'gunicorn-sync', workers: 3 } },
}

/** Of 100 ms that a request takes, the core is needed for 40. */
const TENTH_OF_A_SECOND = { cpuMs: 40, ioMs: 60 }

const FIVE_SECONDS = { connectTimeoutMs: 5000, readTimeoutMs: 5000 }

/** The rate grows by one request a second each 20 seconds: 4 at first, 12 at last. */
const SLOW_RISE = [5, 6, 7, 8, 9, 10, 11, 12].map((ratePerSecond, at) => ({ atSeconds: 20 * (at + 1), ratePerSecond }))

/** Forty requests a second instead of fourteen, from one minute to a minute and a quarter. */
const BURST_OF_A_QUARTER_MINUTE = [
  { atSeconds: 60, ratePerSecond: 40 },
  { atSeconds: 75, ratePerSecond: 14 },
]

export const STORIES: readonly Story[] = [
  {
    id: 'one-core',
    title: 'Same core, same traffic',
    about:
      'Fourteen requests a second reach a machine with one core. A request computes for 40 ms and waits 60 ms for a database; while it waits, a server that takes one at a time waits too.',
    shared: {
      traffic: { ratePerSecond: 14 },
      request: TENTH_OF_A_SECOND,
      proxy: FIVE_SECONDS,
      run: { seconds: 60, warmupSeconds: 0 },
    },
    lanes: [ONE_AT_A_TIME, POOL_OF_THREE],
  },
  {
    id: 'two-cores',
    title: 'The second core',
    about:
      'Thirty requests a second need 1.2 cores of computing. Five workers on one core cannot get it; the same five on two cores can, and have some to spare.',
    shared: {
      traffic: { ratePerSecond: 30 },
      request: TENTH_OF_A_SECOND,
      proxy: FIVE_SECONDS,
      server: { kind: 'gunicorn-sync', workers: 5 },
      run: { seconds: 60, warmupSeconds: 0 },
    },
    lanes: [
      { id: 'one-core', name: 'Five workers, one core', set: { machine: { cores: 1 } } },
      { id: 'two-cores', name: 'Five workers, two cores', set: { machine: { cores: 2 } } },
    ],
  },
  {
    id: 'cheaper-machine',
    title: 'The cheaper machine',
    about:
      'The same five workers and thirty requests a second, on two types of Amazon’s machines: an m3.medium with one vCPU for 6.7 cents an hour, and a t3.medium with two for 4.2. The two are hyperthreads of one core and together do a quarter more than one, which is just enough here; if they did no more than one (“Two hyperthreads”, in all settings), nothing would be gained.',
    shared: {
      traffic: { ratePerSecond: 30 },
      request: TENTH_OF_A_SECOND,
      proxy: FIVE_SECONDS,
      server: { kind: 'gunicorn-sync', workers: 5 },
      run: { seconds: 60, warmupSeconds: 0 },
    },
    lanes: [
      { id: 'one-vcpu', name: 'm3.medium, one vCPU', set: { machine: { type: 'm3.medium' } } },
      { id: 'two-vcpus', name: 't3.medium, two vCPUs', set: { machine: { type: 't3.medium' } } },
    ],
  },
  {
    id: 'nobody-waits',
    title: 'Answers for nobody',
    about:
      'Clients give up after one second, and the server never hears of it. One at a time, it is offered a fifth more than it can do; soon all it works on is requests whose clients have gone.',
    shared: {
      traffic: { ratePerSecond: 24 },
      request: { cpuMs: 20, ioMs: 30 },
      client: { timeoutMs: 1000 },
    },
    lanes: [ONE_AT_A_TIME, POOL_OF_THREE],
  },
  {
    id: 'the-knee',
    title: 'It worked for years',
    about:
      'Three minutes stand for years: traffic rises from 4 to 12 requests a second, one more each 20 seconds. One at a time can do just under ten; nothing seems wrong until then.',
    shared: {
      traffic: { ratePerSecond: 4, steps: SLOW_RISE },
      request: TENTH_OF_A_SECOND,
      proxy: FIVE_SECONDS,
      run: { seconds: 180, warmupSeconds: 0 },
    },
    lanes: [ONE_AT_A_TIME, POOL_OF_THREE],
  },
  {
    id: 'retry-storm',
    title: 'The storm that stays',
    about:
      'Fourteen requests a second are two thirds of what four workers can do. For a quarter of a minute it is forty, then fourteen again. Clients that try once are soon answered again. Clients that try up to four times fill the queue with work for nobody, and no one is answered any more, though no more people come than before.',
    shared: {
      traffic: { ratePerSecond: 14, steps: BURST_OF_A_QUARTER_MINUTE },
      request: TENTH_OF_A_SECOND,
      client: { timeoutMs: 2000 },
      server: { kind: 'gunicorn-sync', workers: 4 },
      run: { seconds: 180, warmupSeconds: 0 },
    },
    lanes: [
      { id: 'once', name: 'Clients try once', set: { client: { retries: 0 } } },
      { id: 'again', name: 'Clients try four times', set: { client: { retries: 3 } } },
    ],
  },
]

/** The story of the first screen, and of a link that names none. */
export const DEFAULT_STORY = STORIES[0]!

export function findStory(id: string): Story | undefined {
  return STORIES.find(story => story.id === id)
}
