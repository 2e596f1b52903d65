/** The sentence that says what happened, what lanes are called, and what there is to say of a lane or of a link. */
import type { Cause } from '../../../sim/measure/causes.ts'
import { count, duration, NBSP, percent, plural, rounded } from '../format.ts'
import type { Phrase } from '../phrase.ts'
import { form, list, listParts } from '../plural.ts'
import { inWords, lowerFirst, midSentence, upperFirst } from './words.ts'

export const beforeFirstRun = 'One server that takes requests one at a time, and a pool of workers.'
export const belongsToBefore = ({ error }: { error: string }) =>
  `${error} What is shown belongs to the settings before.`

export type Load = { kind: 'users' | 'rate'; many: number } | { kind: 'recorded' | 'steps' }

/** What all lanes have in common. */
export const opening = ({ load, cores }: { load: Load; cores: number | null }) => {
  const machine = cores === null ? '' : `, the same ${cores === 1 ? 'core' : plural(cores, 'core')}`
  return `The same ${loadText(load)}${machine}.`
}

function loadText(load: Load): string {
  switch (load.kind) {
    case 'users':
      return plural(load.many, 'user')
    case 'rate':
      return `${rounded(Number(load.many.toPrecision(6)))}${NBSP}${form(load.many, { one: 'request', other: 'requests' })} a second`
    case 'recorded':
      return 'recorded requests'
    case 'steps':
      return 'requests'
  }
}

export const nothingSent = 'Nothing was sent in the measured time.'

export const equallyWell = ({ names, p95 }: { names: readonly string[]; p95: number }): Phrase[] => [
  ...listParts(names.length).map((part): Phrase => {
    if (typeof part === 'string') return { text: part }
    return { text: part === 0 ? names[part]! : midSentence(names[part]!), lane: part }
  }),
  { text: ` did equally well: every request was answered, 95${NBSP}% within ${duration(p95)}.` },
]

/** One lane, and what it did. */
export const laneDid = ({ name, lane, deed }: { name: string; lane: number; deed: string }): Phrase[] => [
  { text: name, lane },
  { text: ` ${deed}.` },
]

/** How many were answered, as they are told: one by one, by what is missing, or as a share. */
export interface Answered {
  ok: number
  offered: number
  as: 'all' | 'none' | 'all-but' | 'counted' | 'share'
  /** What was sent are tries: one request may be several. */
  isTries: boolean
}

export const deeds = {
  nothing: 'had nothing to answer',
  all: (of: Answered & { p50: number | null; p95: number }) => {
    const half = of.p50 === null ? '' : `half within ${duration(of.p50)} and `
    return `answered ${howMany(of)}, ${half}95${NBSP}% within ${duration(of.p95)}`
  },
  failed: (of: Answered & { why: readonly string[] }) => `answered ${howMany(of)}: ${list(of.why)}`,
}

function howMany({ ok, offered, as, isTries }: Answered): string {
  const all = isTries ? plural(offered, 'try', 'tries') : count(offered)
  switch (as) {
    case 'all':
      return offered === 1 ? 'the only request' : 'every one'
    case 'none':
      return offered === 1 ? 'not even the one request' : `none of ${all}`
    case 'all-but':
      return `all but ${count(offered - ok)} of ${all}`
    case 'counted':
      return `${count(ok)} of ${all}`
    case 'share':
      return `${percent(ok / offered)} of ${all}`
  }
}

