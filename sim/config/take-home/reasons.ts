/**
 * Why a number is what it is, from the scenario it was chosen for: the remarks beside the lines of an exported file.
 */
import { inEnglish } from '../../scenario/in-english.ts'
import type { Scenario } from '../../scenario/scenario.ts'

function figure(value: number): string {
  return inEnglish(Number(value.toPrecision(3)))
}

export function seconds(ms: number): string {
  return ms % 1000 === 0 ? `${figure(ms / 1000)} s` : `${figure(ms)} ms`
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function plural(count: number, one: string): string {
  return `${inEnglish(count)} ${one}${count === 1 ? '' : 's'}`
}

/** The load in one sentence: what comes, and what it asks of the cores. */
export function loadInWords({ traffic, request }: Scenario): string {
  const cost = `${figure(request.cpuMs)} ms of CPU and ${figure(request.ioMs)} ms of waiting each`
  if (traffic.kind === 'closed')
    return `${plural(traffic.users, 'user')} who think for ${seconds(traffic.thinkMs)}, ${cost}`
  if (traffic.kind === 'trace') return 'a recording of requests'
  return `${figure(traffic.ratePerSecond)} requests a second, ${cost}`
}

/** Little's law and the utilization law, for the line that says how many work at once. */
export function whyWorkers({ traffic, request, server, machine }: Scenario): string {
  const what = `${plural(server.workers, 'process').replace('processs', 'processes')} on ${plural(machine.cores, 'core')}`
  if (traffic.kind !== 'open') return what
  const mean = 1 + request.slowShare * (request.slowFactor - 1)
  const cores = (traffic.ratePerSecond * (request.cpuMs * mean + server.overheadMs)) / 1000
  const busy = cores + (traffic.ratePerSecond * request.ioMs * mean) / 1000
  return `${what}: ${figure(traffic.ratePerSecond)} requests a second keep ${figure(cores)} cores computing and ${figure(busy)} requests in progress, without any queue`
}

export function whyThreads({ server }: Scenario): string {
  return `${plural(server.threads, 'request')} at a time in each process; they share one interpreter lock`
}

export function whyBacklog({ server, machine }: Scenario): string {
  const places = Math.min(server.backlog, machine.somaxconn) + 1
  const cap = server.backlog > machine.somaxconn ? `, as somaxconn is ${machine.somaxconn}` : ''
  return `the accept queue: ${plural(places, 'connection')} may wait${cap}`
}

export function whyTimeout({ server }: Scenario): string {
  if (server.timeoutMs === 0) return 'no watchdog: a request may keep a worker for ever'
  return `a worker that one request keeps for longer than ${seconds(server.timeoutMs)} is killed`
}

export function whyConnections({ server }: Scenario): string {
  return `a process takes up to ${plural(server.connections, 'connection')}, waiting ones included`
}

export function whyKeepalive({ server }: Scenario): string {
  if (server.keepaliveMs === 0) return 'each connection is closed after its answer'
  return `a connection on which nothing comes is closed after ${seconds(server.keepaliveMs)}`
}

export function whyMaxRequests({ server }: Scenario): string {
  return server.maxRequests === 0 ? 'workers never retire' : 'a worker retires after so many answers'
}

export function whyJitter({ server }: Scenario): string {
  return server.maxRequestsJitter === 0
    ? 'all after the same number'
    : 'up to so many more, so that they do not all retire at once'
}

export function whySocket({ proxy }: Scenario): string {
  if (proxy.kind === 'none') return 'no proxy in front: clients connect to this port'
  return proxy.socket === 'unix'
    ? 'nginx speaks to it over a unix socket: when its queue is full, that is a 502 at once'
    : 'nginx speaks to it over TCP: when its queue is full, a connection is tried again after a second'
}
