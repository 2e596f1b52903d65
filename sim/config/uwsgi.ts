/**
 * What uWSGI's options mean for a scenario, in an ini file or on a command line. Names and defaults: uwsgi@2.0.30
 * core/uwsgi.c, core/init.c.
 */
import { shown } from '../scenario/problem.ts'
import type { ParameterPath } from '../scenario/scenario.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import type { Place } from './configuration.ts'
import type { Findings } from './findings.ts'
import { numberOf, type Setting, valueText } from './settings.ts'
import { takeListen } from './socket.ts'

const SHORT: Readonly<Record<string, string>> = {
  p: 'processes',
  workers: 'processes',
  l: 'listen',
  t: 'harakiri',
  R: 'max-requests',
  s: 'socket',
  'uwsgi-socket': 'socket',
  M: 'master',
  w: 'module',
}

interface NumberRule {
  path: ParameterPath
  factor: number
  otherwise: number
}

const uwsgi = SERVER_KINDS.uwsgi

const NUMBERS: Readonly<Record<string, NumberRule>> = {
  processes: { path: 'server.workers', factor: 1, otherwise: uwsgi.workers.default },
  threads: { path: 'server.threads', factor: 1, otherwise: uwsgi.threads.default },
  listen: { path: 'server.backlog', factor: 1, otherwise: uwsgi.backlog.default },
  harakiri: { path: 'server.timeoutMs', factor: 1000, otherwise: uwsgi.timeoutMs.default },
  'max-requests': { path: 'server.maxRequests', factor: 1, otherwise: uwsgi.maxRequests.default },
}

const UNREAD: Readonly<Record<string, string>> = {
  cheaper: 'all processes run all the time in the model.',
  'cheaper-initial': 'all processes run all the time in the model.',
  'cheaper-algo': 'all processes run all the time in the model.',
  'max-requests-delta': 'the model spreads retirements by chance; server.maxRequestsJitter stands for it.',
  'max-worker-lifetime': 'a worker retires by requests in the model, not by age.',
  'reload-on-rss': 'what a worker takes never grows in the model.',
  'evil-reload-on-rss': 'what a worker takes never grows in the model.',
  gevent: 'uWSGI with greenlets is not modelled; its processes and threads are.',
  async: 'uWSGI’s async mode is not modelled; its processes and threads are.',
  asyncio: 'uWSGI with asyncio is not modelled; its processes and threads are.',
  'lazy-apps': 'memory that workers share is not modelled; server.memoryMb stands for it.',
  'thunder-lock': 'a waking herd costs nothing in the model.',
  'buffer-size': 'the model’s requests have no headers.',
  emperor: 'other files; give them one by one.',
  include: 'another file; give it too.',
  ini: 'another file; give it too.',
}

const ADDRESSES = new Set(['socket', 'http', 'http-socket', 'https', 'fastcgi-socket', 'scgi-socket'])

const DEFAULT: Place = { line: 0, text: '' }
const NO_EFFECT = 'it changes nothing that is modelled.'

/** One name for options that have several; dashes, as uWSGI prints them. */
export function uwsgiName(name: string): string {
  const dashed = name.trim().replaceAll('_', '-')
  return Object.hasOwn(SHORT, dashed) ? SHORT[dashed]! : dashed
}

/** Settings with names as `uwsgiName` gives them; of two with one name the later wins. */
export function readUwsgi(settings: readonly Setting[], findings: Findings, start: Place): void {
  findings.takeServer('uwsgi', start)
  for (const setting of settings) readOption(setting, findings)
  for (const { path, otherwise } of Object.values(NUMBERS)) {
    if (!findings.has(path)) findings.take(path, otherwise, DEFAULT, 'uWSGI’s default')
  }
  if (!findings.has('server.maxRequestsJitter'))
    findings.take('server.maxRequestsJitter', 0, DEFAULT, 'uWSGI’s default')
}

function readOption(setting: Setting, findings: Findings): void {
  const { name, value, place } = setting
  if (setting.unknown !== undefined) {
    findings.leave(place, `${setting.unknown}.`)
    return
  }
  if (ADDRESSES.has(name)) {
    takeListen([String(value)], place, findings)
    return
  }
  if (!Object.hasOwn(NUMBERS, name)) {
    findings.leave(place, Object.hasOwn(UNREAD, name) ? UNREAD[name]! : NO_EFFECT)
    return
  }
  const { path, factor } = NUMBERS[name]!
  const number = numberOf(value)
  if (!Number.isInteger(number) || number < 0) {
    findings.leave(place, `${shown(name).slice(1, -1)} is ${valueText(value)}; allowed is a whole number.`)
    return
  }
  findings.take(path, number * factor, place, setting.note)
}
