import { useEffect, useRef } from 'react'
import { layoutOf } from '../stage/lane-layout.ts'
import { LaneView } from '../stage/lane-view.ts'
import { onThemeChange, readPalette } from '../stage/palette.ts'
import { sharpness } from '../stage/sharpness.ts'
import type { DrawnLane } from '../state/page.ts'

/** A lane at one instant for ever: the page's own stage follows the page's clock. */
export function StillStage({ lane, atMs }: { lane: DrawnLane; atMs: number }) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const ground = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const draw = () => {
      const { current: element } = box
      if (!element || !canvas.current || !ground.current) return
      const look = { width: element.clientWidth, scale: sharpness(), palette: readPalette(element) }
      const view = new LaneView(canvas.current, ground.current, lane, look)
      const height = `${layoutOf(lane, look.width).height}px`
      for (const surface of [canvas.current, ground.current]) surface.style.height = height
      const at = lane.result.scenario.run.warmupSeconds * 1000 + atMs
      view.draw({ atMs: at, motionMs: at, travelMs: 0, pace: 0, onward: null })
    }
    void document.fonts.ready.then(draw)
    const sizes = new ResizeObserver(draw)
    if (box.current) sizes.observe(box.current)
    const themes = onThemeChange(draw)
    return () => {
      sizes.disconnect()
      themes()
    }
  }, [lane, atMs])
  return (
    <div ref={box} className="stage">
      <canvas ref={ground} />
      <canvas ref={canvas} className="moving" />
    </div>
  )
}
