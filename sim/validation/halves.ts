/**
 * Which recordings the servers' overheads in `scenario/server-kinds.ts` were fitted on, and which they were not, so that
 * these are a check of them. A server that was recorded once is fitted on the CPU account of its one recording, which says
 * nothing of latencies.
 *
 * This is about the overheads alone. No recording is a blind test of the rules: all were looked at while these were
 * written, and `SHAPED_BY` lists what was chosen by the latencies or the outcomes of one.
 */
import type { ServerKindName } from '../scenario/scenario.ts'

/** Ten recordings, at least one of each server that was recorded. What a fit uses of them was answered, all of it. */
export const FITTED_ON: Readonly<Partial<Record<ServerKindName, readonly string[]>>> = {
  flask: ['flask-cpu-only', 'flask-overload'],
  'flask-threaded': ['flask-threaded-1c'],
  'gunicorn-sync': ['gunicorn-4w-1c-hot', 'gunicorn-4w-2c', 'story-2-gunicorn-1c'],
  'gunicorn-gthread': ['gthread-1w8t-2c'],
  'gunicorn-gevent': ['gevent-1w-1c'],
  uwsgi: ['uwsgi-4p-2c'],
  waitress: ['waitress-4t-1c'],
}

/** The other ten, of the two servers that were recorded more than once. */
export const CHECKED_ON: readonly string[] = [
  'flask-light',
  'flask-burst',
  'client-gives-up',
  'story-1-flask',
  'gunicorn-8w-cpu-1c',
  'burst-backlog-unix',
  'worker-timeout',
  'connections-exhausted',
  'story-3-gunicorn-2c',
  'story-4-gunicorn-1c-past',
]

/** Recording → what of the model was chosen with its latencies or outcomes in view, besides any overhead. */
export const SHAPED_BY: Readonly<Record<string, string>> = {
  'flask-threaded-1c': 'the GIL turns',
  'gthread-1w8t-2c': 'the GIL turns',
  'waitress-4t-1c': 'the GIL turns',
  'gevent-1w-1c': 'the rounds of the event loop',
  'flask-burst': 'half-open connections and the kernel’s tick',
}
