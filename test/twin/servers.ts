/**
 * What tells one server from another, said a second time on purpose: the twin shares nothing with `sim/`.
 */
import type { ServerKindName } from '../../sim/scenario/scenario.ts'

export interface Server {
  /** A `when-idle` server accepts only with a thread that has nothing to do; an `eager` one accepts and queues inside. */
  accepts: 'when-idle' | 'eager'
  /** How threads share their process: turns on the interpreter, or until they wait. */
  sharing: 'gil' | 'cooperative'
}

export const SERVERS: Record<ServerKindName, Server> = {
  flask: { accepts: 'when-idle', sharing: 'gil' },
  'flask-threaded': { accepts: 'eager', sharing: 'gil' },
  'gunicorn-sync': { accepts: 'when-idle', sharing: 'gil' },
  'gunicorn-gthread': { accepts: 'eager', sharing: 'gil' },
  'gunicorn-gevent': { accepts: 'eager', sharing: 'cooperative' },
  uwsgi: { accepts: 'when-idle', sharing: 'gil' },
  waitress: { accepts: 'eager', sharing: 'gil' },
}
