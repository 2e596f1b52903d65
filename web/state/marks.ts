/**
 * How long the reader waits: from an input event to the last chart on the screen, as entries of the browser's own
 * performance timeline, where a profiler or a test can read them. All charts count, in sight or not.
 */
export const INPUT_TO_CHARTS = 'prefork input to charts'

/** When the reader made the newest change, and the one whose picture is being drawn; NaN once it is on the screen. */
let inputAt = Number.NaN
let drawnInputAt = Number.NaN

/** Whether there was a change since the settings of the newest picture. */
let isChanged = false

/** A step that takes longer than this is no reason to spare the rest of the page any more. */
const LONGEST_STEP_MS = 1000

/** Called with each change the reader makes. */
export function markInput(): void {
  inputAt = performance.now()
  isChanged = true
}

/** Called with each picture that has come; `isNewest` when it is of the settings that the reader sees now. */
export function markPicture(isNewest: boolean): void {
  drawnInputAt = isNewest ? inputAt : Number.NaN
  isChanged = !isNewest
}

/** Whether the reader waits for charts. */
export function isWaiting(): boolean {
  return performance.now() - inputAt < LONGEST_STEP_MS
}

/** Whether a newer picture is on its way to a reader who waits for it: this one will not be seen for long. */
export function isOvertaken(): boolean {
  return isChanged && isWaiting()
}

/** Called when all charts have been brought up to date; measures once they are on the screen. */
export function measureCharts(): void {
  const start = drawnInputAt
  // Charts are drawn again for other reasons, too.
  drawnInputAt = Number.NaN
  if (Number.isNaN(start)) return
  requestAnimationFrame(() => {
    const afterPaint = new MessageChannel()
    afterPaint.port1.onmessage = () => {
      afterPaint.port1.close()
      performance.clearMeasures(INPUT_TO_CHARTS)
      performance.measure(INPUT_TO_CHARTS, { start })
      if (inputAt === start) inputAt = Number.NaN
    }
    afterPaint.port2.postMessage(null)
  })
}
