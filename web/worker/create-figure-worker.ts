/** The worker of a figure, as part of it and without what a figure cannot show. Built in the place of `create-worker.ts`. */
import FigureWorker from './figure.worker.ts?worker&inline'

export function createWorker(): Worker {
  return new FigureWorker()
}
