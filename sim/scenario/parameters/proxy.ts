/**
 * nginx, or nothing, in front of the server. See `../parameters.ts`, the one table, of which this is a part.
 */
import type { Parameter } from '../parameters.ts'
import type { Scenario } from '../scenario.ts'

const hasProxy = (s: Scenario) => s.proxy.kind === 'nginx'

export const proxy: readonly Parameter[] = [
  {
    path: 'proxy.kind',
    label: 'Proxy',
    help: 'What stands between the clients and the server.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'nginx', label: 'nginx' },
      { value: 'none', label: 'none' },
    ],
    default: 'nginx',
  },
  {
    path: 'proxy.socket',
    label: 'Socket to the server',
    help: 'When its queue is full, a TCP socket drops the attempt, which is made again after a second; a unix socket fails at once, which is a 502.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'tcp', label: 'TCP' },
      { value: 'unix', label: 'unix' },
    ],
    default: 'tcp',
    relevant: hasProxy,
  },
  {
    path: 'proxy.connectTimeoutMs',
    label: 'nginx connects for up to',
    help: 'proxy_connect_timeout: how long nginx tries to reach the server before it answers 504.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 3_600_000,
    scale: 'log',
    usual: { min: 100, max: 120_000 },
    zeroMeans: 'never',
    // 60 s: nginx release-1.28.0 ngx_http_proxy_module.c:3715-3722.
    default: 60_000,
    relevant: hasProxy,
  },
  {
    path: 'proxy.readTimeoutMs',
    label: 'nginx waits up to',
    help: 'proxy_read_timeout: how long nginx, once connected, waits for the first byte before it answers 504.',
    level: 'basic',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 3_600_000,
    scale: 'log',
    usual: { min: 100, max: 120_000 },
    zeroMeans: 'never',
    default: 60_000,
    relevant: hasProxy,
  },
  {
    path: 'proxy.workerConnections',
    label: 'nginx connections',
    help: 'worker_connections of one nginx worker. Each proxied request holds two; past that, new clients are closed without an answer.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 4,
    max: 1_000_000,
    scale: 'log',
    usual: { min: 4, max: 65_536 },
    // 1024 in the packaged nginx.conf (conf/nginx.conf:13); 512 compiled in.
    default: 1024,
    relevant: hasProxy,
  },
  {
    path: 'proxy.requestBuffering',
    label: 'Request buffering',
    help: 'proxy_request_buffering. On: nginx collects the whole request before it connects, so that a slow client holds no worker. Off: the worker waits for the client.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'on', label: 'on' },
      { value: 'off', label: 'off' },
    ],
    // nginx release-1.28.0 ngx_http_proxy_module.c:3700.
    default: 'on',
    relevant: s => s.proxy.kind === 'nginx' && s.client.slowShare > 0,
  },
  {
    path: 'proxy.cpuMs',
    label: 'nginx CPU a request',
    help: 'CPU that nginx takes on the same machine for each request.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 1000,
    scale: 'log',
    usual: { min: 0.01, max: 100 },
    // An assumption: tens of thousands of small proxied requests a second on one core.
    default: 0.05,
    relevant: hasProxy,
  },
]
