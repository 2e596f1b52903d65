/**
 * Stands in every page of the site, and in no figure and no single file. Storing the site takes seconds of the machine's
 * time, so it begins once the page is there and its reader has done nothing for a while.
 */
const QUIET_MS = 3000

const WHAT_READERS_DO = ['input', 'keydown', 'pointerdown', 'wheel'] as const

if ('serviceWorker' in navigator) {
  const quiet = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, QUIET_MS)
  }
  const keep = () => {
    quiet.abort()
    void import('./keep.ts')
  }
  addEventListener('load', () => {
    wait()
    for (const type of WHAT_READERS_DO) addEventListener(type, wait, { passive: true, signal: quiet.signal })
  })
}
