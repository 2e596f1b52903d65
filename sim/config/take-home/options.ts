/**
 * A scenario's server as options in that server's own words, each with why it has its value. The formats around them
 * (Python, a command line, an ini file) are written elsewhere.
 */
import type { ParameterPath, Scenario, ServerKindName } from '../../scenario/scenario.ts'
import { getParameter } from '../../scenario/scenario.ts'
import { completeScenario } from '../../scenario/validate.ts'
import {
  loadInWords,
  seconds,
  whyBacklog,
  whyConnections,
  whyJitter,
  whyKeepalive,
  whyMaxRequests,
  whySocket,
  whyThreads,
  whyTimeout,
  whyWorkers,
} from './reasons.ts'

export interface Option {
  name: string
  value: number | string
  why: string
}

export interface ServerOptions {
  options: Option[]
  /** Sentences about values that the server's configuration cannot say. */
  lost: string[]
}

/** Where the server listens. Without a proxy, clients connect to it from outside. */
export function addressOf({ proxy }: Scenario): string {
  if (proxy.kind === 'none') return '0.0.0.0:8000'
  return proxy.socket === 'unix' ? 'unix:/run/prefork/app.sock' : '127.0.0.1:8000'
}

/** Timeouts of servers are whole seconds: rounded up, so that none becomes "never". */
export function wholeSeconds(ms: number, name: string, lost: string[]): number {
  const value = Math.ceil(ms / 1000)
  if (value * 1000 !== ms) lost.push(`${name} takes whole seconds: ${value} s instead of ${seconds(ms)}.`)
  return value
}

const WORKER_CLASSES: Partial<Record<ServerKindName, string>> = {
  'gunicorn-sync': 'sync',
  'gunicorn-gthread': 'gthread',
  'gunicorn-gevent': 'gevent',
}

export const isGunicorn = ({ server }: Scenario) => WORKER_CLASSES[server.kind] !== undefined

/** Names as in gunicorn.conf.py. */
export function gunicornOptions(scenario: Scenario): ServerOptions {
  const { server } = scenario
  const lost: string[] = []
  const options: Option[] = [
    { name: 'bind', value: addressOf(scenario), why: whySocket(scenario) },
    { name: 'worker_class', value: WORKER_CLASSES[server.kind]!, why: `chosen for ${loadInWords(scenario)}` },
    { name: 'workers', value: server.workers, why: whyWorkers(scenario) },
  ]
  if (server.kind === 'gunicorn-gthread')
    options.push({ name: 'threads', value: server.threads, why: whyThreads(scenario) })
  if (server.kind !== 'gunicorn-sync') {
    const keepalive = wholeSeconds(server.keepaliveMs, 'gunicorn’s keepalive', lost)
    options.push({ name: 'worker_connections', value: server.connections, why: whyConnections(scenario) })
    options.push({ name: 'keepalive', value: keepalive, why: whyKeepalive(scenario) })
  }
  options.push({ name: 'backlog', value: server.backlog, why: whyBacklog(scenario) })
  if (server.kind === 'gunicorn-sync') {
    const value = wholeSeconds(server.timeoutMs, 'gunicorn’s timeout', lost)
    options.push({ name: 'timeout', value, why: whyTimeout(scenario) })
  }
  options.push({ name: 'max_requests', value: server.maxRequests, why: whyMaxRequests(scenario) })
  options.push({ name: 'max_requests_jitter', value: server.maxRequestsJitter, why: whyJitter(scenario) })
  return { options, lost }
}

const WHY_MODE = 'so that nginx, another user, may connect'

/** Names as in uwsgi.ini. */
export function uwsgiOptions(scenario: Scenario): ServerOptions {
  const { server } = scenario
  const lost: string[] = []
  if (server.maxRequestsJitter > 0) lost.push('uWSGI has no random jitter; server.maxRequestsJitter is left out.')
  const address = addressOf(scenario).replace(/^unix:/, '')
  const harakiri = wholeSeconds(server.timeoutMs, 'uWSGI’s harakiri', lost)
  const options: Option[] = [
    { name: 'http-socket', value: address, why: whySocket(scenario) },
    ...(address.startsWith('/') ? [{ name: 'chmod-socket', value: 666, why: WHY_MODE }] : []),
    { name: 'processes', value: server.workers, why: whyWorkers(scenario) },
    { name: 'threads', value: server.threads, why: whyThreads(scenario) },
    { name: 'listen', value: server.backlog, why: whyBacklog(scenario) },
  ]
  if (harakiri > 0) options.push({ name: 'harakiri', value: harakiri, why: whyTimeout(scenario) })
  if (server.maxRequests > 0)
    options.push({ name: 'max-requests', value: server.maxRequests, why: whyMaxRequests(scenario) })
  return { options, lost }
}

/** Names as waitress-serve has them. */
export function waitressOptions(scenario: Scenario): ServerOptions {
  const { server } = scenario
  const lost: string[] = []
  const address = addressOf(scenario)
  if (server.keepaliveMs === 0) lost.push('waitress keeps connections for a second at least; channel-timeout is 1.')
  const listen = address.startsWith('unix:')
    ? { name: 'unix-socket', value: address.slice('unix:'.length) }
    : { name: 'listen', value: address }
  return {
    options: [
      { ...listen, why: whySocket(scenario) },
      ...(listen.name === 'unix-socket' ? [{ name: 'unix-socket-perms', value: 666, why: WHY_MODE }] : []),
      { name: 'threads', value: server.threads, why: whyThreads(scenario) },
      { name: 'backlog', value: server.backlog, why: whyBacklog(scenario) },
      { name: 'connection-limit', value: server.connections, why: whyConnections(scenario) },
      {
        name: 'channel-timeout',
        value: Math.max(1, wholeSeconds(server.keepaliveMs, 'waitress’s channel-timeout', lost)),
        why: whyKeepalive(scenario),
      },
    ],
    lost,
  }
}

/** A sentence for each of `paths` whose value is not the default of this kind of server, and cannot be said. */
export function lostBut(scenario: Scenario, paths: readonly ParameterPath[], where: string): string[] {
  const usual = completeScenario({ server: { kind: scenario.server.kind } })
  if (!usual.ok) return []
  return paths
    .filter(path => getParameter(scenario, path) !== getParameter(usual.value, path))
    .map(path => `${where} cannot say ${path}; there it has the server’s default, ${getParameter(usual.value, path)}.`)
}
