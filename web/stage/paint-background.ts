/** What does not move: captions, boxes, the places of the accept queue, rooms and cores. */
import * as texts from '#text/stage.ts'
import type { Drawn } from './lane-view.ts'
import { queueX, queueY, roomX, roomY } from './layout.ts'
import { caption } from './paint-text.ts'
import type { Palette } from './palette.ts'
import { MARK_PITCH } from './scene.ts'
import { captionsOf } from './words.ts'

export function paintBackground(context: CanvasRenderingContext2D, drawn: Drawn): void {
  const { layout, palette, run, places } = drawn
  const { scenario } = run.result
  const captions = captionsOf(scenario, places)
  for (const [name, at] of Object.entries(layout.captions)) {
    const text =
      name === 'queue' && layout.queue.each > 1
        ? texts.captions.queueInSquares({ queue: captions.queue, each: layout.queue.each })
        : captions[name as keyof typeof captions]
    caption(context, palette, text, at.x, at.y)
  }
  context.fillStyle = palette.well
  rounded(context, layout.proxy.x, layout.proxy.y, layout.proxy.w, layout.proxy.h, 6)
  context.fill()
  outline(context, drawn.palette)
  paintPlaces(context, drawn)
  context.fillStyle = palette.laneSoft
  for (let worker = 0; worker < layout.rooms.shown; worker++) {
    const radius = Math.min(6, layout.rooms.roomH / 4)
    rounded(
      context,
      roomX(layout.rooms, worker),
      roomY(layout.rooms, worker),
      layout.rooms.roomW,
      layout.rooms.roomH,
      radius,
    )
    context.globalAlpha = 0.62
    context.fill()
    context.globalAlpha = 1
    outline(context, palette)
  }
}

/** In forced colours a box is no darker than what is around it, and has an edge instead. */
function outline(context: CanvasRenderingContext2D, palette: Palette): void {
  if (!isForced(palette)) return
  context.strokeStyle = palette.line
  context.lineWidth = 1
  context.stroke()
}

function isForced({ well, paper }: Palette): boolean {
  return well === paper
}

/** Every place that a request can stand in. */
function paintPlaces(context: CanvasRenderingContext2D, { layout: { queue }, palette, places }: Drawn): void {
  const cells = Math.ceil(places / queue.each)
  context.fillStyle = palette.line
  if (queue.pitch < MARK_PITCH) {
    // In forced colours an empty place is as bright as a taken one, and told from it by its size.
    const side = isForced(palette) ? 1 : Math.max(1, queue.pitch - 1)
    for (let cell = 0; cell < cells; cell++) square(context, queueX(queue, cell), queueY(queue, cell), side)
    return
  }
  context.strokeStyle = palette.line
  context.lineWidth = 1.2
  for (let cell = 0; cell < cells; cell++) {
    context.beginPath()
    context.arc(queueX(queue, cell), queueY(queue, cell), 3.6, 0, 2 * Math.PI)
    context.stroke()
  }
}

function square(context: CanvasRenderingContext2D, x: number, y: number, side: number): void {
  const { left, top, whole } = squareAt(x, y, side)
  context.fillRect(left, top, whole, whole)
}

/** A square with its middle at a point, on whole pixels of the screen: sharper, and several times as fast to draw. */
export function squareAt(x: number, y: number, side: number): { left: number; top: number; whole: number } {
  const scale = Math.min(3, devicePixelRatio || 1)
  const whole = Math.max(1, Math.round(side * scale)) / scale
  const left = Math.round((x - side / 2) * scale) / scale
  return { left, top: Math.round((y - side / 2) * scale) / scale, whole }
}

export function rounded(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  w: number,
  h: number,
  radius: number,
): void {
  context.beginPath()
  context.roundRect(x, y, w, h, radius)
}
