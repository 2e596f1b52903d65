/** What the accept queue did, and whom it did not let in. */
import { count, plural } from '../../text/format.ts'
import type { Tell } from './link.ts'
import { duration, upper, were } from './phrases.ts'

/** A queue that never held more than this is no queue. */
const WORTH_TELLING = 3

export const queueFilled: Tell = ({ queue }) => {
  const { from, to, most, places, fullMs } = queue
  if (most < WORTH_TELLING && most < places) return null
  const of = `of ${plural(places, 'place')}`
  const course =
    Math.max(from, to) === 0
      ? `held up to ${count(most)}`
      : from === to && to === most
        ? `held ${count(most)}`
        : `went from ${count(from)} to ${count(to)}${most > Math.max(from, to) ? `, with ${count(most)} at most,` : ''}`
  const full = fullMs > 0 ? `; it was full for ${duration(fullMs)}` : most >= places ? '; it was full for a moment' : ''
  return { about: 'queue', text: `The accept queue ${course} ${of}${full}.`, rows: [] }
}

export const synsDropped: Tell = ({ dropped, scenario }) => {
  if (dropped.length === 0) return null
  const its = dropped.length === 1 ? 'its SYN was' : 'their SYNs were'
  const text = `${count(dropped.length)} found it full: ${its} dropped without a word, and the kernel tries again ${scenario.machine.synRetry === 'linear' ? 'after a second, and again after another' : 'after 1 s, 2 s, 4 s and so on'}.`
  return { about: 'queue', text, rows: dropped }
}

/** The server's kernel forgets the handshake's last step when it finds no place, and whoever connected does not hear of it. */
export const halfOpen: Tell = ({ halfOpen, halfOpenLetIn, scenario }) => {
  if (halfOpen.length === 0) return null
  const isOne = halfOpen.length === 1
  const waits = scenario.proxy.kind === 'nginx' ? 'the proxy waits' : isOne ? 'its client waits' : 'their clients wait'
  const later =
    halfOpenLetIn === 0
      ? isOne
        ? 'it never got in'
        : 'none of them ever got in'
      : isOne
        ? 'it got in later'
        : `${count(halfOpenLetIn)} of them got in later`
  const text = `${plural(halfOpen.length, 'connection')} became half open: the queue had a place for the SYN and none for the last step. ${upper(waits)} for an answer, and the server does not know of ${isOne ? 'it' : 'them'}; ${later}.`
  return { about: 'queue', text, rows: halfOpen }
}

export const refusedAtOnce: Tell = ({ refused }) => {
  if (refused.length === 0) return null
  return {
    about: 'queue',
    text: `${count(refused.length)} found it full and ${were(refused.length)} refused at once (502).`,
    rows: refused,
  }
}

export const turnedAway: Tell = ({ turnedAway, scenario }) => {
  if (turnedAway.length === 0) return null
  const text = `Out of its ${count(scenario.proxy.workerConnections)} connections, nginx turned ${plural(turnedAway.length, 'request')} away.`
  return { about: 'queue', text, rows: turnedAway }
}