/** Why requests failed, as an engineer would find it in a log. */
export const whyFailed: {
  lost: Record<Cause, (of: { times: number; code: number | null }) => string>
  gaveUp: (of: { times: number; isAll: boolean; ms: number }) => string
  couldNotConnect: (of: { times: number; isAll: boolean; ms: number }) => string
  left: (of: { times: number; isAll: boolean; ms: number }) => string
  refused: (of: { times: number }) => string
} = {
  lost: {
    watchdog: ({ times, code }) => `${count(times)} died with a worker that its watchdog killed${coded(code)}`,
    outOfMemory: ({ times, code }) =>
      `${count(times)} died with a worker that the kernel killed for its memory${coded(code)}`,
    noConnection: ({ times, code }) => `nginx, out of connections, turned ${count(times)} away${coded(code)}`,
    queueFull: ({ times, code }) => `${count(times)} found the accept queue full${coded(code)}`,
    noLiveUpstream: ({ times, code }) => `nginx had no live upstream for ${count(times)}${coded(code)}`,
    kernelReset: ({ times, code }) => `the kernel reset ${count(times)} that found the accept queue full${coded(code)}`,
  },
  gaveUp: ({ times, isAll, ms }) =>
    `nginx gave up on ${isAll ? 'all of them' : count(times)} after ${duration(ms)} (504)`,
  couldNotConnect: ({ times, isAll, ms }) =>
    `nginx could not connect for ${isAll ? 'all of them' : count(times)} within ${duration(ms)} (504)`,
  left: ({ times, isAll, ms }) => `${isAll ? 'every client' : plural(times, 'client')} left after ${duration(ms)}`,
  refused: ({ times }) => `${plural(times, 'client')} never got a connection`,
}

function coded(code: number | null): string {
  return code === null ? '' : ` (${code})`
}

/** What servers are called. */
export const servers = {
  oneAtATime: 'one at a time',
  threadForEach: 'a thread for each',
  pool: ({ workers }: { workers: number }) => (workers === 1 ? 'a single worker' : `a pool of ${inWords(workers)}`),
  gevent: ({ pool }: { pool: string }) => `${pool} with gevent`,
  threads: ({ pool, threads }: { pool: string; threads: number }) => `${pool}, ${inWords(threads)} threads each`,
  process: ({ threads }: { threads: number }) => `one process of ${inWords(threads)} threads`,
}

export const laneNames = {
  server: ({ server }: { server: string }) => upperFirst(server),
  withCores: ({ server, cores }: { server: string; cores: number }) =>
    `${upperFirst(server)}, ${inWords(cores)} ${form(cores, { one: 'core', other: 'cores' })}`,
  withKind: ({ name, kind }: { name: string; kind: string }) => `${name}, ${kind}`,
  withSetting: ({ name, label, value }: { name: string; label: string; value: string }) =>
    `${name}, ${lowerFirst(label)} ${value}`,
  withLane: ({ name, lane }: { name: string; lane: number }) => `${name}, lane ${lane}`,
  numbered: ({ name, number }: { name: string; number: number }) => `${name} (${number})`,
}

/** What an engineer would look for next in one lane. */
export const note = {
  cpu: ({ cores, busy, wasted }: { cores: number; busy: number; wasted: number | null }) => {
    const told = `${upperFirst(inWords(cores))} ${form(cores, { one: 'core', other: 'cores' })}, ${percent(busy)} busy`
    return wasted === null
      ? `${told}.`
      : `${told}, ${percent(wasted)} of it with requests that nobody waited for any more.`
  },
  noQueue: 'Nobody waited in the accept queue.',
  queue: ({ most, places }: { most: number; places: number }) =>
    `At most ${plural(most, 'request')} waited in an accept queue of ${count(places)}.`,
  queueFull: ({ places, dropped }: { places: number; dropped: number }) => {
    const drops = dropped > 0 ? `, and the kernel dropped ${plural(dropped, 'connection attempt')}` : ''
    return `The accept queue filled up to its last of ${plural(places, 'place')}${drops}.`
  },
  cut: ({ atMs, ofMs }: { atMs: number; ofMs: number }) =>
    `Sending was cut off at ${duration(atMs)} of ${duration(ofMs)}: that is as many requests as this page simulates.`,
}

export const linkProblems = ({ problems, first }: { problems: number; first: string }) =>
  problems === 1
    ? `A part of the link could not be used: ${first}`
    : `${problems} parts of the link could not be used. The first: ${first}`
export const close = 'Close'
