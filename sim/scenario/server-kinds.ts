/**
 * The servers, as data for one model: processes × threads, when a worker accepts, how threads share a process.
 * A number in a record is that server's own default; `fixed` means that the server has no such setting.
 * Overheads come from the recordings in `public/truth`, by `prefork calibrate`, and were checked on the others
 * (`validation/halves.ts` says which).
 */
import type { Scenario, ServerKindName } from './scenario.ts'

/**
 * `when-idle`: only a thread with nothing to do accepts, so the kernel's queue is one FIFO shared by all.
 * `eager`: a process accepts at once, up to its connection limit, and queues inside.
 * `one by one`: a main thread starts a thread for each connection, and accepts the next one when that has run. It waits
 * for its turns on the GIL like any other thread.
 */
export type Acceptance = 'when-idle' | 'eager' | 'one by one'

/**
 * `gil`: threads take turns on the interpreter, one switch interval each.
 * `cooperative`: whoever computes keeps the process until it waits.
 */
export type Sharing = 'gil' | 'cooperative'

/**
 * `thread`: the thread that has begun it. `main thread`: collects all of it before any thread sees it, so that a slow
 * client holds none. `by version`: gunicorn's gthread, see the parameter `server.reading`.
 */
export type Reading = 'thread' | 'main thread' | 'by version'

export interface Setting {
  default: number
  fixed?: true
}

export interface ServerKind {
  name: ServerKindName
  label: string
  /** One plain sentence for a reader who has never met this server. */
  about: string
  /** The configuration line this setup stands for. */
  configLine: (server: Scenario['server']) => string
  acceptance: Acceptance
  sharing: Sharing
  workers: Setting
  threads: Setting
  backlog: Setting
  /** Connections one process holds at most, those inside its own queue included. Eager servers only. */
  connections: Setting
  /** The watchdog: how long one request may keep a worker. 0: no watchdog. */
  timeoutMs: Setting
  /** How the request ends for whose sake the watchdog kills a worker. */
  killAnswer: { default: Scenario['server']['killAnswer'] }
  bootMs: Setting
  /** Requests after which a worker retires, and how many are drawn on top. */
  maxRequests: Setting
  maxRequestsJitter: Setting
  /** How long a thread waits after an answer for the client to close, where there is no proxy that closes at once. */
  closeWaitMs: Setting
  /** Who waits for a request whose connection is there. */
  reading: Reading
  /** How long a connection on which nothing comes is kept; 0: each is closed after its answer. `fixed`: always closed. */
  keepaliveMs: Setting
  /** CPU the server itself spends on a request, besides the application's. */
  overheadMs: Setting
  /**
   * Turns on the GIL that the server's own CPU for a request is spread over: half before the application, half after.
   * The 4 of threaded servers is the best of 2, 4, 6 and 8 on the latencies of their recordings.
   */
  gilTurns: Setting
  /** GIL switch interval. */
  switchIntervalMs: Setting
}

/** More threads than any process here will have; stands for "one more thread for each connection". */
export const UNBOUNDED_THREADS = 100_000

const NOT_SETTABLE: Setting = { default: 0, fixed: true }

/** CPython's `sys.getswitchinterval()`, 5 ms since 3.2 (Python/ceval_gil.h, DEFAULT_INTERVAL 5000 µs). */
const GIL_SWITCH_INTERVAL: Setting = { default: 5 }

/** Werkzeug `LISTEN_QUEUE = 128`, werkzeug@3.1.8 serving.py:82. */
const WERKZEUG_BACKLOG: Setting = { default: 128 }

const flask: ServerKind = {
  name: 'flask',
  label: 'Flask, one at a time',
  about: 'Flask’s development server without threads: it takes the next request when the last one is answered.',
  configLine: () => 'app.run(threaded=False)',
  // BaseWSGIServer accepts, reads, runs, writes and closes in one thread (werkzeug@3.1.8 serving.py:701).
  acceptance: 'when-idle',
  sharing: 'gil',
  workers: { default: 1, fixed: true },
  threads: { default: 1, fixed: true },
  backlog: WERKZEUG_BACKLOG,
  connections: { default: 1, fixed: true },
  timeoutMs: NOT_SETTABLE,
  killAnswer: { default: '500' },
  bootMs: { default: 1000 },
  maxRequests: NOT_SETTABLE,
  maxRequestsJitter: NOT_SETTABLE,
  // Up to 10 ms since Werkzeug 2.3.0 (serving.py:342-366); 0 before.
  closeWaitMs: { default: 10 },
  reading: 'thread',
  // Every response says Connection: close (werkzeug@3.1.8 serving.py:293-297).
  keepaliveMs: NOT_SETTABLE,
  // Recordings flask-cpu-only and flask-overload: held 1.45 to 1.54 ms between answers that followed each other directly.
  overheadMs: { default: 1.5 },
  gilTurns: { default: 2, fixed: true },
  switchIntervalMs: GIL_SWITCH_INTERVAL,
}

