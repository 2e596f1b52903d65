/**
 * Random streams: one generator per purpose, so that two setups see the same arrivals and the same work whatever their
 * servers do (common random numbers), and a draw for one purpose never moves another.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Draws from [0, 1), multiples of 2^-53. */
export type Uniform = () => number

const PURPOSES = [
  'arrivals',
  'bursts',
  'cpu',
  'io',
  'slow',
  'dispatch',
  'backoff',
  'think',
  'watchdog',
  'slowClients',
  'retirement',
  'memory',
  'posts',
] as const

export type Streams = Record<(typeof PURPOSES)[number], Uniform>

/**
 * The streams of a run. They are 2^64 draws apart in one xoroshiro128+ sequence, so they cannot overlap; the seed is
 * scrambled first because the generator's start state is a plain copy of it and neighbouring seeds would begin alike.
 */
export function createStreams(seed: number): Streams {
  const generator = xoroshiro128plus(scramble(seed))
  const streams = {} as Streams
  for (const purpose of PURPOSES) {
    generator.jump()
    const own = generator.clone()
    streams[purpose] = () => uniformFloat64(own)
  }
  return streams
}

/** The 32-bit finaliser of MurmurHash3: every bit of the seed moves every bit of the start state. */
function scramble(seed: number): number {
  let h = (seed ^ 0x9e3779b9) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
