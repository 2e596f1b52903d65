/** What does not move: captions, boxes, the places of the accept queue, rooms and cores. */
import * as texts from '#text/stage.ts'
import type { Drawn } from './lane-view.ts'
import { queueX, queueY, roomX, roomY } from './layout.ts'
import { caption } from './paint-text.ts'
import type { Palette } from './palette.ts'
import type { Pen } from './pen.ts'
import { MARK_PITCH } from './scene.ts'
import { captionsOf } from './words.ts'

export function paintBackground(context: Pen, drawn: Drawn): void {
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
function outline(context: Pen, palette: Palette): void {
  if (!isForced(palette)) return
  context.strokeStyle = palette.line
  context.lineWidth = 1
  context.stroke()
}

function isForced({ well, paper }: Palette): boolean {
  return well === paper
}

/** Every place that a request can stand in. */
function paintPlaces(context: Pen, { layout: { queue }, palette, places }: Drawn): void {
  const cells = Math.ceil(places / queue.each)
  context.fillStyle = palette.line
  if (queue.pitch < MARK_PITCH) {
    // In forced colours an empty place is as bright as a taken one, and told from it by its size.
    const side = isForced(palette) ? 1 : Math.max(1, queue.pitch - 1)
    const scale = context.getTransform().a
    for (let cell = 0; cell < cells; cell++) {
      const { left, top, whole } = squareAt(scale, queueX(queue, cell), queueY(queue, cell), side)
      context.fillRect(left, top, whole, whole)
    }
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

/** A square with its middle at a point, on whole pixels of the screen: sharper, and several times as fast to draw. */
export function squareAt(
  scale: number,
  x: number,
  y: number,
  side: number,
): { left: number; top: number; whole: number } {
  const whole = Math.max(1, Math.round(side * scale)) / scale
  const left = Math.round((x - side / 2) * scale) / scale
  return { left, top: Math.round((y - side / 2) * scale) / scale, whole }
}

export function rounded(context: Pen, x: number, y: number, w: number, h: number, radius: number): void {
  context.beginPath()
  context.roundRect(x, y, w, h, radius)
}
