/** What happened in a part of a run, a sentence for each thing that is known of it. Instants are of measured time. */
import type { OutcomeName } from '../../../sim/measure/outcomes.ts'
import { count, duration, NBSP, percent, plural } from '../format.ts'
import { form, list } from '../plural.ts'
import { instant, instants } from '../span.ts'
import { inWords, upperFirst } from './words.ts'

/** What holds a request while it is served. */
export type Holder = 'worker' | 'thread'

interface Span {
  fromSeconds: number
  toSeconds: number
}

export const came = (of: Span & { arrived: number; retries: number; served: number }) => {
  const { arrived, retries, served } = of
  return `Between ${spanText(of)} ${plural(arrived, 'request')} arrived${retriesText(retries, arrived)}; ${count(served)} ${were(served)} served.`
}

function retriesText(retries: number, of: number): string {
  if (retries === 0) return ''
  if (of === 1) return ', a retry'
  if (retries === of) return ', all of them retries'
  return retries === 1 ? ', one of them a retry' : `, ${count(retries)} of them retries`
}

export const needsCpu = (of: { arrived: number; needMs: number; cores: number; haveMs: number }) =>
  `${need(of.arrived)} ${duration(of.needMs)} of CPU; ${allOf(of.cores, 'core')} ${form(of.cores, { one: 'has', other: 'have' })} ${duration(of.haveMs)} to give in this time.`

export const needsTime = (of: { arrived: number; needMs: number; holder: Holder; holders: number; haveMs: number }) =>
  `${need(of.arrived)} ${duration(of.needMs)} of a ${of.holder}’s time, CPU and I/O together; ${allOf(of.holders, of.holder)} ${form(of.holders, { one: 'has', other: 'have' })} ${duration(of.haveMs)} to give in this time.`

function need(arrived: number): string {
  return arrived === 1 ? 'The one that arrived needs' : `The ${count(arrived)} that arrived need`
}

export const slow = (of: {
  requests: number
  /** Each needs more than so many times the mean. */
  times: number
  meanMs: number
  holder: Holder
  holders: number
  heldMs: number
}) => {
  const who = of.requests === 1 ? 'One slow request' : `${count(of.requests)} slow requests`
  const needs = `${of.requests === 1 ? 'it needs' : 'each needs'} more than ${inWords(of.times)} times the mean of ${duration(of.meanMs)}`
  return `${who} (${needs}) held ${allOf(of.holders, of.holder)} for ${duration(of.heldMs)} of it.`
}

export const killed = (of: {
  by: 'watchdog' | 'kernel' | 'both'
  workers: number
  /** Of several, when the first was. */
  atSeconds: number
  /** How long a single one had held its request, where that was the reason. */
  heldMs: number | null
  requests: number
  /** How long a new one takes to boot, where that is some time. */
  bootMs: number | null
}) => {
  const isOne = of.workers === 1
  const who = `${isOne ? 'a worker' : `${inWords(of.workers)} workers`}${when(of)}`
  const why = of.heldMs === null ? '' : `, which had held one request for ${duration(of.heldMs)}`
  return `${KILLERS[of.by]} killed ${who}${why}: ${plural(of.requests, 'request')} died with ${isOne ? 'it' : 'them'}${boots(of)}.`
}

const KILLERS = {
  watchdog: 'The watchdog',
  kernel: 'The kernel, short of memory,',
  both: 'Watchdog and kernel',
}

export const retired = (of: { workers: number; atSeconds: number; bootMs: number | null }) =>
  `${of.workers === 1 ? 'A worker' : `${upperFirst(inWords(of.workers))} workers`} retired${when(of)}, with as many requests done as max_requests allows${boots(of)}.`

function when({ workers, atSeconds }: { workers: number; atSeconds: number }): string {
  return `${workers === 1 ? '' : ', the first'} at ${instant(atSeconds)}`
}

function boots({ bootMs }: { bootMs: number | null }): string {
  return bootMs === null ? '' : `, and a new one takes ${duration(bootMs)} to boot`
}

export const closedSilent = ({ connections }: { connections: number }) =>
  `On ${plural(connections, 'connection')} nothing had come, and the server closed ${connections === 1 ? 'it' : 'them'}.`

