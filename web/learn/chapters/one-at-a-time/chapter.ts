import type { Chapter } from '../../chapter.ts'

export const CHAPTER: Chapter = {
  id: 'one-at-a-time',
  title: 'One at a time',
  idea: 'A server that holds one request at a time is full long before its processor is.',
  link: 'story=one-core',
  views: ['sentence', 'stage'],
  controls: [{ lane: null, path: 'traffic.ratePerSecond' }],
  runs: { quiet: { link: 'story=one-core&traffic.ratePerSecond=4', lane: 'one' } },
  question: {
    kind: 'choice',
    asks: '{one.rate} requests a second arrive for a minute. How many of a hundred does the server answer that takes one at a time?',
    choices: [
      { id: 'most', text: 'About 90: it is a little behind' },
      { id: 'seven', text: 'About 70: {one.perfectRate.words} a second of the {one.rate}' },
      { id: 'few', text: 'About 10' },
    ],
    answer: ({ one }) => {
      const share = one!.ok / one!.offered
      if (share > 0.8) return 'most'
      return share > 0.4 ? 'seven' : 'few'
    },
  },
  claims: {
    'quiet-is-fine': ({ quiet }) => quiet!.ok === quiet!.offered,
    'nearly-all-fail': ({ one }) => one!.ok / one!.offered < 0.2,
    'the-core-idles': ({ one }) => one!.cpuUtilization < 0.5,
    'it-works-all-the-time': ({ one }) => one!.servedPerSecond > 9 && one!.workerUtilization > 0.95,
    'the-pool-answers-all': ({ pool }) => pool!.ok === pool!.offered,
  },
}
