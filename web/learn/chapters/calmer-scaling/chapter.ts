import type { Chapter } from '../../chapter.ts'

export const CHAPTER: Chapter = {
  id: 'calmer-scaling',
  title: 'Calmer scaling, and the bill',
  idea: 'A rule that adds machines does not ask why there are too few. Often the machine was not the problem.',
  link: 'story=cheaper-machine',
  views: [],
  controls: [],
  fleets: {
    before: { preset: 'fleet/one-at-a-time', label: 'One at a time' },
    pool: { preset: 'fleet/pool', label: 'Three workers' },
    after: { preset: 'fleet/two-cores', label: 'Five workers, two vCPUs' },
    blind: { preset: 'fleet/blind', label: 'One at a time, scaled by bytes sent' },
  },
  question: {
    kind: 'choice',
    asks: '{pool.workers.words} workers instead of one at a time, on the same machine, under the same rule. How often is the fleet scaled now?',
    choices: [
      { id: 'as-often', text: 'As often: the traffic is the same' },
      { id: 'less', text: 'Less often' },
      { id: 'never', text: 'Never' },
    ],
    answer: (_, { before, pool }) => {
      if (pool!.scalingEvents === 0) return 'never'
      return pool!.scalingEvents < before!.scalingEvents ? 'less' : 'as-often'
    },
  },
  claims: {
    'the-day-crosses-the-line': (_, { before }) => {
      const { request } = before!.scenario
      const most = Math.max(...before!.series.columns.offered)
      return before!.scenario.traffic.ratePerSecond < 5 && request.cpuMs + request.ioMs === 200 && most > 5
    },
    'it-was-scaled': (_, { before }) => before!.scalingEvents > 0 && before!.instanceHours > 1.3 * 24,
    'it-is-scaled-no-more': (_, { pool }) => pool!.scalingEvents === 0 && pool!.errorShare === 0,
    'the-pool-costs-less': (_, { before, pool }) => pool!.dollarsPerMillion < 0.75 * before!.dollarsPerMillion,
    'the-other-machine-costs-less': (_, { pool, after }) =>
      after!.dollarsPerMillion < 0.7 * pool!.dollarsPerMillion && after!.errorShare === 0,
    'bytes-say-nothing': (_, { blind }) => blind!.scalingEvents === 0 && blind!.errorShare > 0.25,
  },
}
