/** What came, and why it was too much. */
import { demandOf } from '../../../sim/theory/demand.ts'
import { count, plural } from '../../text/format.ts'
import { inWords } from '../../text/words.ts'
import { SLOW_TIMES } from '../episode-workers.ts'
import type { Tell } from './link.ts'
import { duration, instants, nounOf, theOnes, were } from './phrases.ts'

export const came: Tell = ({ arrived, retries, served, scenario, fromMs, toMs }) => {
  const text = `Between ${instants(fromMs, toMs, scenario)} ${plural(arrived.length, 'request')} arrived${retriesText(retries, arrived.length)}; ${count(served.length)} ${were(served.length)} served.`
  return { about: 'came', text, rows: arrived }
}

function retriesText(retries: number, of: number): string {
  if (retries === 0) return ''
  if (of === 1) return ', a retry'
  if (retries === of) return ', all of them retries'
  return retries === 1 ? ', one of them a retry' : `, ${count(retries)} of them retries`
}

/** A tenth more than there is: less would round to the same number. */
const TOO_MUCH = 1.1

export const tooMuch: Tell = ({ arrived, threadWorkMs, coreWorkMs, threads, cores, scenario, fromMs, toMs }) => {
  const spanMs = toMs - fromMs
  const ofThreads = threadWorkMs / (threads * spanMs)
  const ofCores = coreWorkMs / (cores * spanMs)
  if (Math.max(ofThreads, ofCores) < TOO_MUCH) return null
  const need = arrived.length === 1 ? 'The one that arrived needs' : `The ${count(arrived.length)} that arrived need`
  const text =
    ofCores >= ofThreads
      ? `${need} ${duration(coreWorkMs)} of CPU; ${theOnes(cores, 'core')} ${cores === 1 ? 'has' : 'have'} ${duration(cores * spanMs)} to give in this time.`
      : `${need} ${duration(threadWorkMs)} of a ${nounOf(scenario)}’s time, CPU and I/O together; ${theOnes(threads, nounOf(scenario))} ${threads === 1 ? 'has' : 'have'} ${duration(threads * spanMs)} to give in this time.`
  return { about: 'work', text, rows: arrived }
}

export const slowOnes: Tell = ({ slow, slowHeldMs, threads, scenario }) => {
  if (slowHeldMs <= 0) return null
  const mean = demandOf(scenario.request).holdingMs.mean
  const who = slow.length === 1 ? 'One slow request' : `${count(slow.length)} slow requests`
  const what = `${slow.length === 1 ? 'it needs' : 'each needs'} more than ${inWords(SLOW_TIMES)} times the mean of ${duration(mean)}`
  const text = `${who} (${what}) held ${theOnes(threads, nounOf(scenario))} for ${duration(slowHeldMs)} of it.`
  return { about: 'slow', text, rows: slow }
}
