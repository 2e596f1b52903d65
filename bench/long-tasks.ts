/** What holds a page's own thread up. */

/** The browser reports no task that is shorter, so this stands for "none was longer". */
export const LONG_TASK_MS = 50

/** Runs in the page. */
export function watchLongTasks(): { longestMs: () => number } {
  const durations = [0]
  const note = (entries: PerformanceEntryList) => durations.push(...entries.map(({ duration }) => duration))
  const observer = new PerformanceObserver(entries => note(entries.getEntries()))
  observer.observe({ type: 'longtask' })
  return {
    longestMs: () => {
      note(observer.takeRecords())
      return Math.max(...durations)
    },
  }
}
