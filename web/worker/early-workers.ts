/** Workers that are begun before anybody has a job for them: they load while the page is being painted. */
import { createWorker } from './create-worker.ts'

/** As many as a page has lanes are of use at once. */
const MOST_AT_ONCE = 4

/** How many workers compute what the reader is changing now. */
export function interactiveWorkers(): number {
  return Math.max(1, Math.min(MOST_AT_ONCE, navigator.hardwareConcurrency >> 1))
}

/** The story that the page opens with has two lanes. */
const LANES = 2

const early = new Set<Worker>()

export function beginEarly(): void {
  for (let at = 0; at < Math.min(LANES, interactiveWorkers()); at++) {
    const worker = createWorker()
    early.add(worker)
    // Whoever asks for one then finds out for himself.
    worker.addEventListener('error', () => early.delete(worker))
  }
}

export function earlyOrNew(): Worker {
  const [worker] = early
  if (!worker) return createWorker()
  early.delete(worker)
  return worker
}
