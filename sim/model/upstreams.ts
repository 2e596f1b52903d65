/**
 * Several servers behind nginx: which one a request goes to, when one is left out, and when a request goes on to the
 * next. The rules are those of nginx's smooth weighted round robin with all weights 1
 * (release-1.28.0 src/http/ngx_http_upstream_round_robin.c, ngx_http_upstream.c `ngx_http_upstream_next`).
 */
import { Outcome } from '../measure/outcomes.ts'
import { connect } from './handshake.ts'
import { abandonOnCore } from './interpreter.ts'
import { logLine } from './log.ts'
import { NONE } from './requests.ts'
import { noteStartedOver } from './rows.ts'
import { EventKind, type World } from './world.ts'

/** What nginx keeps of each server. The index is the server; times are whole seconds, nginx's `ngx_time()`. */
export class Upstreams {
  readonly fails: Int32Array
  readonly current: Int32Array
  readonly effective: Int32Array
  readonly accessedSecond: Float64Array
  readonly checkedSecond: Float64Array

  constructor(count: number) {
    this.fails = new Int32Array(count)
    this.current = new Int32Array(count)
    this.effective = new Int32Array(count).fill(1)
    this.accessedSecond = new Float64Array(count).fill(-Infinity)
    this.checkedSecond = new Float64Array(count).fill(-Infinity)
  }
}

/** Picks the server that a request goes to next. False: "no live upstreams". */
export function pickUpstream(w: World, req: number): boolean {
  const { requests, upstreams, settings } = w
  const { current, effective, checkedSecond } = upstreams
  let best: number = NONE
  let total = 0
  for (let upstream = 0; upstream < settings.upstreams; upstream++) {
    if ((requests.triedUpstreams[req] & (1 << upstream)) !== 0 || isLeftOut(w, upstream)) continue
    current[upstream] += effective[upstream]
    total += effective[upstream]
    if (effective[upstream] < 1) effective[upstream]++
    if (best === NONE || current[upstream] > current[best]) best = upstream
  }
  if (best === NONE) return false
  current[best] -= total
  const now = nginxSecond(w)
  if (now - checkedSecond[best] > settings.failTimeoutSeconds) checkedSecond[best] = now
  if (requests.tries[req]++ === 0) requests.firstPickedAt[req] = w.now
  requests.triedUpstreams[req] |= 1 << best
  requests.upstream[req] = best
  return true
}

/** `max_fails` failures, the last check of which is no longer than `fail_timeout` ago. */
function isLeftOut(w: World, upstream: number): boolean {
  const { fails, checkedSecond } = w.upstreams
  if (fails[upstream] < w.settings.maxFails) return false
  return nginxSecond(w) - checkedSecond[upstream] <= w.settings.failTimeoutSeconds
}

function nginxSecond(w: World): number {
  return Math.floor(w.now / 1000)
}

/** The server has done what it should, as far as nginx can tell: if it was left out and this was its trial, it is back. */
export function upstreamWell(w: World, req: number): void {
  const { upstreams, requests } = w
  if (requests.tries[req] === 0) return
  const upstream = requests.upstream[req]
  if (upstreams.accessedSecond[upstream] < upstreams.checkedSecond[upstream]) upstreams.fails[upstream] = 0
}

/** How a server has failed a request, as `proxy_next_upstream` has it, and whether the request had been sent to it. */
export interface UpstreamFailure {
  isTimeout: boolean
  wasSent: boolean
}

export const NOT_CONNECTED: UpstreamFailure = { isTimeout: false, wasSent: false }
export const CONNECT_TIMED_OUT: UpstreamFailure = { isTimeout: true, wasSent: false }
export const BROKEN: UpstreamFailure = { isTimeout: false, wasSent: true }
export const READ_TIMED_OUT: UpstreamFailure = { isTimeout: true, wasSent: true }

/**
 * A server has failed a request whose client waits. True: the client's side of it is on its way to another server, under
 * another number, and nobody waits for this one any more; what becomes of it is up to the caller.
 */
export function passOn(w: World, req: number, failure: UpstreamFailure): boolean {
  const isFree = w.requests.carriedBefore[req] > 0 && !failure.isTimeout
  if (w.settings.upstreams === 1 && !isFree) return false
  // "if (u->peer.cached && ft_type == NGX_HTTP_UPSTREAM_FT_ERROR) u->peer.tries++": ngx_http_upstream.c:4413.
  if (isFree) w.requests.freeTries[req]++
  if (w.settings.upstreams > 1) countFailure(w, w.requests.upstream[req])
  if (!mayPassOn(w, req, failure)) return false
  logLine(w, req, 'passedOn')
  connect(w, startOver(w, req))
  return true
}

function countFailure(w: World, upstream: number): void {
  const { upstreams, settings } = w
  const now = nginxSecond(w)
  upstreams.fails[upstream]++
  upstreams.accessedSecond[upstream] = now
  upstreams.checkedSecond[upstream] = now
  // weight / max_fails, in whole numbers.
  if (settings.maxFails === 1) upstreams.effective[upstream] = 0
}

function mayPassOn(w: World, req: number, { isTimeout, wasSent }: UpstreamFailure): boolean {
  const { requests, settings } = w
  if (requests.tries[req] - requests.freeTries[req] >= settings.serversTried) return false
  if (!(isTimeout ? settings.passesTimeoutsOn : settings.passesErrorsOn)) return false
  if (w.now - requests.firstPickedAt[req] >= settings.passOnWithinMs) return false
  if (!wasSent) return true
  // What nginx has not collected it cannot send again.
  const isStreamed = requests.isSlow[req] === 1 && !settings.buffersRequests
  return requests.isPost[req] === 0 && !isStreamed
}

/** Moves the client's side of a request to a number of its own. The old one is done, for everybody but its server. */
function startOver(w: World, old: number): number {
  const { requests } = w
  const req = requests.take()
  for (const column of CARRIED) requests[column][req] = requests[column][old]
  // Only the connection to the client is kept.
  w.connectionsOpen -= requests.connections[old] - 1
  requests.connections[req] = 1
  requests.connections[old] = 0
  if (w.rows !== null) noteStartedOver(w, req, w.rows)
  abandonOnCore(w, old)
  requests.outcome[old] = Outcome.BadGateway
  requests.serial[old] = NONE
  // A health check goes its way like any request.
  if (w.probe === old) w.probe = req
  requests.awaitedLeaving[old] = NONE
  limitPatienceAgain(w, req)
  return req
}

const CARRIED = [
  'serial',
  'sentAt',
  'reachedAt',
  'cpuMs',
  'ioMs',
  'firstTry',
  'firstPickedAt',
  'isMeasured',
  'attempt',
  'isSlow',
  'isPost',
  'tries',
  'freeTries',
  'triedUpstreams',
  'user',
] as const

/** The client's clock runs on. Its deadline is due earlier than others that were set before, so it is an event. */
function limitPatienceAgain(w: World, req: number): void {
  const { requests, settings } = w
  if (settings.patienceMs === Infinity) return
  const at = requests.sentAt[req] + settings.patienceMs
  requests.awaitedLeaving[req] = w.events.at(at).schedule(EventKind.Leaving + 16 * req)
}
