import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import * as texts from '#text/stage.ts'
import type { DrawnLane } from '../state/page.ts'
import { clock } from '../time/the-clock.ts'
import { choose, useChosenIn } from './chosen.ts'
import { requestText } from './clocks.ts'
import { type Beat, LaneView } from './lane-view.ts'
import { useLitIn } from './lit.ts'
import { onThemeChange, type Palette, readPalette } from './palette.ts'
import { ThreeClocks } from './ThreeClocks.tsx'

/** The way of all requests of one lane, drawn at the playhead. Pointing at a request, or going to it by keys, opens its clocks. */
export function Stage({ lane }: { lane: DrawnLane }) {
  const { box, canvas, ground, view } = useLaneView(lane)
  const chosen = useChosenIn(lane.id)
  const lit = useLitIn(lane.id)
  const [said, say] = useState('')

  useEffect(() => {
    view.current?.mark(chosen?.row ?? -1)
    clock.redraw()
  }, [chosen, view])

  useEffect(() => {
    view.current?.light(lit?.length === lane.result.rows?.count ? lit : null)
    clock.redraw()
  }, [lit, lane, view])

  const pick = (row: number, open: boolean) => {
    const at = view.current?.whereIs(row) ?? { x: 0, y: 0 }
    choose(row < 0 ? null : { lane: lane.id, row, open, ...at })
  }
  const onClick = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const { left, top } = canvas.current!.getBoundingClientRect()
    pick(view.current?.requestAt(clientX - left, clientY - top) ?? -1, true)
  }
  const onPointerMove = ({ clientX, clientY, pointerType }: PointerEvent) => {
    if (pointerType === 'touch' || !canvas.current) return
    const { left, top } = canvas.current.getBoundingClientRect()
    const isOver = (view.current?.requestAt(clientX - left, clientY - top) ?? -1) >= 0
    canvas.current.style.cursor = isOver ? 'pointer' : ''
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { current: drawn } = view
    if (!drawn || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' && chosen) pick(chosen.row, true)
    else if (event.key === 'Escape' && chosen) pick(-1, false)
    else {
      const row = neighbour(drawn, chosen?.row ?? -1, event.key)
      if (row === null) return
      clock.pause()
      pick(row, false)
      const { result, index } = lane
      if (row >= 0) say(requestText(result.rows!, index, row, drawn.moment.at))
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const close = () => {
    if (chosen) choose({ ...chosen, open: false })
    box.current?.focus({ preventScroll: true })
  }
  return (
    <div className="stage-and-clocks">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would hold form controls; this holds a drawing. */}
      <div
        ref={box}
        className="stage"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its requests are gone through by the arrow keys.
        tabIndex={0}
        aria-label={texts.requestsOf({ lane: lane.name })}
        onClick={onClick}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      >
        {/* Of no height until it is drawn, else it would take half of its width. */}
        <canvas ref={ground} height={0} />
        <canvas ref={canvas} className="moving" height={0} />
        <p className="visually-hidden" aria-live="polite">
          {said}
        </p>
      </div>
      {chosen?.open && <ThreeClocks key={chosen.row} lane={lane} chosen={chosen} onClose={close} />}
    </div>
  )
}

/** The request that a key leads to, in order of sending; -1 for none, null when the key leads nowhere. */
function neighbour({ moment }: LaneView, row: number, key: string): number | null {
  const rows = moment.rows.subarray(0, moment.count)
  const at = rows.indexOf(row)
  const to = {
    ArrowRight: Math.min(rows.length - 1, at + 1),
    ArrowDown: Math.min(rows.length - 1, at + 1),
    ArrowLeft: Math.max(0, at - 1),
    ArrowUp: Math.max(0, at - 1),
    Home: 0,
    End: rows.length - 1,
  }[key]
  return to === undefined ? null : (rows[to] ?? -1)
}

/** Keeps a lane's drawing at the size, the theme and the result that are now. */
function useLaneView(lane: DrawnLane) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const ground = useRef<HTMLCanvasElement>(null)
  const view = useRef<LaneView>(null)
  const shown = useRef(lane)
  const palette = useRef<Palette>(null)

  const prepare = useCallback(() => {
    const { current: element } = box
    const { current: surface } = canvas
    if (!element || !surface || !ground.current || element.clientWidth === 0) return
    palette.current ??= readPalette(element)
    const width = element.clientWidth
    if (view.current) view.current.show(shown.current, width, palette.current)
    else view.current = new LaneView(surface, ground.current, shown.current, width, palette.current)
    clock.redraw()
  }, [])

  useEffect(() => {
    shown.current = lane
    prepare()
  }, [lane, prepare])

  useEffect(() => {
    const sizes = new ResizeObserver(prepare)
    if (box.current) sizes.observe(box.current)
    const themes = onThemeChange(() => {
      palette.current = null
      prepare()
    })
    void document.fonts.ready.then(prepare)
    const frames = clock.onFrame(() => view.current?.draw(beatOf(shown.current)))
    return () => {
      sizes.disconnect()
      themes()
      frames()
    }
  }, [prepare])

  return { box, canvas, ground, view }
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
