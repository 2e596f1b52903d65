/** The thread that draws lanes; what it is told is in `stage.worker.ts`. */
export function createStageWorker(): Worker {
  return new Worker(new URL('./stage.worker.ts', import.meta.url), { type: 'module' })
}
