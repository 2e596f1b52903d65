/**
 * What a server itself costs, from a recording whose requests’ CPU and I/O are known.
 */
import { meanOf } from '../experiment/statistics.ts'
import { accepted, type Checked, refused } from '../scenario/problem.ts'
import type { Scenario } from '../scenario/scenario.ts'
import {
  type Calibration,
  difference,
  type Estimate,
  type Measure,
  meanOfSample,
  medianOfSample,
  NORMAL_95,
  type Utilization,
} from './estimate.ts'
import type { Recording } from './recording.ts'

/** Fewer values than this are too few for an interval to mean anything. */
const FEWEST = 30

/**
 * How long a server that serves one request at a time held each request beyond its own CPU and I/O: the time between two
 * answers that followed each other directly, the second request having waited, less what it asked for. It waited when
 * it was sent before the first answer left, which is earlier than that answer came by no more than an idle server’s excess.
 * Read up to the first request that failed, since from then on the server may work for nobody in between.
 */
export function heldMs(recording: Recording): number[] {
  const { sentMs, cpuMs, ioMs, latencyMs, answered } = recording
  const excess = idleExcessMs(recording, true)
  const onTheWayMs = excess.length === 0 ? 0 : medianOfSample(excess).value
  const held: number[] = []
  for (let row = 1; row < sentMs.length && answered[row]; row++) {
    const freeAt = sentMs[row - 1] + latencyMs[row - 1]
    const doneAt = sentMs[row] + latencyMs[row]
    if (sentMs[row] < freeAt - onTheWayMs && doneAt > freeAt) held.push(doneAt - freeAt - cpuMs[row] - ioMs[row])
  }
  return held
}

/**
 * What requests took beyond their own CPU and I/O when nobody else was there: when they were sent, and, where the server
 * takes several at a time, until they were answered. Read up to the first request that failed.
 */
export function idleExcessMs(recording: Recording, oneAtATime: boolean): number[] {
  const { sentMs, cpuMs, ioMs, latencyMs, answered } = recording
  const excess: number[] = []
  let busyUntil = -Infinity
  for (let row = 0; row < sentMs.length && answered[row]; row++) {
    const doneAt = sentMs[row] + latencyMs[row]
    const isAlone = sentMs[row] > busyUntil && (oneAtATime || !(sentMs[row + 1] < doneAt))
    if (isAlone) excess.push(latencyMs[row] - cpuMs[row] - ioMs[row])
    busyUntil = Math.max(busyUntil, doneAt)
  }
  return excess
}

/**
 * The server’s own CPU a request: all CPU used in the measured time, less what the requests sent in it asked for. Uncertain
 * by the requests that straddle either end of that time (their number by Little’s law), and by the digits of the utilization.
 * Null when any request up to the end failed: nobody knows whether it was served.
 */
export function cpuAccount(
  recording: Recording,
  run: Scenario['run'],
  cores: number,
  cpu: Utilization,
): Measure | null {
  const { sentMs, cpuMs, latencyMs, answered } = recording
  const [fromMs, windowMs] = [run.warmupSeconds * 1000, run.seconds * 1000]
  const [from, to] = [firstFrom(sentMs, fromMs), firstFrom(sentMs, fromMs + windowMs)]
  if (to === from || answered.subarray(0, to).includes(0)) return null
  const requests = to - from
  const asked = cpuMs.subarray(from, to)
  const present = (requests * meanOf(latencyMs.subarray(from, to))) / windowMs
  const edgesMs = Math.sqrt(2 * present * meanOf(asked.map(ms => ms * ms)))
  const value = (cpu.share * cores * windowMs) / requests - meanOf(asked)
  const reach = (NORMAL_95 * edgesMs + cpu.resolution * cores * windowMs) / requests
  return { value, low: value - reach, high: value + reach }
}

/** Index of the first request sent at `ms` or later. */
function firstFrom(sentMs: Float64Array, ms: number): number {
  const at = sentMs.findIndex(sent => sent >= ms)
  return at < 0 ? sentMs.length : at
}

/**
 * CPU and I/O a request, the server’s overhead and the round trip outside the server, as far as the recording tells.
 * Of `scenario` it takes the server, the cores and, for the account of CPU, the measured time.
 */
