/**
 * A part of a sweep: which of its runs one of n machines does. A run's result depends on its scenario alone, so it does
 * not matter who computes it; run r belongs to part r mod n, which spreads long cells over all parts.
 */
import { inEnglish } from '../scenario/in-english.ts'
import { accepted, type Checked, notAllowed, refused } from '../scenario/problem.ts'

export interface Shard {
  /** From 1 to `of`. */
  part: number
  of: number
}

/** More parts than a sweep may have runs would be empty. */
export const MAX_SHARDS = 100_000

const FORM = `i/n, whole numbers with 1 ≤ i ≤ n ≤ ${inEnglish(MAX_SHARDS)}, such as 3/8`

/** Reads `3/8`. Never throws. */
export function readShard(text: string): Checked<Shard> {
  const [, part, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? []
  if (part === undefined || of === undefined || part < 1 || part > of || of > MAX_SHARDS) {
    return refused([notAllowed('--shard', text, FORM)])
  }
  return accepted({ part, of })
}

/** The numbers of a shard's runs, ascending; none when there are more shards than runs. */
export function runsOfShard({ part, of }: Shard, runCount: number): number[] {
  const length = Math.max(0, Math.ceil((runCount - (part - 1)) / of))
  return Array.from({ length }, (_, at) => part - 1 + at * of)
}
