import type { Chapter, Figures } from '../../chapter.ts'

const STEADY =
  'story=one-core&lanes=one&proxy.connectTimeoutMs=&proxy.readTimeoutMs=&run.seconds=600&run.warmupSeconds=10'

const at = (ratePerSecond: number) => ({ link: `${STEADY}&traffic.ratePerSecond=${ratePerSecond}`, lane: 'one' })

/** Pollaczek and Khinchine’s mean time in the system; CPU and I/O are exponential, one after the other. */
function expectedMs(run: Figures[string]): number {
  const { traffic, request } = run!.scenario
  const service = request.cpuMs + request.ioMs
  const rho = (traffic.ratePerSecond * service) / 1000
  const squaredCv = (request.cpuMs ** 2 + request.ioMs ** 2) / service ** 2
  return service + ((1 + squaredCv) / 2) * (rho / (1 - rho)) * service
}

export const CHAPTER: Chapter = {
  id: 'the-knee',
  title: 'It worked for years',
  idea: 'Waiting grows slowly with the load, and then all at once. Nothing breaks at the knee; it was always there.',
  link: 'story=the-knee',
  views: ['sentence', 'throughput', 'latency'],
  controls: [{ lane: null, path: 'request.ioMs' }],
  runs: {
    at2: at(2),
    at4: at(4),
    at8: at(8),
    at9: at(9),
    slower: { link: 'story=the-knee&request.ioMs=80', lane: 'one' },
  },
  question: {
    kind: 'curve',
    asks: 'Within which time are 95 of 100 answered, from one request a second up to {at9.rate.words}? Draw the line.',
    run: { link: STEADY, lane: 'one' },
    over: { path: 'traffic.ratePerSecond', values: [1, 2, 3, 4, 5, 6, 7, 8, 9], label: 'Requests a second' },
    of: { label: 'p95', unit: 's', max: 3, value: ({ latencyMs }) => latencyMs.p95 / 1000 },
  },
  claims: {
    'nine-are-answered': ({ at9 }) => at9!.ok === at9!.offered,
    'twice-the-load-is-hardly-felt': ({ at2, at4 }) => at4!.latencyMs.p95 / at2!.latencyMs.p95 < 1.5,
    'one-more-doubles-it': ({ at8, at9 }) => at9!.latencyMs.p95 / at8!.latencyMs.p95 > 1.8,
    'the-formula-holds': ({ at2, at4, at8 }) =>
      [at2, at4, at8].every(run => Math.abs(run!.latencyMs.mean / expectedMs(run) - 1) < 0.15),
    'a-slower-database-does-it-too': ({ slower, one }) => slower!.ok < 0.8 * one!.ok,
    'the-pool-notices-nothing': ({ pool }) => pool!.ok === pool!.offered,
  },
}