export function calibrateRecording(
  recording: Recording,
  scenario: Scenario,
  cpu: Utilization | null,
): Checked<Calibration> {
  const short = cpu && endsEarly(recording, scenario.run)
  if (short) return refused([{ path: 'run.seconds', value: scenario.run.seconds, message: short }])
  const oneAtATime = scenario.server.workers * scenario.server.threads === 1
  const held = oneAtATime ? heldMs(recording) : []
  const account = cpu && cpuAccount(recording, scenario.run, scenario.machine.cores, cpu)
  const overhead = held.length >= FEWEST ? overheadHeld(held) : account && overheadByAccount(account)
  const demand: Estimate[] = [
    { path: 'request.cpuMs', ...meanOfSample(recording.cpuMs), from: 'the mean of cpu_ms' },
    { path: 'request.ioMs', ...meanOfSample(recording.ioMs), from: 'the mean of io_ms' },
  ]
  const excess = idleExcessMs(recording, oneAtATime)
  const outside = overhead && excess.length >= FEWEST ? [roundTrip(excess, overhead)] : []
  return accepted({
    estimates: [...demand, ...(overhead ? [overhead] : []), ...outside],
    alternatives: [],
    notes: notesOf({ held, account, overhead, excess, oneAtATime, cpu }),
  })
}

function endsEarly({ sentMs }: Recording, { warmupSeconds, seconds }: Scenario['run']): string | null {
  const lastSeconds = sentMs.at(-1)! / 1000
  if (lastSeconds > warmupSeconds + seconds * 0.9) return null
  return `The measured time is run.warmupSeconds=${warmupSeconds} and run.seconds=${seconds}, but the last request was sent at second ${lastSeconds.toFixed(1)}; set both to the time in which CPU was measured.`
}

function overheadHeld(held: readonly number[]): Estimate {
  const from = `how long the server held each of ${held.length} requests that had waited for the one before`
  return { path: 'server.overheadMs', ...meanOfSample(held), from }
}

function overheadByAccount(account: Measure): Estimate {
  return { path: 'server.overheadMs', ...account, from: 'the account of CPU: what was used, less what was asked for' }
}

function roundTrip(excess: readonly number[], overhead: Measure): Estimate {
  const from = `the median excess of ${excess.length} requests that met an idle server, less the overhead`
  const { value, low, high } = difference(medianOfSample(excess), overhead)
  return { path: 'client.roundTripMs', value: Math.max(0, value), low: Math.max(0, low), high: Math.max(0, high), from }
}

interface Findings {
  held: readonly number[]
  account: Measure | null
  overhead: Estimate | null
  excess: readonly number[]
  oneAtATime: boolean
  cpu: Utilization | null
}

function notesOf({ held, account, overhead, excess, oneAtATime, cpu }: Findings): string[] {
  const notes: string[] = []
  const wasHeld = held.length >= FEWEST
  const median = wasHeld ? medianOfSample(held).value : Number.NaN
  if (wasHeld && overhead!.value > 1.5 * median) {
    notes.push(
      `Half of the requests were held ${median.toFixed(2)} ms or less beyond what they asked for: a few were held far longer, which is more likely the machine than the server.`,
    )
  }
  if (wasHeld && account) {
    notes.push(
      `By the account of CPU the overhead is ${account.value.toFixed(2)} ms (${account.low.toFixed(2)} to ${account.high.toFixed(2)}); the rest of what was held is waiting.`,
    )
  }
  if (cpu && !account) notes.push('Some requests failed, so the account of CPU does not say whom it was spent on.')
  if (overhead) return notes
  const sum =
    excess.length >= FEWEST
      ? ` Together with the round trip it is ${medianOfSample(excess).value.toFixed(2)} ms, the median excess of ${excess.length} requests that were alone.`
      : ''
  const why = oneAtATime
    ? 'too few requests followed each other directly'
    : 'where a server takes several requests at a time, the time between answers says nothing of it'
  notes.push(
    `The overhead cannot be told: ${why}. The CPU utilization of the server would tell, as in --cpu 0.62.${sum}`,
  )
  return notes
}
