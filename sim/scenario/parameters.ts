/**
 * THE parameter table: the only place where a label, a unit, a range or a default is written. Validation, controls,
 * links, embeds, `--set` and the reference are read from it. Defaults that belong to one server come from its record
 * in `server-kinds.ts`. Sources of the defaults are cited beside them.
 */
import type { ParameterPath, ParameterValue, Scenario } from './scenario.ts'
import { SERVER_KIND_NAMES, SERVER_KINDS, type ServerKind, type Setting } from './server-kinds.ts'

interface Described {
  path: ParameterPath
  label: string
  /** One or two plain sentences. */
  help: string
  level: 'basic' | 'advanced'
  /** Whether the value changes anything in this scenario; absent: always. */
  relevant?: (scenario: Scenario) => boolean
}

export interface NumberParameter extends Described {
  kind: 'number'
  unit: string
  /** Allowed values: `min` (included, unless `aboveMin`) to `max` (included). */
  min: number
  aboveMin?: true
  max: number
  integer?: true
  /** How a slider should divide its range; `log` where it spans decades. */
  scale: 'linear' | 'log'
  /** Meaning of 0 where it is not just a small number: "never", "none". */
  zeroMeans?: string
  default: number
  /** Where the default (and perhaps the only value) depends on the kind of server. */
  ofServer?: (kind: ServerKind) => Setting
}

export interface ChoiceParameter extends Described {
  kind: 'choice'
  choices: readonly { value: string; label: string }[]
  default: string
}

export interface StepsParameter extends Described {
  kind: 'steps'
  maxSteps: number
  maxSeconds: number
  maxRatePerSecond: number
  default: []
}

export type Parameter = NumberParameter | ChoiceParameter | StepsParameter

const isOpen = (s: Scenario) => s.traffic.kind === 'open'
const isClosed = (s: Scenario) => s.traffic.kind === 'closed'
const drawsWork = (s: Scenario) => s.traffic.kind !== 'trace'
const hasProxy = (s: Scenario) => s.proxy.kind === 'nginx'
const mayWait = (s: Scenario) => s.server.timeoutMs > 0
const hasThreads = (s: Scenario) => SERVER_KINDS[s.server.kind].sharing === 'gil' && s.server.threads > 1

const MAX_RATE = 100_000
const MAX_SECONDS = 86_400

const traffic: Parameter[] = [
  {
    path: 'traffic.kind',
    label: 'Kind of traffic',
    help: 'Open: requests come whatever happens to the earlier ones. Closed: each user waits for an answer, thinks, and asks again. Trace: requests come from a recording.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'open', label: 'open loop' },
      { value: 'closed', label: 'closed loop' },
      { value: 'trace', label: 'recorded trace' },
    ],
    default: 'open',
  },
  {
    path: 'traffic.ratePerSecond',
    label: 'Requests a second',
    help: 'How many requests arrive in a second, on average.',
    level: 'basic',
    kind: 'number',
    unit: '/s',
    min: 0,
    aboveMin: true,
    max: MAX_RATE,
    scale: 'log',
    default: 30,
    relevant: isOpen,
  },
  {
    path: 'traffic.arrivals',
    label: 'Arrivals',
    help: 'Poisson: independent of each other, as from many people. Even: one every so many milliseconds. Bursty: half of all requests come in bursts.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'poisson', label: 'Poisson' },
      { value: 'even', label: 'evenly spaced' },
      { value: 'bursty', label: 'in bursts' },
    ],
    default: 'poisson',
    relevant: isOpen,
  },
  {
    path: 'traffic.burstFactor',
    label: 'Burst height',
    help: 'The rate inside a burst, as a multiple of the average rate.',
    level: 'advanced',
    kind: 'number',
    unit: '×',
    min: 1,
    max: 100,
    scale: 'log',
    default: 5,
    relevant: s => isOpen(s) && s.traffic.arrivals === 'bursty',
  },
  {
    path: 'traffic.burstMs',
    label: 'Burst length',
    help: 'How long a burst lasts on average.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 1,
    max: 600_000,
    scale: 'log',
    default: 2000,
    relevant: s => isOpen(s) && s.traffic.arrivals === 'bursty',
  },
  {
    path: 'traffic.steps',
    label: 'Rate over time',
    help: 'From each instant on, a new rate. Before the first step the rate is “Requests a second”.',
    level: 'advanced',
    kind: 'steps',
    maxSteps: 1000,
    maxSeconds: MAX_SECONDS,
    maxRatePerSecond: MAX_RATE,
    default: [],
    relevant: isOpen,
  },
  {
    path: 'traffic.users',
    label: 'Users',
    help: 'How many users take turns thinking and waiting for an answer.',
    level: 'basic',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 100_000,
    scale: 'log',
    default: 50,
    relevant: isClosed,
  },
  {
    path: 'traffic.thinkMs',
    label: 'Think time',
    help: 'How long a user waits between an answer and the next request, on average (exponential).',
    level: 'basic',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 3_600_000,
    scale: 'log',
    default: 1000,
    relevant: isClosed,
  },
]

