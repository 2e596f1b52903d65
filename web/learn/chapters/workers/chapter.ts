import type { Chapter } from '../../chapter.ts'

const LINK =
  'story=one-core&lanes=pool&traffic.ratePerSecond=30&proxy.connectTimeoutMs=&proxy.readTimeoutMs=&run.seconds=30'

const withWorkers = (workers: number) => ({ link: `${LINK}&pool.server.workers=${workers}`, lane: 'pool' })

export const CHAPTER: Chapter = {
  id: 'workers',
  title: 'Workers',
  idea: 'A second worker computes while the first one waits. That helps until the core is never idle.',
  link: LINK,
  views: ['sentence', 'stage'],
  controls: [{ lane: null, path: 'server.workers' }],
  runs: {
    w1: withWorkers(1),
    w2: withWorkers(2),
    w5: withWorkers(5),
    w6: withWorkers(6),
  },
  question: {
    kind: 'curve',
    asks: 'How many answers a second with one worker, with {w2.workers.words}, with {w6.workers.words}? Draw the line.',
    run: { link: LINK, lane: 'pool' },
    over: { path: 'server.workers', values: [1, 2, 3, 4, 5, 6], label: 'Workers' },
    of: { label: 'answers', unit: 'a second', max: 40, value: ({ throughputPerSecond }) => throughputPerSecond },
  },
  claims: {
    'the-second-adds-most': ({ w1, w2 }) =>
      w2!.throughputPerSecond > 1.6 * w1!.throughputPerSecond && w2!.throughputPerSecond < 2 * w1!.throughputPerSecond,
    'the-sixth-adds-nothing': ({ w5, w6 }) => w6!.throughputPerSecond / w5!.throughputPerSecond < 1.03,
    'the-core-is-busy': ({ w6 }) => w6!.cpuUtilization > 0.98,
    'no-more-than-the-bound': figures =>
      Object.values(figures).every(({ throughputPerSecond, scenario: { server, request, machine } }) => {
        const each = request.cpuMs + request.ioMs
        const bound = Math.min(server.workers / each, machine.cores / request.cpuMs) * 1000
        return throughputPerSecond < 1.02 * bound
      }),
  },
}
