import type { Chapter } from '../../chapter.ts'

const LINK =
  'story=one-core&lanes=a,b&traffic.ratePerSecond=20&server.workers=1&server.backlog=32&a.name=Behind%20a%20TCP%20port&a.proxy.socket=tcp&b.name=Behind%20a%20unix%20socket&b.proxy.socket=unix'

export const CHAPTER: Chapter = {
  id: 'wall-of-errors',
  title: 'A wall of errors',
  idea: 'A 502 is a closed door, a 504 is a long wait. Nginx reports both and causes neither.',
  link: LINK,
  views: ['sentence', 'stage'],
  controls: [{ lane: null, path: 'server.backlog' }],
  runs: { long: { link: LINK.replace('backlog=32', 'backlog=100'), lane: 'b' } },
  question: {
    kind: 'choice',
    asks: 'One server, the same overload, the same length of queue. What does nginx report?',
    choices: [
      { id: '502', text: '502 for both: the server refuses them' },
      { id: '504', text: '504 for both: the server is too slow' },
      { id: 'each', text: '504 behind the TCP port, 502 behind the unix socket' },
    ],
    answer: ({ a, b }) => {
      const [port, socket] = [a!.outcomes, b!.outcomes]
      if (port['504'] > port['502'] && socket['502'] > socket['504']) return 'each'
      return port['502'] > port['504'] ? '502' : '504'
    },
  },
  claims: {
    'the-port-gives-504': ({ a }) => a!.outcomes['504'] + a!.ok === a!.offered && a!.log.synDropped > a!.offered,
    'the-socket-gives-502': ({ b }) => b!.outcomes['502'] + b!.ok === b!.offered,
    'who-gets-in-is-answered': ({ b }) => b!.latencyMs.max < b!.scenario.proxy.readTimeoutMs,
    'a-longer-queue-gives-504': ({ long }) => long!.outcomes['504'] > long!.outcomes['502'],
    'and-answers-fewer': ({ long, b }) => long!.ok < b!.ok / 4,
  },
}
