/**
 * A whole nginx.conf for a scenario's proxy.
 */
import { inEnglish } from '../../scenario/in-english.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { keepsConnections } from '../../scenario/server-kinds.ts'
import type { TakeHomeFile } from './files.ts'
import { addressOf } from './options.ts'
import { seconds, whySocket } from './reasons.ts'

/** nginx has no word for "never"; this is the longest that a scenario can say besides. */
const LONGEST_MS = 3_600_000

export function nginxFile(scenario: Scenario): TakeHomeFile {
  const { proxy } = scenario
  const lost: string[] = []
  const connect = timeText(proxy.connectTimeoutMs, 'proxy_connect_timeout', lost)
  const read = timeText(proxy.readTimeoutMs, 'proxy_read_timeout', lost)
  const keepalive = proxy.keepaliveMs === 0 ? '0' : wholeTime(proxy.keepaliveMs, 'keepalive_timeout', lost)
  return { name: 'nginx.conf', text: nginxText(scenario, { connect, read, keepalive }), lost }
}

function nginxText(scenario: Scenario, times: Readonly<Record<'connect' | 'read' | 'keepalive', string>>): string {
  const { proxy } = scenario
  const { block, pass } = passing(scenario)
  return `# One process, as in the simulation.
worker_processes 1;
events {
    # A proxied request holds two: at most ${inEnglish(Math.floor(proxy.workerConnections / 2))} at a time; past that, clients are closed without an answer.
    worker_connections ${proxy.workerConnections};
}
http {
    access_log off;
    # A client’s connection ${proxy.keepaliveMs === 0 ? 'is closed after its answer' : `on which nothing comes is closed after ${seconds(proxy.keepaliveMs)}`}.
    keepalive_timeout ${times.keepalive};
${block}    server {
        listen 80;
        location / {
            # ${whySocket(scenario)}.
${pass}            # 504 when the server takes no connection for ${limit(proxy.connectTimeoutMs)}.
            proxy_connect_timeout ${times.connect};
            # 504 when the server, once connected, says nothing for ${limit(proxy.readTimeoutMs)}.
            proxy_read_timeout ${times.read};
            # ${proxy.requestBuffering === 'on' ? 'A slow client holds no worker: nginx collects the whole request first' : 'The worker waits while a slow client sends'}.
            proxy_request_buffering ${proxy.requestBuffering};
        }
    }
}
`
}

/** An address keeps no connection, in no version; a block of servers does. */
function passing(scenario: Scenario): { block: string; pass: string } {
  const { proxy, server } = scenario
  const address = addressOf(scenario)
  if (proxy.upstreamKeepalive === 0 || !keepsConnections(server)) {
    return { block: '', pass: `            proxy_pass http://${address};\n` }
  }
  return {
    block: `    upstream app {
        server ${address};
        # So many idle connections stay open for the next requests.
        keepalive ${proxy.upstreamKeepalive};
    }
`,
    pass: `            proxy_pass http://app;
            # Before nginx 1.29.7 connections are kept only with these two lines.
            proxy_http_version 1.1;
            proxy_set_header Connection "";
`,
  }
}

function limit(ms: number): string {
  return ms === 0 ? 'an hour' : seconds(ms)
}

/** `5s`, `1500ms`. */
function timeText(ms: number, name: string, lost: string[]): string {
  if (ms === 0) {
    lost.push(`nginx has no timeout that never passes; ${name} is an hour.`)
    return `${LONGEST_MS / 1000}s`
  }
  return wholeTime(ms, name, lost)
}

function wholeTime(ms: number, name: string, lost: string[]): string {
  const whole = Math.max(1, Math.round(ms))
  if (whole !== ms) lost.push(`${name} takes whole milliseconds: ${whole} ms instead of ${ms} ms.`)
  return whole % 1000 === 0 ? `${whole / 1000}s` : `${whole}ms`
}
