import { useEffect, useRef } from 'react'
import type { DrawnLane } from '../state/page.ts'
import { clock } from '../time/the-clock.ts'
import { type Beat, LaneView } from './lane-view.ts'
import { onThemeChange, readPalette } from './palette.ts'

/** The way of all requests of one lane, drawn at the playhead. */
export function Stage({ lane }: { lane: DrawnLane }) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const view = useRef<LaneView>(null)
  const shown = useRef(lane)
  shown.current = lane

  useEffect(() => {
    const { current: element } = box
    const { current: surface } = canvas
    if (!element || !surface) return
    const prepare = () => {
      const width = element.clientWidth
      if (width === 0) return
      const palette = readPalette(element)
      if (view.current) view.current.show(shown.current, width, palette)
      else view.current = new LaneView(surface, shown.current, width, palette)
      clock.redraw()
    }
    prepare()
    const sizes = new ResizeObserver(prepare)
    sizes.observe(element)
    const themes = onThemeChange(prepare)
    void document.fonts.ready.then(prepare)
    const frames = clock.onFrame(() => view.current?.draw(beatOf(shown.current)))
    return () => {
      sizes.disconnect()
      themes()
      frames()
    }
  }, [])

  useEffect(() => {
    const { current: element } = box
    if (!element || !view.current) return
    view.current.show(lane, element.clientWidth, readPalette(element))
    clock.redraw()
  }, [lane])

  return (
    <div ref={box} className="stage">
      <canvas ref={canvas} />
    </div>
  )
}

/** The clock counts measured time; a run begins with its warm-up. */
function beatOf({ result }: DrawnLane): Beat {
  const warmupMs = result.scenario.run.warmupSeconds * 1000
  const { playing, speed } = clock.store.getState()
  return {
    atMs: warmupMs + clock.nowMs(),
    motionMs: warmupMs + clock.motionMs(),
    travelMs: clock.travelMs(),
    pace: playing ? speed : 0,
  }
}
