/**
 * A file's settings before anybody asks what they mean for a scenario: names in the server's own words, with values.
 */
import { shown } from '../scenario/problem.ts'
import type { Place } from './configuration.ts'

export type Value = string | number | boolean | null | readonly Value[]

/** A value cannot be told from the file alone. The message is a part of a sentence. */
export class Unknown extends Error {}

export interface Setting {
  /** In the server's own words: `worker_class`, `max-requests`. */
  name: string
  value: Value
  /** Why the value, then null, cannot be told; absent where it can. */
  unknown?: string
  /** How the value came about, where it does not stand in the file. */
  note: string
  place: Place
}

/** A value read as a number: 4, or the text "4". NaN for everything else. */
export function numberOf(value: Value): number {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^\s*[+-]?\d+(\.\d*)?\s*$/.test(value)) return Number.NaN
  return Number(value)
}

/** A value as a sentence shows it. */
export function valueText(value: Value): string {
  return Array.isArray(value) ? `a list of ${value.length}` : shown(value)
}

/** Joined by semicolons; empty ones left out. */
export function notes(...parts: readonly string[]): string {
  return parts.filter(part => part !== '').join('; ')
}
