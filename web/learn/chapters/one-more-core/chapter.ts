import type { Chapter } from '../../chapter.ts'

export const CHAPTER: Chapter = {
  id: 'one-more-core',
  title: 'One more core',
  idea: 'A core that is always busy says how much of it there is, not how much there is to do.',
  link: 'story=two-cores',
  views: ['sentence', 'stage'],
  controls: [{ lane: null, path: 'traffic.ratePerSecond' }],
  runs: { hyperthreads: { link: 'story=two-cores&two-cores.machine.type=c5.large', lane: 'two-cores' } },
  question: {
    kind: 'choice',
    asks: 'The same {one-core.workers.words} workers get a second core. What does the graph of CPU utilization show?',
    choices: [
      { id: 'same', text: 'It stays at its limit: there is plenty to do' },
      { id: 'half', text: 'It falls to half: the same work on twice the cores' },
      { id: 'more', text: 'It falls, though more is answered' },
    ],
    answer: ({ 'one-core': before, 'two-cores': after }) => {
      if (after!.cpuUtilization > 0.9) return 'same'
      return after!.ok > 1.2 * before!.ok ? 'more' : 'half'
    },
  },
  claims: {
    'the-core-is-full': ({ 'one-core': before }) => before!.cpuUtilization > 0.98 && before!.ok / before!.offered < 0.5,
    'much-is-for-nobody': ({ 'one-core': before }) => before!.wastedCpuShare > 0.5,
    'all-are-answered': ({ 'two-cores': after }) => after!.ok === after!.offered,
    'two-hyperthreads-are-not-two-cores': ({ hyperthreads, 'two-cores': after }) =>
      hyperthreads!.scenario.machine.threadsPerCore === 2 &&
      hyperthreads!.cpuUtilization > 0.9 &&
      hyperthreads!.latencyMs.p95 > 5 * after!.latencyMs.p95,
    'utilization-is-demand-over-cores': ({ 'two-cores': after }) => {
      const { traffic, request, machine } = after!.scenario
      const expected = (traffic.ratePerSecond * request.cpuMs) / 1000 / machine.cores
      return Math.abs(after!.cpuUtilization - expected) < 0.03
    },
  },
}
