/**
 * A scenario as queueing theory sees it: who comes, how many are served at once, on how many cores, for how long, and
 * how many may be there. What theory has no word for is left out here and named in `assumptions.ts`.
 */
import { processesOf, type Scenario } from '../scenario/scenario.ts'
import { keepsClients, SERVER_KINDS } from '../scenario/server-kinds.ts'
import { demandOf, type Moments } from './demand.ts'

export interface AsQueue {
  /** Arrivals per millisecond of an open loop; NaN of a closed one. */
  ratePerMs: number
  /** Users of a closed loop; 0 of an open one. */
  users: number
  thinkMs: number
  /** Requests in service at most: processes × threads. */
  slots: number
  /** Cores that the workers can use at once: a process uses one at a time. */
  cores: number
  /** What a request needs of a core in the server, the server's own overhead included. */
  cpuMs: Moments
  ioMs: Moments
  /** Both together. */
  holdingMs: Moments
  /** Each worker has a core whenever it wants one, or so nearly that it makes no difference. */
  hasCoresForAll: boolean
  /** Requests that there is room for: in the server and its accept queue, and among nginx's connections. */
  places: number
  /** Who finds no place hears so at once, and does not come again a second later as over TCP. */
  losesAtOnce: boolean
  /** CPU of nginx for a request. */
  proxyMs: number
  /** Part of a latency that passes outside the queue, on average: nginx and the network. */
  outsideMs: number
}

/** @throws never; a recording (`traffic.kind` `trace`) gives no rate: it has none. */
export function asQueue(scenario: Scenario): AsQueue {
  const { traffic, client, proxy, server, machine } = scenario
  const processes = processesOf(scenario)
  const switchMs = machine.switchCostUs / 1000
  const { cpuMs, ioMs, holdingMs } = demandOf(scenario.request)
  const ownMs = server.overheadMs + switchMs * cpuPhases(scenario)
  const proxyMs = proxy.kind === 'nginx' && proxy.cpuMs > 0 ? proxy.cpuMs + switchMs : 0
  const networkMs = client.roundTripMs + client.connectMs * newConnections(scenario)
  const isClosed = traffic.kind === 'closed'
  const cores = Math.min(machine.cores, processes)
  const cpu = longer(cpuMs, ownMs)
  const holding = longer(holdingMs, ownMs)
  return {
    ratePerMs: traffic.kind === 'open' ? traffic.ratePerSecond / 1000 : Number.NaN,
    users: isClosed ? traffic.users : 0,
    // To a queue, whatever keeps a user away from it is thinking.
    thinkMs: isClosed ? traffic.thinkMs + proxyMs + networkMs : 0,
    slots: processes * server.threads,
    cores,
    cpuMs: cpu,
    ioMs,
    holdingMs: holding,
    hasCoresForAll: hasCoresForAll(processes * server.threads, cores, cpu.mean / holding.mean),
    ...roomOf(scenario),
    proxyMs,
    outsideMs: proxyMs + networkMs,
  }
}

/** The share of requests that comes on a new connection: of users who keep theirs, after a thought longer than it is kept. */
function newConnections(scenario: Scenario): number {
  if (!keepsClients(scenario)) return 1
  const { traffic, proxy, server } = scenario
  const keptMs = proxy.kind === 'nginx' ? proxy.keepaliveMs : server.keepaliveMs
  return Math.exp(-keptMs / traffic.thinkMs)
}

/** Also where workers hardly compute: less than a fiftieth of their time, and less than half the cores all together. */
function hasCoresForAll(slots: number, cores: number, computingShare: number): boolean {
  return slots <= cores || (computingShare < 0.02 && slots * computingShare < cores / 2)
}

/** How often a request goes on a core: the server's pieces, the last one before the application together with it. */
function cpuPhases({ request, server }: Scenario): number {
  if (server.overheadMs === 0) return request.cpuMs > 0 ? 1 : 0
  return request.ioMs > 0 ? server.gilTurns : server.gilTurns - 1
}

function roomOf(scenario: Scenario): Pick<AsQueue, 'places' | 'losesAtOnce'> {
  const { proxy, server, machine } = scenario
  const isEager = SERVER_KINDS[server.kind].acceptance !== 'when-idle'
  const inside = processesOf(scenario) * (isEager ? server.connections : server.threads)
  const queue = Math.min(server.backlog, machine.somaxconn) + 1
  const places = inside + queue * (processesOf(scenario) / server.workers)
  if (proxy.kind === 'none') return { places, losesAtOnce: false }
  // A proxied request holds two connections, from its arrival to its end.
  const proxied = Math.floor(proxy.workerConnections / 2)
  return { places: Math.min(places, proxied), losesAtOnce: proxy.socket === 'unix' || proxied <= places }
}

/** The same time, with a constant added. */
function longer({ mean, cv }: Moments, byMs: number): Moments {
  const sum = mean + byMs
  return { mean: sum, cv: sum === 0 ? 0 : (cv * mean) / sum }
}
