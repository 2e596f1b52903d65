/**
 * From the settings of a recording to a scenario: the same machine, the same servers, the recorded requests.
 */
import type { Checked } from '../scenario/problem.ts'
import type { PartialScenario, Scenario, ServerKindName } from '../scenario/scenario.ts'
import { completeScenario } from '../scenario/validate.ts'
import type { RecordedConfig } from './recorded-case.ts'

/**
 * What the rig itself adds to every latency: load generator, loopback and nginx, all of them on a core that the server
 * does not use. By `prefork calibrate`, the median excess of requests that met an idle server less the server’s overhead:
 * 0.8 to 2.3 ms on the recordings of the fitting half (`halves.ts`), 1.3 ms in the middle.
 */
export const RIG_ROUND_TRIP_MS = 1.3

/**
 * Where the server may use both cores it shares one of them with nginx and the load generator. They took about 0.15 of a
 * core at 60 requests a second, 2.5 ms a request; here all of it is nginx’s.
 */
export const RIG_SHARED_CPU_MS = 2.5

/**
 * The scenario that replays a recording. `traffic.kind` is `trace`.
 *
 * @returns problems when a setting is out of range, or one that this server does not have.
 */
export function scenarioOf(config: RecordedConfig): Checked<Scenario> {
  return completeScenario({
    traffic: { kind: 'trace' },
    client: { roundTripMs: RIG_ROUND_TRIP_MS, ...given('timeoutMs', config.clientTimeout, 1000) },
    proxy: {
      cpuMs: config.cores > 1 ? RIG_SHARED_CPU_MS : 0,
      // nginx 1.22 keeps no connection that it is not told to keep.
      upstreamKeepalive: 0,
      ...given('socket', config.socket),
      ...given('connectTimeoutMs', config.connectTimeout, 1000),
      ...given('readTimeoutMs', config.readTimeout, 1000),
      ...given('workerConnections', config.workerConnections),
    },
    server: {
      kind: serverKindOf(config),
      // All that were recorded close the connection when a worker is killed: gunicorn 20.1, and uWSGI.
      killAnswer: '502',
      reading: 'thread',
      ...given('workers', config.workers),
      ...given('threads', config.threads),
      ...given('backlog', config.backlog),
      ...given('timeoutMs', config.workerTimeout, 1000),
    },
    // Linux 6.18 with 250 ticks a second.
    machine: { cores: config.cores, synRetry: 'linear', tickMs: 4, somaxconn: 4096 },
    run: { seconds: config.seconds, warmupSeconds: config.warmup },
  } satisfies PartialScenario)
}

/** A setting that was made; what was not has the software’s default, which is the table’s. */
function given<Field extends string, Value extends string | number>(
  field: Field,
  value: Value | undefined,
  factor = 1,
): Partial<Record<Field, Value>> {
  if (value === undefined) return {}
  return { [field]: typeof value === 'number' ? value * factor : value } as Record<Field, Value>
}

function serverKindOf({ server, workerClass, threads = 1 }: RecordedConfig): ServerKindName {
  if (server !== 'gunicorn') return server
  if (workerClass === 'gevent') return 'gunicorn-gevent'
  // gunicorn itself turns sync with threads into gthread (gunicorn@26.1.0 config.py:109).
  return workerClass === 'gthread' || threads > 1 ? 'gunicorn-gthread' : 'gunicorn-sync'
}
