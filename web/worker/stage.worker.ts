/** Draws the lanes of a page. It is told what and when; of several instants that came before a frame, the last is drawn. */
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import type { LaneToDraw } from '../stage/lane-layout.ts'
import { type Beat, LaneView, type Look } from '../stage/lane-view.ts'

export type Order = { lane: number } & (
  | { do: 'open'; canvas: OffscreenCanvas; ground: OffscreenCanvas }
  /** Without a run, the one before. */
  | { do: 'show'; run: LaneToDraw | null; look: Look }
  | { do: 'mark'; row: number }
  | { do: 'light'; lit: Uint8Array | null }
  | { do: 'draw'; beat: Beat }
  | { do: 'close' }
)

interface Lane {
  canvas: OffscreenCanvas
  ground: OffscreenCanvas
  view: LaneView | null
  /** What was said last of when it is; null before. */
  beat: Beat | null
  /** Whether there is something new to draw. */
  isDue: boolean
}

const lanes = new Map<number, Lane>()
let isCalled = false

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  if (data.do === 'open') {
    lanes.set(data.lane, { canvas: data.canvas, ground: data.ground, view: null, beat: null, isDue: false })
    return
  }
  const lane = lanes.get(data.lane)
  if (!lane) return
  if (data.do === 'show') show(lane, data.run, data.look)
  else if (data.do === 'mark') lane.view?.mark(data.row)
  else if (data.do === 'light') lane.view?.light(data.lit)
  else if (data.do === 'draw') lane.beat = data.beat
  else lanes.delete(data.lane)
  drawSoon(lane)
})

function show(lane: Lane, run: LaneToDraw | null, look: Look): void {
  if (lane.view) lane.view.show(run ?? lane.view.run, look)
  else if (run) lane.view = new LaneView(lane.canvas, lane.ground, run, look)
  // That it is alive.
  postMessage(null)
}

function drawSoon(lane: Lane): void {
  lane.isDue = true
  if (isCalled) return
  isCalled = true
  requestAnimationFrame(drawDue)
}

function drawDue(timestampMs: number): void {
  isCalled = false
  for (const lane of lanes.values()) {
    if (!lane.isDue || !lane.view || !lane.beat) continue
    lane.isDue = false
    const beat = carriedOn(lane.beat, performance.timeOrigin + timestampMs)
    lane.view.draw(beat)
    if (beat.onward) drawSoon(lane)
  }
}

/** Where time has come since it was said; with `onward` as long as it goes on. */
function carriedOn(beat: Beat, nowMs: number): Beat {
  if (!beat.onward) return beat
  const { sinceMs, mostMs, endMs } = beat.onward
  const passedMs = Math.max(0, nowMs - sinceMs)
  const atMs = Math.min(endMs, beat.atMs + Math.min(mostMs, passedMs) * beat.pace)
  const goesOn = passedMs < mostMs && atMs < endMs
  return { ...beat, atMs, motionMs: beat.motionMs + atMs - beat.atMs, onward: goesOn ? beat.onward : null }
}

/** A thread has fonts of its own. Until this one has come, and where a browser gives a thread none, the system's stands in for it. */
async function loadFont(): Promise<void> {
  const { fonts } = globalThis as unknown as { fonts?: FontFaceSet }
  if (!fonts) return
  const face = new FontFace('Inter', `url(${inter})`, { weight: '100 900' })
  fonts.add(face)
  await face.load()
  for (const lane of lanes.values()) {
    lane.view?.writeAnew()
    drawSoon(lane)
  }
}

loadFont().catch(() => {})