/** Two or more of all workers. */
interface ManyAway {
  away: number
  workers: number
}

export const awayAtOnce = (most: ManyAway) => `At one moment ${awayText(most)} were away.`

export type WhyAway = 'killed' | 'retired' | 'noMemory'

const WHY_AWAY: Record<WhyAway, string> = {
  killed: 'killed before',
  retired: 'retired before',
  noMemory: 'for which there was no memory',
}

export const notBack = (of: {
  /** Of all workers so many were away from the start. */
  away: number
  workers: number
  why: readonly WhyAway[]
  awayMs: number
  most: ManyAway | null
}) => {
  const one = of.workers === 1 ? 'The one worker' : 'A worker'
  const who = of.away === 1 ? one : `${upperFirst(inWords(of.away))} workers`
  const most = of.most ? `; at one moment ${awayText(of.most)} were away` : ''
  return `${who}, ${list(of.why.map(why => WHY_AWAY[why]))}, ${were(of.away)} not back yet: somebody was away for ${duration(of.awayMs)} of it${most}.`
}

function awayText({ away, workers }: ManyAway): string {
  return away === workers ? allOf(workers, 'worker') : `${inWords(away)} of ${inWords(workers)} workers`
}

/** `heldMs` is null for all the time; `those` are all, or those alone that were there. */
export const allHeld = (of: { holder: Holder; holders: number; those: 'all' | 'there'; heldMs: number | null }) => {
  const who = of.those === 'there' ? `every ${of.holder} that was there` : allOf(of.holders, of.holder)
  const time = of.heldMs === null ? 'all the time' : `for ${duration(of.heldMs)} of it`
  return `${upperFirst(who)} held a request ${time}.`
}

/** How the accept queue went: it held so many, or up to so many, or changed, with more in between. */
export type QueueCourse =
  | { as: 'held' | 'heldUpTo'; most: number }
  | { as: 'went'; from: number; to: number; most: number | null }

export const queue = (of: { course: QueueCourse; places: number; fullMs: number | 'a moment' | null }) => {
  const full =
    of.fullMs === null ? '' : `; it was full for ${of.fullMs === 'a moment' ? 'a moment' : duration(of.fullMs)}`
  return `The accept queue ${courseText(of.course)} of ${plural(of.places, 'place')}${full}.`
}

function courseText(course: QueueCourse): string {
  switch (course.as) {
    case 'held':
      return `held ${count(course.most)}`
    case 'heldUpTo':
      return `held up to ${count(course.most)}`
    case 'went': {
      const most = course.most === null ? '' : `, with ${count(course.most)} at most,`
      return `went from ${count(course.from)} to ${count(course.to)}${most}`
    }
  }
}

export const synsDropped = ({ requests, again }: { requests: number; again: 'linear' | 'exponential' }) => {
  const syns = requests === 1 ? 'its SYN was' : 'their SYNs were'
  const then = again === 'linear' ? 'after a second, and again after another' : 'after 1 s, 2 s, 4 s and so on'
  return `${count(requests)} found it full: ${syns} dropped without a word, and the kernel tries again ${then}.`
}

export const halfOpen = (of: { connections: number; waits: 'proxy' | 'client'; letIn: number }) => {
  const isOne = of.connections === 1
  const client = isOne ? 'Its client waits' : 'Their clients wait'
  const waits = of.waits === 'proxy' ? 'The proxy waits' : client
  return `${plural(of.connections, 'connection')} became half open: the queue had a place for the SYN and none for the last step. ${waits} for an answer, and the server does not know of ${isOne ? 'it' : 'them'}; ${letInText(of)}.`
}

function letInText({ connections, letIn }: { connections: number; letIn: number }): string {
  if (letIn === 0) return connections === 1 ? 'it never got in' : 'none of them ever got in'
  return connections === 1 ? 'it got in later' : `${count(letIn)} of them got in later`
}

export const refusedAtOnce = ({ requests }: { requests: number }) =>
  `${count(requests)} found it full and ${were(requests)} refused at once (502).`

export const turnedAway = ({ requests, connections }: { requests: number; connections: number }) =>
  `Out of its ${count(connections)} connections, nginx turned ${plural(requests, 'request')} away.`

export type Failure = Exclude<OutcomeName, '200'>

