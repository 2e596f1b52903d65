import { type KeyboardEvent, type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import * as texts from '#text/stage.ts'
import type { DrawnLane } from '../state/page.ts'
import { clock } from '../time/the-clock.ts'
import { choose, useChosenIn } from './chosen.ts'
import { requestText } from './clocks.ts'
import { type Drawing, drawingOn } from './drawing.ts'
import { layoutOf } from './lane-layout.ts'
import type { Beat } from './lane-view.ts'
import { useLitIn } from './lit.ts'
import { onThemeChange, type Palette, readPalette } from './palette.ts'
import { sharpness } from './sharpness.ts'
import { Sight } from './sight.ts'
import { ThreeClocks } from './ThreeClocks.tsx'

/** The way of all requests of one lane, drawn at the playhead. Pointing at a request, or going to it by keys, opens its clocks. */
export function Stage({ lane }: { lane: DrawnLane }) {
  const { box, canvas, ground, drawing, sight, tries } = useDrawing(lane)
  const chosen = useChosenIn(lane.id)
  const lit = useLitIn(lane.id)
  const [said, say] = useState('')

  useEffect(() => {
    drawing?.mark(chosen?.row ?? -1)
    clock.redraw()
  }, [chosen, drawing])

  useEffect(() => {
    drawing?.light(lit?.length === lane.result.rows?.count ? lit : null)
    clock.redraw()
  }, [lit, lane, drawing])

  const pick = (row: number, open: boolean) => {
    const at = sight()?.whereIs(beatOf(lane), row) ?? { x: 0, y: 0 }
    choose(row < 0 ? null : { lane: lane.id, row, open, ...at })
  }
  const onClick = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const { left, top } = canvas.current!.getBoundingClientRect()
    clock.catchUp()
    pick(sight()?.requestAt(beatOf(lane), clientX - left, clientY - top) ?? -1, true)
  }
  const onPointerMove = ({ clientX, clientY, pointerType }: PointerEvent) => {
    if (pointerType === 'touch' || !canvas.current) return
    const { left, top } = canvas.current.getBoundingClientRect()
    clock.catchUp()
    const isOver = (sight()?.requestAt(beatOf(lane), clientX - left, clientY - top) ?? -1) >= 0
    canvas.current.style.cursor = isOver ? 'pointer' : ''
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const rows = sight()?.rowsAt(beatOf(lane))
    if (!rows || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' && chosen) pick(chosen.row, true)
    else if (event.key === 'Escape' && chosen) pick(-1, false)
    else {
      const row = neighbour(rows, chosen?.row ?? -1, event.key)
      if (row === null) return
      clock.pause()
      pick(row, false)
      const { result, index } = lane
      if (row >= 0) say(requestText(result.rows!, index, row, beatOf(lane).atMs))
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
        {/* Of no height until it is drawn, else it would take half of its width. What draws them is theirs for good. */}
        <canvas key={`ground${tries}`} ref={ground} height={0} />
        <canvas key={tries} ref={canvas} className="moving" height={0} />
        {tries > MOST_TRIES && <p className="empty">{texts.notDrawn}</p>}
        <p className="visually-hidden" aria-live="polite">
          {said}
        </p>
      </div>
      {chosen?.open && <ThreeClocks key={chosen.row} lane={lane} chosen={chosen} onClose={close} />}
    </div>
  )
}

/** How often what draws is begun again after it was lost. */
const MOST_TRIES = 2

/** The request that a key leads to, in order of sending; -1 for none, null when the key leads nowhere. */
function neighbour(rows: Uint32Array, row: number, key: string): number | null {
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
function useDrawing(lane: DrawnLane) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const ground = useRef<HTMLCanvasElement>(null)
  const shown = useRef(lane)
  const looked = useRef<{ lane: DrawnLane; width: number; sight: Sight }>(null)
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const [tries, setTries] = useState(0)

  useEffect(() => {
    const { current: moving } = canvas
    const { current: below } = ground
    if (!moving || !below || tries > MOST_TRIES) return
    const begun = drawingOn(moving, below, () => setTries(tries + 1))
    setDrawing(begun)
    return begun.close
  }, [tries])

  useShown(drawing, lane, shown, { box, canvas, ground })

  const sight = useCallback(() => {
    const width = box.current?.clientWidth ?? 0
    if (width === 0) return null
    const { current: before } = looked
    if (before?.lane === shown.current && before.width === width) return before.sight
    looked.current = { lane: shown.current, width, sight: new Sight(shown.current, width) }
    return looked.current.sight
  }, [])

  return { box, canvas, ground, drawing, sight, tries }
}

interface Places {
  box: RefObject<HTMLDivElement | null>
  canvas: RefObject<HTMLCanvasElement | null>
  ground: RefObject<HTMLCanvasElement | null>
}

function useShown(drawing: Drawing | null, lane: DrawnLane, shown: RefObject<DrawnLane>, places: Places): void {
  const { box, canvas, ground } = places
  const palette = useRef<Palette>(null)
  /** What was shown last, and how. */
  const before = useRef<unknown[]>([])

  const show = useCallback(() => {
    const { current: element } = box
    if (!drawing || !element || element.clientWidth === 0) return
    palette.current ??= readPalette(element)
    const look = { width: element.clientWidth, scale: sharpness(), palette: palette.current }
    const now = [drawing, shown.current, look.width, look.scale, look.palette]
    if (now.every((part, at) => part === before.current[at])) return
    before.current = now
    const height = `${layoutOf(shown.current, look.width).height}px`
    for (const surface of [canvas, ground]) if (surface.current) surface.current.style.height = height
    drawing.show(shown.current, look)
    clock.redraw()
  }, [drawing, shown, box, canvas, ground])

  useEffect(() => {
    shown.current = lane
    show()
  }, [lane, shown, show])

  useEffect(() => {
    const sizes = new ResizeObserver(show)
    if (box.current) sizes.observe(box.current)
    const themes = onThemeChange(() => {
      palette.current = null
      show()
    })
    const draw = () => drawing?.draw(beatOf(shown.current))
    const frames = drawing?.goesOnByItself ? clock.onBeat(draw) : clock.onFrame(draw)
    return () => {
      sizes.disconnect()
      themes()
      frames()
    }
  }, [drawing, shown, box, show])
}

/** The clock counts measured time; a run begins with its warm-up. */
function beatOf({ result }: DrawnLane): Beat {
  const warmupMs = result.scenario.run.warmupSeconds * 1000
  const { playing, speed } = clock.store.getState()
  const onward = clock.onward()
  return {
    atMs: warmupMs + clock.nowMs(),
    motionMs: warmupMs + clock.motionMs(),
    travelMs: clock.travelMs(),
    pace: playing ? speed : 0,
    onward: onward && { ...onward, endMs: warmupMs + onward.endMs },
  }
}