const request: Parameter[] = [
  {
    path: 'request.cpuMs',
    label: 'CPU a request',
    help: 'Time a request computes for, on average, had it a core to itself.',
    level: 'basic',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 600_000,
    scale: 'log',
    default: 20,
    relevant: drawsWork,
  },
  {
    path: 'request.ioMs',
    label: 'Waiting on I/O',
    help: 'Time a request waits for a database or another service, on average. It holds its worker but no core.',
    level: 'basic',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 600_000,
    scale: 'log',
    default: 30,
    relevant: drawsWork,
  },
  {
    path: 'request.distribution',
    label: 'How requests differ',
    help: 'The distribution of both CPU and I/O around their means.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'deterministic', label: 'all alike' },
      { value: 'exponential', label: 'exponential' },
      { value: 'lognormal', label: 'lognormal' },
      { value: 'pareto', label: 'Pareto (heavy tail)' },
    ],
    default: 'exponential',
    relevant: drawsWork,
  },
  {
    path: 'request.cv',
    label: 'Spread',
    help: 'Coefficient of variation of the lognormal: standard deviation over mean.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    min: 0,
    aboveMin: true,
    max: 20,
    scale: 'log',
    default: 1,
    relevant: s => drawsWork(s) && s.request.distribution === 'lognormal',
  },
  {
    path: 'request.shape',
    label: 'Tail index',
    help: 'The Pareto’s α. At 2 and below the variance is infinite: a single request can outweigh all others.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    min: 1.05,
    max: 20,
    scale: 'linear',
    default: 2.5,
    relevant: s => drawsWork(s) && s.request.distribution === 'pareto',
  },
  {
    path: 'request.slowShare',
    label: 'Share of slow requests',
    help: 'This share of requests costs a multiple of the others, in CPU and in I/O.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    min: 0,
    max: 1,
    scale: 'linear',
    default: 0,
    relevant: drawsWork,
  },
  {
    path: 'request.slowFactor',
    label: 'Slow requests cost',
    help: 'How many times the usual cost a slow request has.',
    level: 'advanced',
    kind: 'number',
    unit: '×',
    min: 0,
    max: 10_000,
    scale: 'log',
    default: 10,
    relevant: s => drawsWork(s) && s.request.slowShare > 0,
  },
]

