/** The worker as a file beside the page. Pages that are one file have `create-inline-worker.ts` in its place. */
export function createWorker(): Worker {
  return new Worker(new URL('./sim.worker.ts', import.meta.url), { type: 'module' })
}
