/**
 * What tells one server from another, said a second time on purpose: the twin shares nothing with `sim/`.
 */
import type { ServerKindName } from '../../sim/scenario/scenario.ts'

export interface ServerTraits {
  /**
   * A `when-idle` server accepts only with a thread that has nothing to do; an `eager` one accepts and queues inside;
   * `one by one`, a main thread starts a thread for each connection and waits until that has run.
   */
  accepts: 'when-idle' | 'eager' | 'one by one'
  /** How threads share their process: turns on the interpreter, or until they wait. */
  sharing: 'gil' | 'cooperative'
  /** Who waits for a request that has not come through: the thread that has begun it, or the main thread. */
  reads: 'in a thread' | 'in the main thread' | 'as its version does'
  /** Whether its connections can outlive an answer, and whether it then leaves room for its threads. */
  keeps: 'nothing' | 'connections' | 'connections but room'
}

export const SERVERS: Record<ServerKindName, ServerTraits> = {
  flask: { accepts: 'when-idle', sharing: 'gil', reads: 'in a thread', keeps: 'nothing' },
  'flask-threaded': { accepts: 'one by one', sharing: 'gil', reads: 'in a thread', keeps: 'nothing' },
  'gunicorn-sync': { accepts: 'when-idle', sharing: 'gil', reads: 'in a thread', keeps: 'nothing' },
  'gunicorn-gthread': { accepts: 'eager', sharing: 'gil', reads: 'as its version does', keeps: 'connections but room' },
  'gunicorn-gevent': { accepts: 'eager', sharing: 'cooperative', reads: 'in a thread', keeps: 'connections' },
  uwsgi: { accepts: 'when-idle', sharing: 'gil', reads: 'in a thread', keeps: 'nothing' },
  waitress: { accepts: 'eager', sharing: 'gil', reads: 'in the main thread', keeps: 'connections' },
  turbogears: { accepts: 'eager', sharing: 'gil', reads: 'in a thread', keeps: 'nothing' },
}