/** How requests failed, and how many each way. */
export type Fates = readonly { how: Failure; requests: number }[]

const FATES: Record<Failure, (requests: number) => string> = {
  '500': requests => `${count(requests)} ended as 500`,
  '502': requests => `${count(requests)} ended as 502`,
  '504': requests => `${count(requests)} ended as 504`,
  timeout: requests => `${plural(requests, 'client')} left`,
  refused: requests => `${count(requests)} ${were(requests)} refused`,
  reset: requests => `${count(requests)} ${were(requests)} closed without an answer`,
}

/** "61 ended as 504 and 3 clients left". */
function fatesText(fates: Fates): string {
  return list(fates.map(({ how, requests }) => FATES[how](requests)))
}

export type FailedPlace = 'neverQueued' | 'inQueue' | 'inside' | 'served'

const STOOD: Record<FailedPlace, (requests: number) => string> = {
  neverQueued: () => 'had never got into the accept queue',
  inQueue: () => 'stood in the accept queue',
  inside: () => 'waited inside a process',
  served: requests => `${were(requests)} being served`,
}

export const failedHere = (of: {
  fates: Fates
  /** The first and the last of them, where the first was sent before this part. */
  sent: Span | null
  requests: number
  /** Where they stood. */
  stood: readonly { place: FailedPlace; requests: number }[]
}) => {
  const all = of.requests === 1 ? 'it' : 'all of them'
  const where = of.stood.map(({ place, requests }) => {
    return `${of.stood.length === 1 ? all : count(requests)} ${STOOD[place](requests)}`
  })
  return `${fatesText(of.fates)} in this time${sentText(of)}: ${list(where)}.`
}

function sentText({ sent, requests }: { sent: Span | null; requests: number }): string {
  if (sent === null) return ''
  return requests === 1 ? `, sent at ${instant(sent.fromSeconds)}` : `, sent between ${spanText(sent)}`
}

export const allAnswered = ({ arrived, slowestMs }: { arrived: number; slowestMs: number }) =>
  arrived === 1
    ? `The one that arrived was answered, after ${duration(slowestMs)}.`
    : `${arrived === 2 ? 'Both' : `All ${count(arrived)}`} that arrived were answered, the slowest after ${duration(slowestMs)}.`

/** `first` is when the first failure was, and how long after it was sent. */
export const notAllAnswered = (of: {
  arrived: number
  ok: number
  fates: Fates
  first: { atSeconds: number; afterMs: number }
}) => {
  const { arrived, ok, first } = of
  const when = `at ${instant(first.atSeconds)}, ${duration(first.afterMs)} after it was sent`
  return `${answeredText(arrived, ok)}${fatesText(of.fates)}, ${arrived - ok === 1 ? '' : 'the first '}${when}.`
}

function answeredText(arrived: number, ok: number): string {
  if (arrived === 1) return 'The one that arrived: '
  if (ok === 0) return `None of the ${count(arrived)} that arrived was answered: `
  return `Of the ${count(arrived)} that arrived, ${count(ok)} ${were(ok)} answered, `
}

export const sentAgain = ({ failed, again }: { failed: number; again: number }) =>
  failed === 1
    ? 'Its client sent it again.'
    : `The clients of these ${count(failed)} sent ${count(again)} again: that much came on top of what else arrived later.`

export const forNobody = ({ requests, served }: { requests: number; served: number }) => {
  const clients = `${were(requests)} for clients that had left or been told of a failure.`
  if (requests < served) {
    return `${count(requests)} of the ${count(served)} served in this time (${percent(requests / served)}) ${clients}`
  }
  return `${served === 1 ? 'The one request' : served === 2 ? 'Both' : `All ${count(served)}`} served in this time ${clients}`
}

function spanText({ fromSeconds, toSeconds }: Span): string {
  const [from, to] = instants(fromSeconds, toSeconds)
  return `${from} and ${to}${NBSP}s`
}

/** "the one core", "all three workers". */
function allOf(many: number, noun: 'core' | Holder): string {
  if (many === 1) return `the one ${noun}`
  return many === 2 ? `both ${noun}s` : `all ${inWords(many)} ${noun}s`
}

function were(many: number): string {
  return form(many, { one: 'was', other: 'were' })
}
