import type { Chapter } from '../../chapter.ts'
import { answeredAtLast } from '../../text/measures.ts'

export const CHAPTER: Chapter = {
  id: 'nobody-is-waiting',
  title: 'Nobody is waiting any more',
  idea: 'A client that gives up does not take its work back. So a little too much load can become a total failure.',
  link: 'story=nobody-waits',
  views: ['sentence', 'stage'],
  controls: [{ lane: null, path: 'traffic.ratePerSecond' }],
  runs: {
    once: { link: 'story=retry-storm', lane: 'once' },
    again: { link: 'story=retry-storm', lane: 'again' },
  },
  question: {
    kind: 'choice',
    asks: '{one.excessShare} more arrive than can be done. What share is answered in time?',
    choices: [
      { id: 'five-sixths', text: '{one.perfectShare}: what can be done is done' },
      { id: 'half', text: 'About half' },
      { id: 'none', text: 'Hardly any' },
    ],
    answer: ({ one }) => {
      const share = one!.ok / one!.offered
      if (share > 0.7) return 'five-sixths'
      return share > 0.2 ? 'half' : 'none'
    },
  },
  claims: {
    'hardly-any-is-answered': ({ one }) => one!.ok / one!.offered < 0.02,
    'all-its-work-is-for-nobody': ({ one }) => one!.wastedCpuShare > 0.98 && one!.servedPerSecond > 18,
    'twenty-are-enough': ({ one }) => {
      const { client, request } = one!.scenario
      return client.timeoutMs / (request.cpuMs + request.ioMs) === 20 && one!.places.acceptQueue > 20
    },
    'tried-once-it-recovers': ({ once }) => answeredAtLast(once!) > 0.98,
    'tried-again-it-does-not': ({ again }) => answeredAtLast(again!) < 0.05,
  },
}
