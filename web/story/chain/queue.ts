/** What the accept queue did, and whom it did not let in. */
import * as texts from '#text/chain.ts'
import type { Episode } from '../episode.ts'
import type { Tell } from './link.ts'

/** A queue that never held more than this is no queue. */
const WORTH_TELLING = 3

export const queueFilled: Tell = ({ queue }) => {
  const { most, places, fullMs } = queue
  if (most < WORTH_TELLING && most < places) return null
  const moment = most >= places ? 'a moment' : null
  const text = texts.queue({ course: courseOf(queue), places, fullMs: fullMs > 0 ? fullMs : moment })
  return { about: 'queue', text, rows: [] }
}

function courseOf({ from, to, most }: Episode['queue']): texts.QueueCourse {
  if (Math.max(from, to) === 0) return { as: 'heldUpTo', most }
  if (from === to && to === most) return { as: 'held', most }
  return { as: 'went', from, to, most: most > Math.max(from, to) ? most : null }
}

export const synsDropped: Tell = ({ dropped, scenario }) => {
  if (dropped.length === 0) return null
  const text = texts.synsDropped({ requests: dropped.length, again: scenario.machine.synRetry })
  return { about: 'queue', text, rows: dropped }
}

/** The server's kernel forgets the handshake's last step when it finds no place, and whoever connected does not hear of it. */
export const halfOpen: Tell = ({ halfOpen, halfOpenLetIn, scenario }) => {
  if (halfOpen.length === 0) return null
  const text = texts.halfOpen({
    connections: halfOpen.length,
    waits: scenario.proxy.kind === 'nginx' ? 'proxy' : 'client',
    letIn: halfOpenLetIn,
  })
  return { about: 'queue', text, rows: halfOpen }
}

export const refusedAtOnce: Tell = ({ refused }) => {
  if (refused.length === 0) return null
  return { about: 'queue', text: texts.refusedAtOnce({ requests: refused.length }), rows: refused }
}

export const turnedAway: Tell = ({ turnedAway, scenario }) => {
  if (turnedAway.length === 0) return null
  const text = texts.turnedAway({ requests: turnedAway.length, connections: scenario.proxy.workerConnections })
  return { about: 'queue', text, rows: turnedAway }
}
