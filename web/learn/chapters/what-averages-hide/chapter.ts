import type { Chapter } from '../../chapter.ts'

const VISITORS =
  'story=one-core&lanes=pool&traffic.ratePerSecond=40&traffic.users=10&traffic.thinkMs=150&request.cpuMs=30&request.ioMs=30&request.slowShare=0.01&request.slowFactor=30&client.timeoutMs=0&proxy.readTimeoutMs=&machine.cores=2&run.seconds=120&pool.server.workers=5'

const TEST = VISITORS.replace('traffic.rate', 'traffic.kind=closed&traffic.rate')

export const CHAPTER: Chapter = {
  id: 'what-averages-hide',
  title: 'What averages hide',
  idea: 'A load test whose users wait for answers is gentle exactly when the server is slow. Visitors are not.',
  link: VISITORS,
  views: ['sentence', 'latency', 'places'],
  controls: [{ lane: null, path: 'request.slowShare' }],
  scenes: [
    { label: 'Visitors', link: VISITORS },
    { label: 'The load test', link: TEST },
  ],
  runs: {
    test: { link: TEST, lane: 'pool' },
    even: { link: VISITORS.replace('slowShare=0.01', 'slowShare=0'), lane: 'pool' },
  },
  question: {
    kind: 'choice',
    asks: 'Now as many requests a second come from visitors who know nothing of each other. Their p95?',
    choices: [
      { id: 'same', text: 'The same: it is the same load' },
      { id: 'twice', text: 'Up to twice as long' },
      { id: 'more', text: 'More than four times as long' },
    ],
    answer: ({ pool, test }) => {
      const ratio = pool!.latencyMs.p95 / test!.latencyMs.p95
      if (ratio < 1.2) return 'same'
      return ratio <= 2 ? 'twice' : 'more'
    },
  },
  claims: {
    'the-load-is-alike': ({ pool, test }) => Math.abs(test!.throughputPerSecond / pool!.throughputPerSecond - 1) < 0.03,
    'the-test-is-pleased': ({ test }) => test!.latencyMs.p95 < 250,
    'visitors-are-not': ({ pool, test }) => pool!.latencyMs.p95 > 5 * test!.latencyMs.p95,
    'nobody-waits-the-mean': ({ pool }) =>
      pool!.latencyMs.mean > 2 * pool!.latencyMs.p50 && pool!.latencyMs.p95 > 3 * pool!.latencyMs.mean,
    'the-reports-do-it': ({ pool, even }) => even!.latencyMs.p95 < 0.25 * pool!.latencyMs.p95,
    'five-at-most-can-wait': ({ test }) => test!.scenario.traffic.users - test!.scenario.server.workers === 5,
  },
}
