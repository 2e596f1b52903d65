/**
 * Errors around events: how many came shortly before each, and shortly after.
 */
import type { FleetEvent } from './result.ts'

const AROUND_MINUTES = 10

/**
 * @param errors minute → errors in it
 * @returns the events with their errors, and the part of all errors that came soon after the fleet was scaled
 */
export function markErrors(
  events: readonly FleetEvent[],
  errors: Float64Array,
): { events: FleetEvent[]; shareAfterScaling: number } {
  const isAfter = new Uint8Array(errors.length)
  const marked = events.map(event => {
    const minute = Math.floor(event.atMs / 60_000)
    if (event.reason !== null) isAfter.fill(1, minute, minute + AROUND_MINUTES)
    return {
      ...event,
      errorsBefore: sum(errors.subarray(Math.max(0, minute - AROUND_MINUTES), minute)),
      errorsAfter: sum(errors.subarray(minute, minute + AROUND_MINUTES)),
    }
  })
  const all = sum(errors)
  const after = sum(errors.map((count, minute) => count * isAfter[minute]))
  return { events: marked, shareAfterScaling: all > 0 ? after / all : 0 }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
