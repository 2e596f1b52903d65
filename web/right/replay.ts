/**
 * A recording and its replay as the page shows them. Computed when the site is built (`scripts/replays.ts`): the page
 * itself holds the numbers and no simulator.
 */
import { meanOfSample } from '../../sim/calibration/estimate.ts'
import { heldMs } from '../../sim/calibration/from-recording.ts'
import type { Recording } from '../../sim/calibration/recording.ts'
import { accepted, type Checked } from '../../sim/scenario/problem.ts'
import type { Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { type Comparison, compareCase } from '../../sim/validation/compare.ts'
import { CHECKED_ON, SHAPED_BY } from '../../sim/validation/halves.ts'
import type { RecordedCase } from '../../sim/validation/recorded-case.ts'
import { plural } from '../text/format.ts'
import { playgroundLink } from './playground-link.ts'

export interface Replay extends Omit<Comparison, 'scenario' | 'unknownSettings'> {
  /** Server, workers and cores: “gunicorn, 4 workers, 1 core”. */
  setup: string
  /** Measured time. */
  seconds: number
  /**
   * How long a server that takes one request at a time held each beyond what it asked for, on average, where one answer
   * directly followed another. Null of other servers.
   */
  heldMs: number | null
  /** No overhead in the simulator was fitted on this recording. */
  isCheck: boolean
  /** What else was chosen with this recording in view; null when nothing was. */
  shaped: string | null
  /** The playground’s fragment for the same settings under random traffic; null where a link cannot say them. */
  link: string | null
}

/** @returns problems when the recording cannot be replayed. */
export function replayOf(recorded: RecordedCase, recording: Recording): Checked<Replay> {
  const compared = compareCase(recorded, recording)
  if (!compared.ok) return compared
  const { scenario, unknownSettings: _, ...numbers } = compared.value
  return accepted({
    ...numbers,
    setup: setupOf(scenario),
    seconds: scenario.run.seconds,
    heldMs: meanHeldMs(scenario, recording),
    isCheck: CHECKED_ON.includes(numbers.name),
    shaped: SHAPED_BY[numbers.name] ?? null,
    link: playgroundLink(recorded.config, scenario),
  })
}

function meanHeldMs({ server }: Scenario, recording: Recording): number | null {
  const held = server.workers * server.threads === 1 ? heldMs(recording) : []
  return held.length > 1 ? meanOfSample(held).value : null
}

/** More threads than this is “as many as needed”, which the server’s name says. */
const MOST_THREADS_NAMED = 100

function setupOf({ server, machine }: Scenario): string {
  const isNamed = server.threads > 1 && server.threads <= MOST_THREADS_NAMED
  return [
    SERVER_KINDS[server.kind].label,
    ...(server.workers > 1 ? [plural(server.workers, 'worker')] : []),
    ...(isNamed ? [plural(server.threads, 'thread')] : []),
    plural(machine.cores, 'core'),
  ].join(', ')
}
