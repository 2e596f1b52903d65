import type { Chapter, Figures } from '../../chapter.ts'

const LINK =
  'story=one-core&lanes=pool&traffic.ratePerSecond=40&request.cpuMs=30&request.ioMs=120&machine.cores=2&run.seconds=300'

const withWorkers = (workers: number) => ({
  link: `${LINK}&pool.server.workers=${workers}`,
  lane: 'pool',
})

/** Everybody is answered, 95 of 100 within half a second. */
const isEnough = (run: Figures[string]) => run!.ok === run!.offered && run!.latencyMs.p95 < 500

export const CHAPTER: Chapter = {
  id: 'your-own-service',
  title: 'Your own service',
  idea: 'Three numbers, two of them from a log, say how many workers a service needs. The rest is headroom.',
  link: `${LINK}&pool.server.workers=5`,
  views: ['sentence', 'stage'],
  controls: [
    { lane: null, path: 'server.workers' },
    { lane: null, path: 'traffic.ratePerSecond' },
  ],
  runs: {
    rule: withWorkers(5),
    six: withWorkers(6),
    seven: withWorkers(7),
    eight: withWorkers(8),
    sixteen: withWorkers(16),
  },
  question: {
    kind: 'choice',
    asks: '{rule.cores.words} cores. How many workers are enough for 95 of 100 answers within half a second?',
    choices: [
      { id: 'rule', text: '{rule.workers.words}: two for each core, and one' },
      { id: 'six', text: '{six.workers.words}: as many as are in service on average' },
      { id: 'eight', text: '{eight.workers.words}' },
      { id: 'sixteen', text: '{sixteen.workers}' },
    ],
    answer: figures => ['rule', 'six', 'eight', 'sixteen'].find(name => isEnough(figures[name])) ?? 'none of them',
  },
  claims: {
    'six-are-in-service': ({ six }) => {
      const { traffic, request } = six!.scenario
      return (traffic.ratePerSecond * (request.cpuMs + request.ioMs)) / 1000 === 6
    },
    'the-cores-suffice': ({ eight }) => eight!.cpuUtilization < 0.7,
    'five-fail': ({ rule }) => rule!.ok / rule!.offered < 0.2,
    'six-fail-too': ({ six }) => six!.ok / six!.offered < 0.5,
    'eight-are-enough': ({ seven, eight }) => !isEnough(seven) && isEnough(eight),
    'more-gain-little': ({ eight, sixteen }) => sixteen!.latencyMs.p95 > 0.85 * eight!.latencyMs.p95,
  },
}
