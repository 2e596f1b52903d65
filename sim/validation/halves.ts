/**
 * Which recordings the servers' overheads in `scenario/server-kinds.ts` were fitted on, and which they were not, so that
 * these are a check of them. A server that was recorded once is fitted on the CPU account of its one recording, which says
 * nothing of latencies: those are its check.
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
