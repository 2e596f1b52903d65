/**
 * What gunicorn's settings mean for a scenario, wherever they were written. Every setting that a file does not mention
 * has gunicorn's own default, and says so.
 */

import { shown } from '../scenario/problem.ts'
import type { ParameterPath, ServerKindName } from '../scenario/scenario.ts'
import { type Setting as KindSetting, SERVER_KINDS } from '../scenario/server-kinds.ts'
import type { Place } from './configuration.ts'
import type { Findings } from './findings.ts'
import { gunicornSetting } from './gunicorn-settings.ts'
import { notes, numberOf, type Setting, valueText } from './settings.ts'
import { takeListen } from './socket.ts'

/** Worker classes by name, and by the path of their class. */
const WORKER_CLASSES: Readonly<Record<string, ServerKindName>> = {
  sync: 'gunicorn-sync',
  'gunicorn.workers.sync.SyncWorker': 'gunicorn-sync',
  gthread: 'gunicorn-gthread',
  'gunicorn.workers.gthread.ThreadWorker': 'gunicorn-gthread',
  gevent: 'gunicorn-gevent',
  'gunicorn.workers.ggevent.GeventWorker': 'gunicorn-gevent',
  gevent_pywsgi: 'gunicorn-gevent',
  gevent_wsgi: 'gunicorn-gevent',
}

const DEFAULT: Place = { line: 0, text: '' }
export const DEFAULT_NOTE = 'gunicorn’s default'

/**
 * Settings in the order in which they count: of two with one name the later wins.
 *
 * @param start Where the file names gunicorn, if it does.
 */
export function readGunicorn(settings: readonly Setting[], findings: Findings, start = DEFAULT): void {
  const last = new Map<string, Setting>()
  for (const setting of settings) {
    const before = last.get(setting.name)
    if (before && gunicornSetting(setting.name))
      findings.leave(before.place, `line ${setting.place.line} sets it again.`)
    last.set(setting.name, setting)
  }
  for (const setting of last.values()) leaveUnread(setting, findings)
  const known = (name: string) => {
    const setting = last.get(name)
    return setting?.unknown === undefined ? setting : undefined
  }
  const kind = takeKind(known('worker_class'), known('threads'), start, findings)
  const isUnknown = (name: string) => last.get(name)?.unknown !== undefined
  takeNumbers(kind, known, isUnknown, findings)
  takeBind(known('bind'), findings)
}

function leaveUnread({ name, place, unknown }: Setting, findings: Findings): void {
  const setting = gunicornSetting(name)
  if (!setting) findings.leave(place, `gunicorn has no setting ${shown(name)}.`)
  else if (setting.unread) findings.leave(place, setting.unread)
  else if (unknown !== undefined) findings.leave(place, `${unknown}.`)
}

/** More than one thread makes gthread of sync (gunicorn@26.1.0 config.py, worker_class). */
function takeKind(
  asked: Setting | undefined,
  threads: Setting | undefined,
  start: Place,
  findings: Findings,
): ServerKindName {
  const name = typeof asked?.value === 'string' ? asked.value : 'sync'
  const kind = Object.hasOwn(WORKER_CLASSES, name) ? WORKER_CLASSES[name]! : null
  if (asked && (kind === null || typeof asked.value !== 'string')) {
    findings.leave(
      asked.place,
      `workers of the class ${valueText(asked.value)} are not modelled; sync is taken instead.`,
    )
  }
  if ((kind ?? 'gunicorn-sync') === 'gunicorn-sync' && threads && numberOf(threads.value) > 1) {
    findings.takeServer('gunicorn-gthread', threads.place, 'more than one thread makes sync workers gthread')
    return 'gunicorn-gthread'
  }
  if (asked && kind) findings.takeServer(kind, asked.place)
  else if (threads) findings.takeServer('gunicorn-sync', threads.place, 'one thread leaves the workers sync')
  else findings.takeServer('gunicorn-sync', start, DEFAULT_NOTE)
  return kind ?? 'gunicorn-sync'
}

interface NumberRule {
  name: string
  path: ParameterPath
  of: (kind: (typeof SERVER_KINDS)[ServerKindName]) => KindSetting
  /** What gunicorn takes when nothing is said, where the kind of server does not say it. */
  otherwise?: number
  factor?: number
  /** Why it counts for nothing with these workers. */
  idle: string
}

const NUMBERS: readonly NumberRule[] = [
  { name: 'workers', path: 'server.workers', of: kind => kind.workers, idle: '' },
  {
    name: 'threads',
    path: 'server.threads',
    of: kind => kind.threads,
    otherwise: 1,
    idle: 'workers of this class have no threads of this number.',
  },
  { name: 'backlog', path: 'server.backlog', of: kind => kind.backlog, idle: '' },
  {
    name: 'worker_connections',
    path: 'server.connections',
    of: kind => kind.connections,
    idle: 'a sync worker has one connection at a time.',
  },
  {
    name: 'timeout',
    path: 'server.timeoutMs',
    of: kind => kind.timeoutMs,
    factor: 1000,
    idle: 'for these workers it is a heartbeat of the process, not a limit on a request.',
  },
  {
    name: 'keepalive',
    path: 'server.keepaliveMs',
    of: kind => kind.keepaliveMs,
    factor: 1000,
    idle: 'a sync worker closes each connection after its answer.',
  },
  { name: 'max_requests', path: 'server.maxRequests', of: kind => kind.maxRequests, idle: '' },
  { name: 'max_requests_jitter', path: 'server.maxRequestsJitter', of: kind => kind.maxRequestsJitter, idle: '' },
]

function takeNumbers(
  kind: ServerKindName,
  known: (name: string) => Setting | undefined,
  isUnknown: (name: string) => boolean,
  findings: Findings,
): void {
  const server = SERVER_KINDS[kind]
  for (const { name, path, of, otherwise, factor = 1, idle } of NUMBERS) {
    const setting = known(name)
    const fixed = of(server).fixed
    if (setting && fixed) {
      if (name !== 'threads' || numberOf(setting.value) !== of(server).default) findings.leave(setting.place, idle)
    } else if (setting) takeNumber(setting, path, factor, findings)
    if (!findings.has(path) && !fixed && !isUnknown(name))
      findings.take(path, otherwise ?? of(server).default, DEFAULT, DEFAULT_NOTE)
  }
}

function takeNumber(
  { name, value, place, note }: Setting,
  path: ParameterPath,
  factor: number,
  findings: Findings,
): void {
  const number = numberOf(value)
  if (!Number.isInteger(number) || number < 0) {
    findings.leave(place, `${name} is ${valueText(value)}; allowed is a whole number.`)
    return
  }
  findings.take(path, number * factor, place, notes(note))
}

function takeBind(setting: Setting | undefined, findings: Findings): void {
  if (!setting) return
  const addresses = Array.isArray(setting.value) ? setting.value : [setting.value]
  takeListen(addresses.map(String), setting.place, findings)
}
