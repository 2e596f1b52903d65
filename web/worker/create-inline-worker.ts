/**
 * The worker as part of the page, for pages that are one file: a frame without an origin, and a page opened from a disk,
 * may not load another file as a worker. Built in the place of `create-worker.ts`.
 */
import InlineWorker from './sim.worker.ts?worker&inline'

export function createWorker(): Worker {
  return new InlineWorker()
}