const client: Parameter[] = [
  {
    path: 'client.timeoutMs',
    label: 'Clients leave after',
    help: 'A client that has waited this long gives up. The server does not notice and still does the work.',
    level: 'basic',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 3_600_000,
    scale: 'log',
    zeroMeans: 'never',
    // botocore's connect and read timeouts are 60 s (botocore/endpoint.py:39); requests has none.
    default: 60_000,
  },
  {
    path: 'client.goalMs',
    label: 'In time means within',
    help: 'An answer within this time counts as goodput. It changes what is counted, not what happens.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    aboveMin: true,
    max: 3_600_000,
    scale: 'log',
    default: 1000,
  },
  {
    path: 'client.retries',
    label: 'Retries',
    help: 'How often a client sends a failed request again.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 0,
    max: 20,
    scale: 'linear',
    default: 0,
  },
  {
    path: 'client.backoffMs',
    label: 'First backoff',
    help: 'Wait before the first retry; it doubles with each further one.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 600_000,
    scale: 'log',
    default: 100,
    relevant: s => s.client.retries > 0,
  },
  {
    path: 'client.jitter',
    label: 'Jitter',
    help: 'Full: the wait is drawn evenly between nothing and the backoff, so that clients do not return together.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'full', label: 'full' },
      { value: 'none', label: 'none' },
    ],
    default: 'full',
    relevant: s => s.client.retries > 0,
  },
]

const proxy: Parameter[] = [
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
    // 1024 in the packaged nginx.conf (conf/nginx.conf:13); 512 compiled in.
    default: 1024,
    relevant: hasProxy,
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
    // An assumption: tens of thousands of small proxied requests a second on one core.
    default: 0.05,
    relevant: hasProxy,
  },
]

const server: Parameter[] = [
  {
    path: 'server.kind',
    label: 'Server',
    help: 'Which server answers.',
    level: 'basic',
    kind: 'choice',
    choices: SERVER_KIND_NAMES.map(value => ({ value, label: SERVER_KINDS[value].label })),
    default: 'gunicorn-sync',
  },
  {
    path: 'server.workers',
    label: 'Workers',
    help: 'Processes that answer requests.',
    level: 'basic',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 1000,
    scale: 'log',
    default: 1,
    ofServer: kind => kind.workers,
  },
  {
    path: 'server.threads',
    label: 'Threads a worker',
    help: 'Requests that one process works on at a time. Its threads share one GIL.',
    level: 'basic',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 100_000,
    scale: 'log',
    default: 1,
    ofServer: kind => kind.threads,
  },
  {
    path: 'server.backlog',
    label: 'Backlog',
    help: 'Places in the accept queue. The kernel holds one more than this, and never more than somaxconn + 1.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 0,
    max: 65_535,
    scale: 'log',
    default: 2048,
    ofServer: kind => kind.backlog,
  },
  {
    path: 'server.connections',
    label: 'Connections a process',
    help: 'Connections that one process accepts at most, waiting ones included.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 100_000,
    scale: 'log',
    default: 1,
    ofServer: kind => kind.connections,
    relevant: s => SERVER_KINDS[s.server.kind].acceptance === 'eager',
  },
  {
    path: 'server.timeoutMs',
    label: 'Watchdog',
    help: 'A worker that is busy with one request for longer is killed (gunicorn’s timeout, uWSGI’s harakiri).',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 3_600_000,
    scale: 'log',
    zeroMeans: 'never',
    default: 0,
    ofServer: kind => kind.timeoutMs,
  },
  {
    path: 'server.killAnswer',
    label: 'A killed request ends as',
    help: 'gunicorn since 22.0 writes a 500 before a worker dies; before, and with uWSGI, the connection just closes and nginx says 502.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: '500', label: '500 (gunicorn since 22)' },
      { value: '502', label: '502 (closed without a word)' },
    ],
    default: '500',
    relevant: mayWait,
  },
  {
    path: 'server.bootMs',
    label: 'A new worker takes',
    help: 'Time from the death of a worker until its replacement accepts: fork, interpreter, imports.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 600_000,
    scale: 'log',
    // An assumption: one second, a small application’s imports.
    default: 1000,
    ofServer: kind => kind.bootMs,
    relevant: mayWait,
  },
  {
    path: 'server.overheadMs',
    label: 'Server CPU a request',
    help: 'CPU the server itself spends on each request: accept, parse, call, write, close.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 1000,
    scale: 'log',
    default: 0.6,
    ofServer: kind => kind.overheadMs,
  },
  {
    path: 'server.switchIntervalMs',
    label: 'GIL switch interval',
    help: 'How long a thread may compute before it must let another thread of its process have the interpreter.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0.01,
    max: 1000,
    scale: 'log',
    default: 5,
    ofServer: kind => kind.switchIntervalMs,
    relevant: hasThreads,
  },
]

