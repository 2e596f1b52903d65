/** What an engineer would look for next in one lane, in one or two sentences from its result. */
import type { Result } from '../../sim/measure/result.ts'
import { count, duration, percent, plural } from '../text/format.ts'
import { inWords, upperFirst } from '../text/words.ts'

/** Wasted work below this share is noise at the edges of the window. */
const WORTH_TELLING = 0.02

export function laneNote(result: Result): string {
  return [cpu(result), queue(result), cut(result)].filter(Boolean).join(' ')
}

function cpu({ scenario, cpuUtilization, wastedCpuShare }: Result): string {
  const { cores } = scenario.machine
  const busy = `${upperFirst(inWords(cores))} ${cores === 1 ? 'core' : 'cores'}, ${percent(cpuUtilization)} busy`
  if (wastedCpuShare < WORTH_TELLING) return `${busy}.`
  return `${busy}, ${percent(wastedCpuShare)} of it with requests that nobody waited for any more.`
}

function queue({ scenario, series, log }: Result): string {
  const places = Math.min(scenario.server.backlog, scenario.machine.somaxconn) + 1
  const most = series ? Math.max(...series.columns.acceptQueueMax) : Number.NaN
  if (!(most >= 1)) return 'Nobody waited in the accept queue.'
  if (most < places) return `At most ${plural(most, 'request')} waited in an accept queue of ${count(places)}.`
  const drops = log.synDropped > 0 ? `, and the kernel dropped ${plural(log.synDropped, 'connection attempt')}` : ''
  return `The accept queue filled up to its last of ${plural(places, 'place')}${drops}.`
}

function cut({ cutAtMs, scenario }: Result): string {
  if (cutAtMs === null) return ''
  const all = (scenario.run.warmupSeconds + scenario.run.seconds) * 1000
  return `Sending was cut off at ${duration(cutAtMs)} of ${duration(all)}: that is as many requests as this page simulates.`
}
