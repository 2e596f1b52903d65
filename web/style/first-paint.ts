/** Where nothing is ever painted, as in a frame that is not displayed, the wait ends by itself. */
const MOST_MS = 3000

/**
 * When what stands in the page's own markup is on the screen. A script that begins to work before is waited for by the
 * reader, who would be reading. A page in the background is not painted, and a link may keep all of it out of sight:
 * there is nothing to wait for then.
 */
export function firstPaint(): Promise<void> {
  const { dataset } = document.documentElement
  const isShown = document.visibilityState === 'visible' && dataset.linked === undefined
  if (!isShown || document.querySelector('main') === null || !tellsOfPaint()) return Promise.resolve()
  return new Promise(resolve => {
    setTimeout(resolve, MOST_MS)
    const paints = new PerformanceObserver(entries => {
      if (entries.getEntriesByName('first-contentful-paint').length === 0) return
      paints.disconnect()
      resolve()
    })
    paints.observe({ type: 'paint', buffered: true })
  })
}

function tellsOfPaint(): boolean {
  return globalThis.PerformanceObserver?.supportedEntryTypes.includes('paint') ?? false
}
