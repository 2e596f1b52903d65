/**
 * waitress and Flask's own server, as their commands start them.
 */
import { shown } from '../scenario/problem.ts'
import type { ParameterPath } from '../scenario/scenario.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import type { Place } from './configuration.ts'
import { excerpt, type Findings } from './findings.ts'
import { numberOf, type Setting, valueText } from './settings.ts'
import { takeListen } from './socket.ts'

const DEFAULT: Place = { line: 0, text: '' }

const WAITRESS: Readonly<Record<string, { path: ParameterPath; otherwise: number; factor?: number }>> = {
  threads: { path: 'server.threads', otherwise: SERVER_KINDS.waitress.threads.default },
  backlog: { path: 'server.backlog', otherwise: SERVER_KINDS.waitress.backlog.default },
  'channel-timeout': {
    path: 'server.keepaliveMs',
    otherwise: SERVER_KINDS.waitress.keepaliveMs.default,
    factor: 1000,
  },
  'connection-limit': { path: 'server.connections', otherwise: SERVER_KINDS.waitress.connections.default },
}

/** Names and defaults: waitress@3.0.2 runner.py, adjustments.py. */
export function readWaitress(settings: readonly Setting[], start: Place, findings: Findings): void {
  findings.takeServer('waitress', start)
  for (const setting of settings) readWaitressOption(setting, findings)
  for (const { path, otherwise } of Object.values(WAITRESS)) {
    if (!findings.has(path)) findings.take(path, otherwise, DEFAULT, 'waitress’s default')
  }
}

function readWaitressOption({ name, value, place, note, unknown }: Setting, findings: Findings): void {
  const dashed = name.replaceAll('_', '-')
  if (unknown !== undefined) {
    findings.leave(place, `${unknown}.`)
    return
  }
  if (dashed === 'unix-socket') {
    takeListen([`unix:${value}`], place, findings)
    return
  }
  if (dashed === 'listen' || dashed === 'port' || dashed === 'host') {
    findings.take('proxy.socket', 'tcp', place)
    return
  }
  if (!Object.hasOwn(WAITRESS, dashed)) {
    findings.leave(place, 'it changes nothing that is modelled.')
    return
  }
  const number = numberOf(value)
  if (!Number.isInteger(number)) {
    findings.leave(place, `${dashed} is ${valueText(value)}; allowed is a whole number.`)
    return
  }
  const { path, factor = 1 } = WAITRESS[dashed]!
  findings.take(path, number * factor, place, note)
}

/** `flask run` is threaded since Flask 1.0; `--without-threads` makes it take one request at a time. */
export function readFlask(words: readonly { text: string; line: number }[], start: Place, findings: Findings): void {
  const without = words.find(({ text }) => text === '--without-threads')
  if (without) findings.takeServer('flask', { line: without.line, text: without.text })
  else findings.takeServer('flask-threaded', start, 'threaded, since Flask 1.0')
  for (const word of words) {
    if (word === without || /^(run|--with-threads)$/.test(word.text)) continue
    findings.leave({ line: word.line, text: excerpt(word.text) }, 'it changes nothing that is modelled.')
  }
  if (words.length > 0 && !words.some(({ text }) => text === 'run')) {
    findings.leave(start, `${shown('flask run')} starts the server; this is another command.`)
  }
}
