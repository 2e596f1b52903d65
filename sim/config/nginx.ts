/**
 * What an nginx configuration means for a scenario: the directives on the way to the place that passes requests on, the
 * inner ones over the outer ones.
 */
import { shown } from '../scenario/problem.ts'
import type { ParameterPath } from '../scenario/scenario.ts'
import type { Place } from './configuration.ts'
import { excerpt, type Findings } from './findings.ts'
import { type Directive, parseNginx } from './nginx-blocks.ts'
import { isUnixAddress } from './socket.ts'

const PASSES = new Set(['proxy_pass', 'uwsgi_pass'])

const TIMES: Readonly<Record<string, ParameterPath>> = {
  proxy_connect_timeout: 'proxy.connectTimeoutMs',
  uwsgi_connect_timeout: 'proxy.connectTimeoutMs',
  proxy_read_timeout: 'proxy.readTimeoutMs',
  uwsgi_read_timeout: 'proxy.readTimeoutMs',
}

const BUFFERING = new Set(['proxy_request_buffering', 'uwsgi_request_buffering'])

const LOGS = 'it is about logs.'
const HEADERS = 'the model’s requests have no headers.'
const TLS = 'TLS is not modelled.'
const CARRIED = 'a client’s connection carries up to 1000 requests in the model.'
const KEPT = 'nginx keeps an idle connection to a server for 60 s and up to 1000 requests in the model.'
const FILES = 'files that nginx serves itself are not modelled.'

const UNREAD: Readonly<Record<string, string>> = {
  include: 'another file; give it too.',
  worker_processes: 'nginx is one process in the model.',
  keepalive_requests: CARRIED,
  proxy_http_version: 'the model’s nginx speaks HTTP/1.1, as it does since 1.29.7.',
  proxy_set_header: HEADERS,
  proxy_redirect: HEADERS,
  add_header: HEADERS,
  uwsgi_param: HEADERS,
  server_name: HEADERS,
  listen: 'nginx’s own queue for clients is not modelled.',
  access_log: LOGS,
  error_log: LOGS,
  log_format: LOGS,
  ssl_certificate: TLS,
  ssl_certificate_key: TLS,
  ssl_protocols: TLS,
  ssl_ciphers: TLS,
  root: FILES,
  alias: FILES,
  index: FILES,
  try_files: FILES,
  sendfile: FILES,
  expires: FILES,
  gzip: 'what compression costs is not modelled.',
  limit_req: 'limits of rates and connections are not modelled.',
  limit_req_zone: 'limits of rates and connections are not modelled.',
  limit_conn: 'limits of rates and connections are not modelled.',
  limit_conn_zone: 'limits of rates and connections are not modelled.',
  proxy_send_timeout: 'sending to the server takes no time in the model.',
  proxy_next_upstream: 'nginx tries no other server in the model.',
  proxy_cache: 'a cache is not modelled; fewer requests stand for it.',
  proxy_buffering: 'the model’s answers have no size.',
  proxy_buffers: 'the model’s answers have no size.',
  proxy_buffer_size: 'the model’s answers have no size.',
  client_max_body_size: 'the model’s requests have no size.',
  client_body_timeout: 'nginx waits for slow clients without end in the model.',
  client_header_timeout: 'nginx waits for slow clients without end in the model.',
}

/** What means something else in a block of upstream servers. */
const UNREAD_OF_UPSTREAM: Readonly<Record<string, string>> = {
  keepalive_timeout: KEPT,
  keepalive_requests: KEPT,
  keepalive_time: KEPT,
}

/** Blocks that are looked into; the others are listed whole. */
const CONTEXTS = new Set(['http', 'events', 'server', 'location'])

export function readNginx(source: string, findings: Findings): void {
  const { directives, troubles } = parseNginx(source)
  for (const { line, text, why } of troubles) findings.leave({ line, text: excerpt(text) }, why)
  const routes = routesTo(directives)
  const route = chosen(routes)
  const upstreams = upstreamsIn(directives)
  const onTheWay = new Set(route)
  const reader = new NginxReader(findings, upstreams, onTheWay)
  reader.read(directives)
  if (route.length > 0) findings.take('proxy.kind', 'nginx', placeOf(route.at(-1)!))
}

export function placeOf({ name, args, line, block }: Directive): Place {
  return { line, text: excerpt(`${[name, ...args.slice(0, 20)].join(' ')}${block ? ' {' : ';'}`) }
}

/** Deeper nesting is no configuration. */
const DEEPEST = 20

/** From the outermost block to a directive that passes requests on, for each of them. */
function routesTo(directives: readonly Directive[], outer: readonly Directive[] = []): Directive[][] {
  if (outer.length > DEEPEST) return []
  return directives.flatMap(directive => {
    if (PASSES.has(directive.name)) return [[...outer, directive]]
    return directive.block && CONTEXTS.has(directive.name) ? routesTo(directive.block, [...outer, directive]) : []
  })
}

/** The location of everything, /, where there is one; else the first. */
function chosen(routes: readonly Directive[][]): Directive[] {
  const isRoot = (route: Directive[]) => route.some(({ name, args }) => name === 'location' && args.at(-1) === '/')
  return routes.find(isRoot) ?? routes[0] ?? []
}

function upstreamsIn(directives: readonly Directive[], depth = 0): Directive[] {
  if (depth > DEEPEST) return []
  return directives.flatMap(directive => {
    if (directive.name === 'upstream' && directive.block) return [directive]
    return directive.block ? upstreamsIn(directive.block, depth + 1) : []
  })
}

class NginxReader {
  private readonly findings: Findings
  private readonly upstreams: readonly Directive[]
  private readonly route: ReadonlySet<Directive>
  /** How deep the directive was that set a parameter: an inner one counts, wherever it stands. */
  private readonly depths = new Map<ParameterPath, number>()