const gunicornSync: ServerKind = {
  name: 'gunicorn-sync',
  label: 'gunicorn',
  about: 'Workers forked before the work arrives. A free worker takes the head of one queue that all share.',
  configLine: server => `gunicorn -w ${server.workers} app:app`,
  // A busy sync worker never accepts (gunicorn@26.1.0 workers/sync.py:58-85).
  acceptance: 'when-idle',
  sharing: 'gil',
  // gunicorn@26.1.0 config.py:703 (workers), :683 (backlog), :838 (timeout).
  workers: { default: 1 },
  threads: { default: 1, fixed: true },
  backlog: { default: 2048 },
  connections: { default: 1, fixed: true },
  timeoutMs: { default: 30_000 },
  // Since 22.0 the dying worker writes an error page (gunicorn@22.0.0 workers/sync.py:157).
  killAnswer: { default: '500' },
  bootMs: { default: 1000 },
  // config.py:799, :819: both off.
  maxRequests: { default: 0 },
  maxRequestsJitter: { default: 0 },
  closeWaitMs: NOT_SETTABLE,
  reading: 'thread',
  // Always Connection: close (workers/sync.py:179).
  keepaliveMs: NOT_SETTABLE,
  // CPU accounts of gunicorn-4w-1c-hot, gunicorn-4w-2c and story-2-gunicorn-1c: 1.19, 1.05 and 1.33 ms.
  overheadMs: { default: 1.2 },
  gilTurns: { default: 2, fixed: true },
  switchIntervalMs: GIL_SWITCH_INTERVAL,
}

const flaskThreaded: ServerKind = {
  ...flask,
  name: 'flask-threaded',
  label: 'Flask, threaded',
  about: 'Flask’s development server as it is since 1.0: a new thread for every connection, all under one GIL.',
  configLine: () => 'flask run',
  // ThreadedWSGIServer: one new thread per connection, no upper limit (werkzeug@3.1.8 serving.py:869-877). The thread that
  // accepts starts it (CPython Lib/socketserver.py, ThreadingMixIn) and waits until it runs (threading.py, `Thread.start`).
  acceptance: 'one by one',
  threads: { default: UNBOUNDED_THREADS, fixed: true },
  connections: { default: UNBOUNDED_THREADS, fixed: true },
  // CPU account of flask-threaded-1c: 1.81 to 1.99 ms.
  overheadMs: { default: 1.9 },
  gilTurns: { default: 4 },
}

const gunicornGthread: ServerKind = {
  ...gunicornSync,
  name: 'gunicorn-gthread',
  label: 'gunicorn, threads',
  about: 'Each process accepts early and gives requests to its threads, which share one GIL.',
  configLine: server => `gunicorn -w ${server.workers} --threads ${server.threads} app:app`,
  acceptance: 'eager',
  threads: { default: 15 },
  // CPU account of gthread-1w8t-2c: 1.80 to 1.98 ms.
  overheadMs: { default: 1.9 },
  gilTurns: { default: 4 },
  reading: 'by version',
  // config.py:877; the connection waits in the poller (gthread.py, murder_keepalived).
  keepaliveMs: { default: 2000 },
  // worker_connections, per worker (gunicorn@26.1.0 config.py:784).
  connections: { default: 1000 },
  // For threads the timeout is a heartbeat of the process, not a limit on a request (workers/gthread.py:380).
  timeoutMs: NOT_SETTABLE,
}

const gunicornGevent: ServerKind = {
  ...gunicornSync,
  name: 'gunicorn-gevent',
  label: 'gunicorn, gevent',
  about: 'Greenlets in each process: waiting costs nothing, computing blocks every other greenlet of the process.',
  configLine: server => `gunicorn -k gevent -w ${server.workers} app:app`,
  acceptance: 'eager',
  sharing: 'cooperative',
  threads: { default: 1000, fixed: true },
  // Pool(worker_connections) greenlets a worker (gunicorn@26.1.0 workers/ggevent.py:60-95).
  connections: { default: 1000 },
  // config.py:877, as for threads (workers/base_async.py, handle).
  keepaliveMs: { default: 2000 },
  // CPU account of gevent-1w-1c: 1.24 to 1.43 ms.
  overheadMs: { default: 1.35 },
  // Accepting and spawning a greenlet takes a round of the loop of its own.
  gilTurns: { default: 4, fixed: true },
  timeoutMs: NOT_SETTABLE,
}

