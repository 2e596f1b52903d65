/** What came, and why it was too much. */
import * as texts from '#text/chain.ts'
import { demandOf } from '../../../sim/theory/demand.ts'
import { SLOW_TIMES } from '../episode-workers.ts'
import type { Tell } from './link.ts'
import { holderOf, secondsAt } from './measured.ts'

export const came: Tell = ({ arrived, retries, served, scenario, fromMs, toMs }) => {
  const [fromSeconds, toSeconds] = [secondsAt(fromMs, scenario), secondsAt(toMs, scenario)]
  const text = texts.came({ fromSeconds, toSeconds, arrived: arrived.length, retries, served: served.length })
  return { about: 'came', text, rows: arrived }
}

/** A tenth more than there is: less would round to the same number. */
const TOO_MUCH = 1.1

export const tooMuch: Tell = ({ arrived, threadWorkMs, coreWorkMs, threads, cores, scenario, fromMs, toMs }) => {
  const spanMs = toMs - fromMs
  const ofThreads = threadWorkMs / (threads * spanMs)
  const ofCores = coreWorkMs / (cores * spanMs)
  if (Math.max(ofThreads, ofCores) < TOO_MUCH) return null
  const text =
    ofCores >= ofThreads
      ? texts.needsCpu({ arrived: arrived.length, needMs: coreWorkMs, cores, haveMs: cores * spanMs })
      : texts.needsTime({
          arrived: arrived.length,
          needMs: threadWorkMs,
          holder: holderOf(scenario),
          holders: threads,
          haveMs: threads * spanMs,
        })
  return { about: 'work', text, rows: arrived }
}

export const slowOnes: Tell = ({ slow, slowHeldMs, threads, scenario }) => {
  if (slowHeldMs <= 0) return null
  const text = texts.slow({
    requests: slow.length,
    times: SLOW_TIMES,
    meanMs: demandOf(scenario.request).holdingMs.mean,
    holder: holderOf(scenario),
    holders: threads,
    heldMs: slowHeldMs,
  })
  return { about: 'slow', text, rows: slow }
}
