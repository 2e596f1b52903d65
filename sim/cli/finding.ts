/**
 * The sentence at the end of a report: what happened, in words, from the numbers alone.
 */
import { ERROR_OUTCOMES } from '../experiment/metrics.ts'
import { type Cause, causeOf } from '../measure/causes.ts'
import type { OutcomeName } from '../measure/outcomes.ts'
import type { Result } from '../measure/result.ts'
import { formatCount, formatMs, formatShare } from './format.ts'

/** Busy for this share of the time is full: what is left is chance. */
const FULL = 0.95
/** Waste below this share is not worth a sentence. */
const NOTABLE_WASTE = 0.05

/** Two or three sentences, without a line break. */
export function findingOf(result: Result): string {
  if (result.offered === 0) return 'Nothing was sent in the measured time.'
  const sentences = [outcomeSentence(result), limitSentence(result), wasteSentence(result)]
  return sentences.filter(sentence => sentence !== '').join(' ')
}

function outcomeSentence(result: Result): string {
  const { offered, ok, latencyMs } = result
  const sent = `${formatCount(offered)} ${offered === 1 ? 'request' : 'requests'}`
  if (ok === offered) {
    return `All ${sent} were answered, half of them within ${formatMs(latencyMs.p50)} and 99 of 100 within ${formatMs(latencyMs.p99)}.`
  }
  const answered =
    ok === 0 ? 'none was' : `${formatCount(ok)} (${shareWords(ok / offered)}) ${ok === 1 ? 'was' : 'were'}`
  return `Of ${sent} ${answered} answered; ${causesOf(result)}.`
}

function causesOf(result: Result): string {
  const kinds = ERROR_OUTCOMES.filter(name => result.outcomes[name] > 0)
  const clauses = kinds.sort((a, b) => result.outcomes[b] - result.outcomes[a]).map(name => clauseOf(name, result))
  return clauses.length < 2 ? clauses.join('') : `${clauses.slice(0, -1).join(', ')} and ${clauses.at(-1)}`
}

function clauseOf(name: Exclude<OutcomeName, '200'>, result: Result): string {
  const { outcomes, log, scenario } = result
  const count = formatCount(outcomes[name])
  switch (name) {
    case '500':
    case '502':
      return `${count} got a ${name} because ${BECAUSE[causeOf(name, result)]}`
    case '504':
      return `${count} got a 504 after nginx had waited ${nginxWaited(log, scenario.proxy)}`
    case 'timeout':
      return `${count} ${outcomes[name] === 1 ? 'client' : 'clients'} left after ${formatMs(scenario.client.timeoutMs)}`
    case 'refused':
      return `${count} found no place to connect`
    case 'reset':
      return `${count} had their connection closed because ${BECAUSE[causeOf(name, result)]}`
  }
}

const BECAUSE: Readonly<Record<Cause, string>> = {
  watchdog: 'a worker was killed by its watchdog',
  outOfMemory: 'a worker was killed for its memory',
  noConnection: 'nginx had no connection left',
  queueFull: 'the accept queue was full',
  noLiveUpstream: 'nginx had no live upstream',
  kernelReset: 'the kernel reset it, the accept queue being full',
}

function nginxWaited(log: Result['log'], proxy: Result['scenario']['proxy']): string {
  const connecting = `${formatMs(proxy.connectTimeoutMs)} for a connection`
  const reading = `${formatMs(proxy.readTimeoutMs)} for an answer`
  if (log.connectTimedOut > 0 && log.readTimedOut > 0) {
    return proxy.connectTimeoutMs === proxy.readTimeoutMs
      ? formatMs(proxy.readTimeoutMs)
      : `${reading} or ${connecting}`
  }
  return log.connectTimedOut > 0 ? connecting : reading
}

/** What there was too little of: cores, or workers that were free. */
function limitSentence({ cpuUtilization, workerUtilization, scenario }: Result): string {
  const { cores } = scenario.machine
  const cpu = `${cores === 1 ? 'The core was' : `The ${cores} cores were`} busy ${shareWords(cpuUtilization)} of the time`
  if (cpuUtilization >= FULL) return `${cpu}: there was no more computing to be had.`
  if (workerUtilization < FULL) return ''
  const { workers } = scenario.server
  const all = workers === 1 ? 'The one worker was' : `The ${workers} workers were`
  return `${all} taken ${shareWords(workerUtilization)} of the time, ${cores === 1 ? 'the core' : 'the cores'} busy only ${shareWords(cpuUtilization)}: workers were short, not CPU.`
}

function wasteSentence({ wastedCpuShare }: Result): string {
  if (wastedCpuShare < NOTABLE_WASTE) return ''
  return `${shareWords(wastedCpuShare)} of the CPU time went into answers that nobody waited for any more.`
}

/** `< 0.1 %` and `> 99.9 %` as they are said. */
function shareWords(share: number): string {
  return formatShare(share).replace('<', 'less than').replace('>', 'more than')
}