const uwsgi: ServerKind = {
  ...gunicornSync,
  name: 'uwsgi',
  label: 'uWSGI',
  about: 'Processes and threads that accept only when free: one shared queue, 101 places by default.',
  configLine: server => `uwsgi --processes ${server.workers} --threads ${server.threads}`,
  // A busy process or thread does not accept (uwsgi@2.0.30 core/utils.c:1469-1570).
  workers: { default: 1 },
  threads: { default: 1 },
  // listen = 100 (uwsgi@2.0.30 core/init.c:119).
  backlog: { default: 100 },
  // harakiri is off by default (core/utils.c, wsgi_req_recv). It kills with SIGKILL (core/master_utils.c:1619): no answer.
  timeoutMs: { default: 0 },
  killAnswer: { default: '502' },
  // CPU account of uwsgi-4p-2c: 0.53 to 0.93 ms.
  overheadMs: { default: 0.7 },
  gilTurns: { default: 2 },
}

const waitress: ServerKind = {
  ...gunicornSync,
  name: 'waitress',
  label: 'waitress',
  about: 'One process; its main thread accepts and queues, four threads answer.',
  configLine: server => `waitress-serve --threads ${server.threads} app:app`,
  acceptance: 'eager',
  workers: { default: 1, fixed: true },
  // waitress@3.0.2 adjustments.py:149 (threads), :199 (backlog), :231 (connection_limit).
  threads: { default: 4 },
  backlog: { default: 1024 },
  connections: { default: 100 },
  maxRequests: NOT_SETTABLE,
  maxRequestsJitter: NOT_SETTABLE,
  // All socket I/O is in the main thread; a request is buffered whole before it is queued (docs/design.rst:43-53).
  reading: 'main thread',
  // channel_timeout (adjustments.py:234).
  keepaliveMs: { default: 120_000 },
  timeoutMs: NOT_SETTABLE,
  // CPU account of waitress-4t-1c: 1.73 to 1.87 ms.
  overheadMs: { default: 1.8 },
  gilTurns: { default: 4 },
}

const turbogears: ServerKind = {
  ...waitress,
  name: 'turbogears',
  label: 'TurboGears',
  about: 'TurboGears 1 on CherryPy: one process, ten threads, and a queue inside it without an end.',
  configLine: server => `server.thread_pool = ${server.threads}`,
  // CherryPy's own defaults: thread_pool 10, socket_queue_size 5; its queue of accepted connections has no limit.
  threads: { default: 10 },
  backlog: { default: 5 },
  connections: { default: UNBOUNDED_THREADS, fixed: true },
  // A thread of the pool reads the request itself.
  reading: 'thread',
  // nginx spoke HTTP/1.0 then, and asked for each connection to be closed.
  keepaliveMs: NOT_SETTABLE,
  // Not recorded; taken from Flask's threaded server, which does the same work.
  overheadMs: { default: 1.9 },
}

export const SERVER_KINDS: Readonly<Record<ServerKindName, ServerKind>> = {
  flask,
  'flask-threaded': flaskThreaded,
  'gunicorn-sync': gunicornSync,
  'gunicorn-gthread': gunicornGthread,
  'gunicorn-gevent': gunicornGevent,
  uwsgi,
  waitress,
  turbogears,
}

/** Whether its connections outlive an answer. */
export function keepsConnections({ kind, keepaliveMs }: Scenario['server']): boolean {
  return keepaliveMs > 0 && !SERVER_KINDS[kind].keepaliveMs.fixed
}

/** Whether users' own connections outlive an answer, to nginx or to the server. */
export function keepsClients({ traffic, client, proxy, server }: Scenario): boolean {
  if (traffic.kind !== 'closed' || client.keepAlive === 'off') return false
  return proxy.kind === 'nginx' ? proxy.keepaliveMs > 0 : keepsConnections(server)
}

export const SERVER_KIND_NAMES = Object.keys(SERVER_KINDS) as ServerKindName[]
