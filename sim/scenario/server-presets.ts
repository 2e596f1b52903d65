/**
 * Servers as people meet them: each with the line of configuration it stands for. What a line leaves out is that
 * server's own default (`server-kinds.ts`), and the newest behaviour of server and kernel; an older one says so.
 */
import type { PartialScenario } from './scenario.ts'

export interface ServerPreset {
  id: string
  title: string
  /** One or two sentences: what is particular about it. */
  about: string
  /** The command, the Procfile's line or the settings, as their users write them. */
  line: string
  scenario: PartialScenario
}

/** Linux before 5.4 caps every queue at 128 places; before 6.5 its SYN retries double from the first one on. */
const LINUX_4_14 = { somaxconn: 128, synRetry: 'exponential' } as const
/** Amazon Linux 2023 and Debian 12 have Linux 6.1. */
const LINUX_6_1 = { synRetry: 'exponential' } as const
/** Before 1.29.7, or with an address in proxy_pass, nginx opens a connection for each request. */
const NOTHING_KEPT = { upstreamKeepalive: 0 } as const

const flask: readonly ServerPreset[] = [
  {
    id: 'flask',
    title: 'Flask’s own server, one at a time',
    about: 'The development server with threaded=False, as every Flask before 1.0 ran it.',
    line: 'app.run(threaded=False)',
    scenario: { server: { kind: 'flask' } },
  },
  {
    id: 'flask-threaded',
    title: 'Flask’s own server, as it is today',
    about: 'The command flask run since 1.0: a thread for every connection, one interpreter lock for all.',
    line: 'flask run',
    scenario: { server: { kind: 'flask-threaded' } },
  },
  {
    id: 'flask-alone',
    title: 'Flask’s own server with nothing in front',
    about:
      'Werkzeug since 2.3 waits up to 10 ms after each answer for the client to close: one at a time, that alone is a limit of about 80 a second.',
    line: 'app.run(host="0.0.0.0", threaded=False)',
    scenario: { server: { kind: 'flask' }, proxy: { kind: 'none' } },
  },
  {
    id: 'flask-alone-werkzeug-2.2',
    title: 'Flask’s own server with nothing in front, Werkzeug before 2.3',
    about: 'The same, before the wait for the client was added in April 2023.',
    line: 'app.run(host="0.0.0.0", threaded=False)  # Werkzeug 2.2',
    scenario: { server: { kind: 'flask', closeWaitMs: 0 }, proxy: { kind: 'none' } },
  },
]

const gunicorn: readonly ServerPreset[] = [
  {
    id: 'gunicorn-sync',
    title: 'gunicorn with four workers',
    about: 'The line from Flask’s deployment guide: four processes, one request each.',
    line: 'gunicorn -w 4 app:app',
    scenario: { server: { kind: 'gunicorn-sync', workers: 4 } },
  },
  {
    id: 'gunicorn-2n+1',
    title: 'gunicorn with the workers that its documentation recommends',
    about: 'Twice the cores and one more: five workers on two cores.',
    line: 'gunicorn -w $((2 * $(nproc) + 1)) app:app',
    scenario: { server: { kind: 'gunicorn-sync', workers: 5 }, machine: { cores: 2 } },
  },
  {
    id: 'gunicorn-unix',
    title: 'gunicorn behind a unix socket',
    about: 'When the queue of a unix socket is full, nginx fails at once with 502; over TCP it would try for seconds.',
    line: 'gunicorn -w 4 --bind unix:/run/app.sock app:app',
    scenario: { server: { kind: 'gunicorn-sync', workers: 4 }, proxy: { socket: 'unix' } },
  },
  {
    id: 'gunicorn-21',
    title: 'gunicorn before 22',
    about:
      'When its arbiter kills a worker, the connection closes without a word and nginx says 502; since 22.0 the worker still answers 500.',
    line: 'gunicorn -w 4 app:app  # 21.2 and older',
    scenario: { server: { kind: 'gunicorn-sync', workers: 4, killAnswer: '502' } },
  },
  {
    id: 'gunicorn-max-requests',
    title: 'gunicorn whose workers retire',
    about:
      'Each worker ends after a thousand requests, give or take, against leaks of memory; its successor must boot.',
    line: 'gunicorn -w 4 --max-requests 1000 --max-requests-jitter 100 app:app',
    scenario: { server: { kind: 'gunicorn-sync', workers: 4, maxRequests: 1000, maxRequestsJitter: 100 } },
  },
  {
    id: 'gunicorn-gthread',
    title: 'gunicorn with threads',
    about: 'Two processes of four threads: eight requests at a time, two interpreter locks.',
    line: 'gunicorn -w 2 --threads 4 app:app',
    scenario: { server: { kind: 'gunicorn-gthread', workers: 2, threads: 4 } },
  },
  {
    id: 'gunicorn-gthread-nginx-1.28',
    title: 'gunicorn with threads behind nginx before 1.29.7',
    about:
      'nginx opens a connection for each request. Since 1.29.7 it keeps up to 32, and a request on one goes to the process at its other end, busy or not.',
    line: 'gunicorn -w 2 --threads 4 app:app  # nginx 1.28',
    scenario: { server: { kind: 'gunicorn-gthread', workers: 2, threads: 4 }, proxy: NOTHING_KEPT },
  },
  {
    id: 'gunicorn-23-gthread',
    title: 'gunicorn 23 with threads',
    about: 'From 21 to 23 the poller waits for a request’s first bytes: a silent connection holds no thread.',
    line: 'gunicorn -w 2 --threads 4 app:app  # 23.0',
    scenario: { server: { kind: 'gunicorn-gthread', workers: 2, threads: 4, reading: 'poller' } },
  },
  {
    id: 'gunicorn-24-gthread',
    title: 'gunicorn 24 with threads',
    about: 'From 24.0 to 25.1 a thread waits for the first bytes without a limit: eight silent connections hold all.',
    line: 'gunicorn -w 2 --threads 4 app:app  # 24.0',
    scenario: { server: { kind: 'gunicorn-gthread', workers: 2, threads: 4, reading: 'thread' } },
  },
  {
    id: 'gunicorn-gevent',
    title: 'gunicorn with gevent',
    about: 'Two processes of greenlets: any number may wait, one in each process computes.',
    line: 'gunicorn -k gevent -w 2 app:app',
    scenario: { server: { kind: 'gunicorn-gevent', workers: 2 } },
  },
  {
    id: 'gunicorn-linux-4.14',
    title: 'gunicorn on Linux before 5.4',
    about:
      'The kernel caps the queue of 2048 at 128 places, and a dropped connection comes again after 1, 3, 7 and 15 s.',
    line: 'gunicorn -w 4 app:app  # net.core.somaxconn = 128',
    scenario: { server: { kind: 'gunicorn-sync', workers: 4 }, machine: LINUX_4_14 },
  },
]

