/**
 * How long the reader waits: from an input event to the last chart on the screen, as entries of the browser's own
 * performance timeline, where a profiler or a test can read them.
 */
const INPUT = 'prefork input'
export const INPUT_TO_CHARTS = 'prefork input to charts'

/** Called with each change the reader makes. */
export function markInput(): void {
  performance.clearMarks(INPUT)
  performance.mark(INPUT)
}

/** Called when the charts have been brought up to date; measures once they are on the screen. */
export function measureCharts(): void {
  if (performance.getEntriesByName(INPUT).length === 0) return
  requestAnimationFrame(() => {
    const afterPaint = new MessageChannel()
    afterPaint.port1.onmessage = () => {
      afterPaint.port1.close()
      if (performance.getEntriesByName(INPUT).length === 0) return
      performance.clearMeasures(INPUT_TO_CHARTS)
      performance.measure(INPUT_TO_CHARTS, INPUT)
      performance.clearMarks(INPUT)
    }
    afterPaint.port2.postMessage(null)
  })
}
