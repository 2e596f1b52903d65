/** Frames that a page's own thread was given. */

/** Runs in the page, from now until `forMs` later. */
export function countFrames(forMs: number): Promise<{ frames: number; ms: number }> {
  return new Promise(done => {
    const from = performance.now()
    let frames = 0
    const next = () => {
      frames++
      const ms = performance.now() - from
      if (ms < forMs) requestAnimationFrame(next)
      else done({ frames, ms })
    }
    requestAnimationFrame(next)
  })
}
