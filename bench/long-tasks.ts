/** What holds a page's own thread up. */

/** The browser reports no task that is shorter, so this stands for "none was longer". */
export const LONG_TASK_MS = 50

/** Runs in the page. @param afterMs tasks that begin before then, from now, are told apart */
export function watchLongTasks(afterMs: number): { longestMs: () => number; longestBeforeMs: () => number } {
  const fromMs = performance.now() + afterMs
  const tasks: PerformanceEntryList = []
  const note = (entries: PerformanceEntryList) => tasks.push(...entries)
  const longest = (wanted: PerformanceEntryList) => Math.max(0, ...wanted.map(({ duration }) => duration))
  const observer = new PerformanceObserver(entries => note(entries.getEntries()))
  observer.observe({ type: 'longtask' })
  const all = () => {
    note(observer.takeRecords())
    return tasks
  }
  return {
    longestMs: () => longest(all().filter(({ startTime }) => startTime >= fromMs)),
    longestBeforeMs: () => longest(all().filter(({ startTime }) => startTime < fromMs)),
  }
}
