/** Every state that stage and charts can be in, as links: shown by `gallery.html`, and the rows of their charts tested. */

export interface GalleryState {
  name: string
  /** What to look for. */
  about: string
  /** The fragment of a link of the playground, with its instant. */
  link: string
}

export const GALLERY: readonly GalleryState[] = [
  {
    name: 'nothing',
    about: 'No request at all: empty charts, an idle stage.',
    link: 'story=one-core&traffic.ratePerSecond=0.01&run.seconds=5&t=2',
  },
  { name: 'calm', about: 'Requests waiting, computing, in I/O; answers leaving.', link: 'story=one-core&t=7.4' },
  {
    name: 'full queue',
    about: 'All places taken, half of them by requests that nobody waits for; 504s fall out.',
    link: 'story=one-core&t=23.417',
  },
  {
    name: 'half open',
    about: 'SYNs dropped, connections half open, a thread that waits for data.',
    link: 'story=one-core&machine.cores=4&traffic.ratePerSecond=45&pool.server.workers=8&t=53.5',
  },
  {
    name: 'unix socket',
    about: 'A full queue that refuses at once: 502.',
    link: 'story=one-core&proxy.socket=unix&traffic.ratePerSecond=60&one.server.backlog=8&t=20',
  },
  {
    name: 'out of connections',
    about: 'nginx has none left: 500 and resets.',
    link: 'story=one-core&proxy.workerConnections=40&traffic.ratePerSecond=40&t=20',
  },
  {
    name: 'no nginx',
    about: 'Clients speak to the server; connections refused and left.',
    link: 'story=one-core&proxy.kind=none&client.timeoutMs=3000&t=20',
  },
  {
    name: 'retired',
    about: 'Workers away after max_requests, hatched.',
    link: 'story=one-core&pool.server.maxRequests=40&pool.server.bootMs=4000&t=16.5',
  },
  {
    name: 'killed',
    about: 'Workers killed by the watchdog, booting.',
    link: 'story=one-core&pool.server.timeoutMs=200&pool.server.bootMs=3000&t=20',
  },
  {
    name: 'out of memory',
    about: 'More workers than the memory holds.',
    link: 'story=one-core&machine.memoryMb=1000&pool.server.workers=8&pool.server.memoryMb=200&t=20',
  },
  {
    name: 'threads',
    about: 'Threads that take turns on the interpreter lock, and a pool of coroutines.',
    link: 'story=one-core&lanes=one,pool,a,b&a.server.kind=gunicorn-gthread&a.server.workers=2&b.server.kind=gunicorn-gevent&b.server.workers=2&t=20',
  },
  {
    name: 'many workers',
    about: 'More workers and cores than fit are summarised.',
    link: 'story=one-core&machine.cores=32&traffic.ratePerSecond=400&pool.server.workers=200&t=20',
  },
  {
    name: 'too many to draw',
    about: 'Thousands in flight: density instead of marks.',
    link: 'story=one-core&traffic.ratePerSecond=900&client.timeoutMs=30000&proxy.readTimeoutMs=30000&proxy.workerConnections=100000&t=20',
  },
  {
    name: 'several servers',
    about: 'nginx picks among four servers behind it.',
    link: 'story=one-core&proxy.upstreams=4&traffic.ratePerSecond=40&t=20',
  },
  { name: 'retries', about: 'Clients that leave and send again.', link: 'story=retry-storm&t=30' },
]
