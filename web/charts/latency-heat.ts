/**
 * Latencies counted by when and how long: time in the buckets of the series, latency in equal steps of its logarithm.
 * Counted where the rows are made, so that the page gets a few thousand numbers and not every request.
 */
import { Outcome } from '../../sim/measure/outcomes.ts'
import type { Rows, Series } from '../../sim/measure/result.ts'

export interface LatencyHeat {
  /** `buckets × BINS`, bucket after bucket: answers that came in the bucket, by how long they had taken. */
  answered: Uint32Array
  /** By bucket: requests that ended without an answer. */
  failed: Uint32Array
}

export const BINS_PER_DECADE = 12
/** What takes less is counted with it. */
export const LEAST_BIN_MS = 0.1
const DECADES = 8
export const BINS = BINS_PER_DECADE * DECADES

/** Requests that ended within the series' window; times are when their clients knew. */
export function latencyHeat(
  { count, sentMs, endedMs, outcome }: Rows,
  { fromMs, bucketMs, buckets }: Series,
): LatencyHeat {
  const answered = new Uint32Array(buckets * BINS)
  const failed = new Uint32Array(buckets)
  for (let row = 0; row < count; row++) {
    const bucket = Math.floor((endedMs[row]! - fromMs) / bucketMs)
    if (!(bucket >= 0 && bucket < buckets)) continue
    if (outcome[row] === Outcome.Ok) answered[bucket * BINS + binOf(endedMs[row]! - sentMs[row]!)]!++
    else failed[bucket]!++
  }
  return { answered, failed }
}

function binOf(ms: number): number {
  const bin = Math.floor(BINS_PER_DECADE * Math.log10(ms / LEAST_BIN_MS))
  return Math.min(BINS - 1, Math.max(0, bin))
}

/** Where a bin begins; that of the one after it is where it ends. */
export function binFloorMs(bin: number): number {
  return LEAST_BIN_MS * 10 ** (bin / BINS_PER_DECADE)
}

export function heatBuffers({ answered, failed }: LatencyHeat): ArrayBuffer[] {
  return [answered.buffer as ArrayBuffer, failed.buffer as ArrayBuffer]
}
