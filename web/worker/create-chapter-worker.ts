/** The worker of a chapter in an article, as part of it. Built in the place of `create-worker.ts`. */
import ChapterWorker from './chapter.worker.ts?worker&inline'

export function createWorker(): Worker {
  return new ChapterWorker()
}