const machine: Parameter[] = [
  {
    path: 'machine.cores',
    label: 'Cores',
    help: 'Cores that all processes of the machine share.',
    level: 'basic',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 64,
    scale: 'log',
    default: 1,
  },
  {
    path: 'machine.switchCostUs',
    label: 'Context switch',
    help: 'CPU lost each time a core turns from one process to another.',
    level: 'advanced',
    kind: 'number',
    unit: 'µs',
    min: 0,
    max: 1000,
    scale: 'log',
    // 2.4 µs a process switch, measured on Linux 6.6 (ddumbying.vercel.app); advice in the field: 2 to 5.
    default: 3,
  },
  {
    path: 'machine.synRetry',
    label: 'SYN retries',
    help: 'When a dropped connection attempt is made again. Linear: at 1, 2, 3, 4, 5, 7, 11 s (Linux since 6.5). Exponential: at 1, 3, 7, 15, 31 s.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'linear', label: 'linear first (Linux 6.5 and later)' },
      { value: 'exponential', label: 'exponential (before 6.5)' },
    ],
    default: 'linear',
    relevant: s => s.proxy.kind === 'none' || s.proxy.socket === 'tcp',
  },
  {
    path: 'machine.somaxconn',
    label: 'somaxconn',
    help: 'The kernel’s cap on every backlog: 4096 since Linux 5.4, 128 before.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 65_535,
    scale: 'log',
    default: 4096,
  },
]

const run: Parameter[] = [
  {
    path: 'run.seconds',
    label: 'Measured time',
    help: 'Simulated seconds that are measured.',
    level: 'advanced',
    kind: 'number',
    unit: 's',
    min: 0.1,
    max: MAX_SECONDS,
    scale: 'log',
    default: 60,
  },
  {
    path: 'run.warmupSeconds',
    label: 'Warm-up',
    help: 'Simulated seconds before the measured time. What is sent in them is not counted.',
    level: 'advanced',
    kind: 'number',
    unit: 's',
    min: 0,
    max: MAX_SECONDS,
    scale: 'log',
    default: 5,
  },
  {
    path: 'run.seed',
    label: 'Seed',
    help: 'Another seed is another day with the same settings.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 0,
    max: 2_147_483_647,
    scale: 'linear',
    default: 1,
  },
  {
    path: 'run.replications',
    label: 'Replications',
    help: 'How many runs, with seeds that follow each other, a mean and its interval are computed from.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 1000,
    scale: 'log',
    default: 1,
  },
]

export const PARAMETERS: readonly Parameter[] = [
  ...traffic,
  ...request,
  ...client,
  ...proxy,
  ...server,
  ...machine,
  ...run,
]

const BY_PATH = new Map<string, Parameter>(PARAMETERS.map(parameter => [parameter.path, parameter]))

/** The table's entry for a path, or `undefined` when there is no such parameter. */
export function findParameter(path: string): Parameter | undefined {
  return BY_PATH.get(path)
}

/** The default of a parameter for one kind of server. */
export function defaultOf(parameter: Parameter, kind: ServerKind): ParameterValue {
  if (parameter.kind === 'number' && parameter.ofServer) return parameter.ofServer(kind).default
  return parameter.default
}

/** The values a number may take for one kind of server: where the server has no such setting, just its one value. */
export function rangeOf(parameter: NumberParameter, kind: ServerKind): { min: number; max: number; fixed: boolean } {
  const setting = parameter.ofServer?.(kind)
  if (setting?.fixed) return { min: setting.default, max: setting.default, fixed: true }
  return { min: parameter.min, max: parameter.max, fixed: false }
}
