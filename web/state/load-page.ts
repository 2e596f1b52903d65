import { nextTask } from '../style/next-task.ts'

/**
 * Loads what reads the settings, and then reads them and begins to run them: each in a task of its own, so that what is
 * there already answers in between. Whatever the page is to stand in has to be known before.
 */
export async function loadPage(): Promise<void> {
  await import('./page.ts')
  await nextTask()
  await import('./the-page.ts')
  await nextTask()
}
