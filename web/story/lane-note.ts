/** What an engineer would look for next in one lane, in one or two sentences from its result. */
import { note } from '#text/story.ts'
import type { Result } from '../../sim/measure/result.ts'

/** Wasted work below this share is noise at the edges of the window. */
const WORTH_TELLING = 0.02

export function laneNote(result: Result): string {
  return [cpu(result), queue(result), cut(result)].filter(Boolean).join(' ')
}

function cpu({ scenario, cpuUtilization, wastedCpuShare }: Result): string {
  const { cores } = scenario.machine
  return note.cpu({ cores, busy: cpuUtilization, wasted: wastedCpuShare < WORTH_TELLING ? null : wastedCpuShare })
}

function queue({ scenario, series, log }: Result): string {
  const places = Math.min(scenario.server.backlog, scenario.machine.somaxconn) + 1
  const most = series ? Math.max(...series.columns.acceptQueueMax) : Number.NaN
  if (!(most >= 1)) return note.noQueue
  if (most < places) return note.queue({ most, places })
  return note.queueFull({ places, dropped: log.synDropped })
}

function cut({ cutAtMs, scenario }: Result): string {
  if (cutAtMs === null) return ''
  const all = (scenario.run.warmupSeconds + scenario.run.seconds) * 1000
  return note.cut({ atMs: cutAtMs, ofMs: all })
}