const others: readonly ServerPreset[] = [
  {
    id: 'uwsgi',
    title: 'uWSGI',
    about: 'The quickstart’s four processes of two threads, with the short queue uWSGI asks for: 101 places.',
    line: 'uwsgi --http-socket :8000 --wsgi-file app.py --master --processes 4 --threads 2',
    scenario: { server: { kind: 'uwsgi', workers: 4, threads: 2 } },
  },
  {
    id: 'uwsgi-harakiri',
    title: 'uWSGI with harakiri',
    about: 'The master kills a worker whose request lasts longer than thirty seconds, without a word: a 502.',
    line: 'uwsgi --socket :8000 --module app --master --processes 4 --harakiri 30',
    scenario: { server: { kind: 'uwsgi', workers: 4, timeoutMs: 30_000 } },
  },
  {
    id: 'waitress',
    title: 'waitress',
    about: 'One process with a queue of its own and four threads, as waitress-serve starts it.',
    line: 'waitress-serve app:app',
    scenario: { server: { kind: 'waitress' } },
  },
  {
    id: 'turbogears',
    title: 'TurboGears as it was',
    about:
      'TurboGears 1 on CherryPy’s server: ten threads in one process, a socket queue of five, and a queue inside without an end.',
    line: 'server.thread_pool = 10\nserver.socket_queue_size = 5',
    scenario: { server: { kind: 'turbogears' }, machine: LINUX_4_14 },
  },
]

const elasticBeanstalk: readonly ServerPreset[] = [
  {
    id: 'elastic-beanstalk',
    title: 'Elastic Beanstalk’s default',
    about:
      'One gunicorn process with fifteen threads behind nginx: one interpreter lock, however many cores are paid for.',
    line: 'gunicorn --bind 127.0.0.1:8000 --workers=1 --threads=15 application',
    // The platform's nginx is older than 1.29.7, and passes to an address.
    scenario: {
      server: { kind: 'gunicorn-gthread', workers: 1, threads: 15 },
      machine: LINUX_6_1,
      proxy: NOTHING_KEPT,
    },
  },
  {
    id: 'elastic-beanstalk-procfile',
    title: 'Elastic Beanstalk with the Procfile of its guide',
    about: 'Three processes of two threads: three interpreter locks, six requests at a time.',
    line: 'web: gunicorn --bind :8000 --workers 3 --threads 2 project.wsgi:application',
    scenario: { server: { kind: 'gunicorn-gthread', workers: 3, threads: 2 }, machine: LINUX_6_1, proxy: NOTHING_KEPT },
  },
  {
    id: 'elastic-beanstalk-uwsgi',
    title: 'Elastic Beanstalk with uWSGI, from its guide',
    about: 'Four processes of two threads that accept only when they are free.',
    line: 'web: uwsgi --http :8000 --wsgi-file application.py --master --processes 4 --threads 2',
    scenario: { server: { kind: 'uwsgi', workers: 4, threads: 2 }, machine: LINUX_6_1 },
  },
  {
    id: 'elastic-beanstalk-al2',
    title: 'Elastic Beanstalk’s default on an early Amazon Linux 2',
    about: 'The same fifteen threads on Linux 4.14, where the queue holds 129 connections instead of 2049.',
    line: 'gunicorn --bind 127.0.0.1:8000 --workers=1 --threads=15 application  # Linux 4.14',
    scenario: {
      server: { kind: 'gunicorn-gthread', workers: 1, threads: 15 },
      machine: LINUX_4_14,
      proxy: NOTHING_KEPT,
    },
  },
]

/** All of them; `presets.ts` adds the lanes of the stories. */
export const SERVER_PRESETS: readonly ServerPreset[] = [...flask, ...gunicorn, ...others, ...elasticBeanstalk]
