/**
 * Latencies in buckets whose width grows with the value: 2^bits buckets an octave, found from the bits of the double
 * itself. Counts add, so histograms of replications and of shards merge exactly.
 *
 * A percentile is the nearest rank, interpolated inside its bucket: off by less than 2^-bits of its value.
 */
const scratch = new Float64Array(1)
/** The high 32 bits of the double (little-endian, as every engine's hardware is): sign, exponent, 20 bits of mantissa. */
const scratchWords = new Int32Array(scratch.buffer)

/** Values below 2^-7 ms or above 2^28 ms (three days) are counted in the outermost buckets. */
const LOWEST_EXPONENT = -7
const OCTAVES = 35
const EXPONENT_BIAS = 1023

/** Resolution of a run's histogram: 512 buckets an octave, percentiles within 0.2 %. */
export const FINE_BITS = 9
/** Resolution of the histograms of single moments: 64 an octave, within 1.6 %. */
export const COARSE_BITS = 6

export function histogramSize(bits: number): number {
  return OCTAVES << bits
}

/** The bucket of a value ≥ 0, from 0 to `histogramSize(bits)` − 1. */
export function bucketOf(value: number, bits: number): number {
  take(value)
  return bucketOfTaken(bits)
}

/** So short that V8 inlines it always: the value is never in a box. */
export function take(value: number): void {
  scratch[0] = value
}

/** The bucket of the value that was taken last. */
export function bucketOfTaken(bits: number): number {
  const bucket = (scratchWords[1] >> (20 - bits)) - ((LOWEST_EXPONENT + EXPONENT_BIAS) << bits)
  if (bucket < 0) return 0
  const last = (OCTAVES << bits) - 1
  return bucket > last ? last : bucket
}

/** Lowest value of a bucket; that of the bucket after it is where it ends. */
export function bucketFloor(bucket: number, bits: number): number {
  const perOctave = 1 << bits
  const octave = Math.floor(bucket / perOctave)
  return 2 ** (octave + LOWEST_EXPONENT) * (1 + (bucket - octave * perOctave) / perOctave)
}

/**
 * The value that a share `q` of the counted ones does not exceed; NaN when nothing was counted.
 *
 * @param counts one histogram, `histogramSize(bits)` long
 * @param total sum of the counts
 * @param max the largest value counted, known exactly
 */
export function percentile(counts: ArrayLike<number>, bits: number, total: number, max: number, q: number): number {
  if (total === 0) return Number.NaN
  const rank = Math.max(1, Math.ceil(q * total))
  let before = 0
  let bucket = 0
  while (before + counts[bucket] < rank) before += counts[bucket++]
  const floor = bucketFloor(bucket, bits)
  const width = bucketFloor(bucket + 1, bits) - floor
  return Math.min(max, floor + (width * (rank - before - 0.5)) / counts[bucket])
}
