/**
 * What the page stands in: a window of its own with an address bar, or a frame in somebody's article. Whoever starts
 * another kind of page says so before `the-page.ts` is first imported.
 */
import { createSimPool, type SimPool } from '../worker/sim-pool.ts'
import { type Address, createAddress } from './address.ts'

export interface Surroundings {
  pool: SimPool
  address: Address
  /** Time goes on as soon as there is something to see. */
  startsByItself: boolean
}

let given: Surroundings | null = null

export function surroundWith(surroundings: Surroundings): void {
  given = surroundings
}

export function surroundings(): Surroundings {
  given ??= { pool: createSimPool(), address: createAddress(), startsByItself: true }
  return given
}