  constructor(findings: Findings, upstreams: readonly Directive[], route: ReadonlySet<Directive>) {
    this.findings = findings
    this.upstreams = upstreams
    this.route = route
  }

  read(directives: readonly Directive[], depth = 0): void {
    for (const directive of directives) this.readOne(directive, depth)
  }

  private readOne(directive: Directive, depth: number): void {
    const { name, block } = directive
    const isElsewhere = (name === 'server' || name === 'location') && this.route.size > 0 && !this.route.has(directive)
    if (block && isElsewhere) {
      this.leave(directive, 'requests that take another way than the one that was read.')
      return
    }
    if (block && CONTEXTS.has(name) && depth < DEEPEST) {
      this.read(block, depth + 1)
      return
    }
    if (block && name === 'upstream') {
      this.readUpstream(directive)
      return
    }
    if (block) {
      this.leave(directive, 'this block is not modelled.')
      return
    }
    if (Object.hasOwn(TIMES, name)) {
      this.readTime(directive, TIMES[name]!, depth)
      return
    }
    if (name === 'keepalive_timeout') {
      this.readKeepalive(directive, depth)
      return
    }
    if (BUFFERING.has(name)) {
      this.take('proxy.requestBuffering', directive.args[0] ?? '', directive, depth)
      return
    }
    if (name === 'worker_connections') {
      this.readCount('proxy.workerConnections', directive, depth)
      return
    }
    if (PASSES.has(name)) {
      this.readPass(directive, depth)
      return
    }
    this.leave(directive, Object.hasOwn(UNREAD, name) ? UNREAD[name]! : 'it changes nothing that is modelled.')
  }

  private leave(directive: Directive, why: string): void {
    this.findings.leave(placeOf(directive), why)
  }

  private take(path: ParameterPath, value: string | number, directive: Directive, depth: number, note = ''): void {
    const before = this.depths.get(path)
    if (before !== undefined && before > depth) {
      this.leave(directive, 'an inner block sets it again.')
      return
    }
    this.depths.set(path, depth)
    this.findings.take(path, value, placeOf(directive), note)
  }

  /** 0 closes each client's connection after its answer. A second time is for a header. */
  private readKeepalive(directive: Directive, depth: number): void {
    const ms = this.timeIn(directive)
    const note = 'for users who keep their connections, client.keepAlive'
    if (!Number.isNaN(ms)) this.take('proxy.keepaliveMs', ms, directive, depth, note)
  }

  /** NaN when it is none. */
  private timeIn(directive: Directive): number {
    const text = directive.args[0] ?? ''
    const ms = parseNginxTime(text)
    if (Number.isNaN(ms)) {
      this.leave(directive, `${shown(text)} is no time; allowed are times such as 30s, 1m30s or 500ms.`)
    }
    return ms
  }

  private readTime(directive: Directive, path: ParameterPath, depth: number): void {
    const ms = this.timeIn(directive)
    if (Number.isNaN(ms)) return
    if (ms === 0) {
      this.leave(directive, 'a timeout of 0 passes at once; that is not modelled.')
      return
    }
    this.take(path, ms, directive, depth)
  }

  private readCount(path: ParameterPath, directive: Directive, depth: number): void {
    const text = directive.args[0] ?? ''
    if (!/^\d+$/.test(text)) {
      this.leave(directive, `${shown(text)} is no whole number.`)
      return
    }
    this.take(path, Number(text), directive, depth)
  }

  /** The address itself, or the name of an upstream. */
  private readPass(directive: Directive, depth: number): void {
    if (!this.route.has(directive)) {
      this.leave(directive, 'requests that take another way than the one that was read.')
      return
    }
    const address = (directive.args[0] ?? '').replace(/^(https?|uwsgi):\/\//, '')
    const name = address.split('/')[0]!
    const upstream = this.upstreams.find(({ args }) => args[0] === name)
    if (upstream) return
    this.take('proxy.socket', isUnixAddress(address) ? 'unix' : 'tcp', directive, depth)
    this.take('proxy.upstreamKeepalive', 0, directive, depth, 'no connection to an address is kept')
  }

  private readUpstream(upstream: Directive): void {
    const servers = upstream.block!.filter(({ name }) => name === 'server')
    for (const directive of upstream.block!) {
      if (directive.name === 'keepalive') this.readCount('proxy.upstreamKeepalive', directive, 0)
      else if (directive.name !== 'server') this.leave(directive, whyNotOfUpstream(directive.name))
    }
    const [first, ...others] = servers
    for (const server of others) this.leave(server, 'nginx has one server behind it in the model; the first is taken.')
    if (first) this.take('proxy.socket', isUnixAddress(first.args[0] ?? '') ? 'unix' : 'tcp', first, 0)
  }
}

function whyNotOfUpstream(name: string): string {
  if (Object.hasOwn(UNREAD_OF_UPSTREAM, name)) return UNREAD_OF_UPSTREAM[name]!
  return Object.hasOwn(UNREAD, name) ? UNREAD[name]! : 'nginx balances nothing in the model.'
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  '': 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** `60`, `60s`, `1m30s`, `500ms`; NaN for anything else. Source: nginx@1.28.0 src/core/ngx_parse.c. */
export function parseNginxTime(text: string): number {
  if (!/^(\d{1,12}(ms|[smhdw])?\s*)+$/.test(text) || text.length > 100) return Number.NaN
  return [...text.matchAll(/(\d+)(ms|[smhdw])?/g)].reduce((ms, [, n, unit]) => ms + Number(n) * UNIT_MS[unit ?? '']!, 0)
}
