import { beforeEach, expect, test, vi } from 'vitest'

const FRAME_MS = 16

/** A window 900 px high, in which frames pass as fast as one asks for them. */
async function openWindow() {
  vi.useFakeTimers()
  vi.resetModules()
  let scrolled = () => {}
  vi.stubGlobal('innerHeight', 900)
  vi.stubGlobal('scrollY', 0)
  vi.stubGlobal('addEventListener', (_: 'scroll', listener: () => void) => (scrolled = listener))
  const { onceStaying } = await import('../../../web/embed/element/pace.ts')
  const scroll = (pxPerSecond: number, ms: number) => {
    for (let past = 0; past < ms; past += FRAME_MS) {
      vi.advanceTimersByTime(FRAME_MS)
      vi.stubGlobal('scrollY', scrollY + (pxPerSecond * FRAME_MS) / 1000)
      scrolled()
    }
  }
  return { onceStaying, scroll }
}

beforeEach(() => () => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('Where nobody scrolls, or slowly enough to read, a figure is loaded at once.', async () => {
  const { onceStaying, scroll } = await openWindow()
  const load = vi.fn()
  onceStaying(load)
  scroll(400, 1000)
  onceStaying(load)
  expect(load).toHaveBeenCalledTimes(2)
})

test('A figure that is flown past is loaded once the reader slows down, and not if it is out of reach by then.', async () => {
  const { onceStaying, scroll } = await openWindow()
  const [load, loadAnother] = [vi.fn(), vi.fn()]
  scroll(1200, 100)
  onceStaying(load)
  const giveUp = onceStaying(loadAnother)
  scroll(-1200, 1000)
  giveUp()
  expect(load).not.toHaveBeenCalled()
  scroll(400, 200)
  expect(load).toHaveBeenCalledOnce()
  expect(loadAnother).not.toHaveBeenCalled()
})

test('A jump to another place of the page counts as flying past for a moment only.', async () => {
  const { onceStaying, scroll } = await openWindow()
  const load = vi.fn()
  scroll(100_000, 16)
  onceStaying(load)
  expect(load).not.toHaveBeenCalled()
  vi.advanceTimersByTime(150)
  expect(load).toHaveBeenCalledOnce()
})
