import type { Chapter } from '../../chapter.ts'

const LINK =
  'story=two-cores&lanes=a,b&traffic.ratePerSecond=40&request.cpuMs=10&request.ioMs=190&machine.cores=2&a.name=Five%20workers&a.server.workers=5&b.name=Fifteen%20threads&b.server.kind=gunicorn-gthread&b.server.workers=1&b.server.threads=15'

const COMPUTING = LINK.replace('cpuMs=10', 'cpuMs=40').replace('ioMs=190', 'ioMs=10')

export const CHAPTER: Chapter = {
  id: 'how-many-workers',
  title: 'How many workers?',
  idea: 'Workers are for waiting, cores are for computing. A rule of thumb that counts cores knows one of the two.',
  link: LINK,
  views: ['sentence', 'stage'],
  controls: [
    { lane: null, path: 'request.cpuMs' },
    { lane: null, path: 'request.ioMs' },
  ],
  scenes: [
    { label: 'Requests that mostly wait', link: LINK },
    { label: 'Requests that mostly compute', link: COMPUTING },
  ],
  runs: {
    processes: { link: COMPUTING, lane: 'a' },
    threads: { link: COMPUTING, lane: 'b' },
  },
  question: {
    kind: 'choice',
    asks: '{a.cores.words} cores, requests that mostly wait: {a.workers.words} workers as the rule says, or {b.workers.words} worker with {b.threads} threads?',
    choices: [
      { id: 'five', text: '{a.workers.words} workers: Python’s threads cannot use the second core' },
      { id: 'fifteen', text: '{b.threads} threads: as many requests can wait at once' },
      { id: 'both', text: 'Both answer all of them' },
    ],
    answer: ({ a, b }) => {
      if (a!.ok === a!.offered && b!.ok === b!.offered) return 'both'
      return a!.ok > b!.ok ? 'five' : 'fifteen'
    },
  },
  claims: {
    'the-rule-says-so': ({ a }) => a!.scenario.server.workers === 2 * a!.scenario.machine.cores + 1,
    'all-workers-hold-requests-that-wait': ({ a }) => a!.workerUtilization > 0.98 && a!.cpuUtilization < 0.25,
    'threads-answer': ({ b }) => b!.ok === b!.offered,
    'processes-compute': ({ processes }) => processes!.ok === processes!.offered,
    'threads-have-one-core': ({ threads }) =>
      threads!.ok / threads!.offered < 0.3 && Math.abs(threads!.cpuUtilization - 0.5) < 0.02,
    'eight-are-needed': ({ a }) => {
      const { traffic, request, server } = a!.scenario
      const held = (traffic.ratePerSecond * (request.cpuMs + request.ioMs)) / 1000
      return held === 8 && held > server.workers
    },
  },
}
