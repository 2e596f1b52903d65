/** Thin slanted lines: a worker is away here. The same form on the stage and in the lines of workers. */
import type { Pen } from './pen.ts'

const PITCH = 5

export function hatch(context: Pen, colour: string, x: number, y: number, w: number, h: number, scale = 1): void {
  context.save()
  context.beginPath()
  context.rect(x, y, w, h)
  context.clip()
  context.strokeStyle = colour
  context.lineWidth = scale
  context.globalAlpha = 0.7
  context.beginPath()
  const pitch = PITCH * scale
  // Lines that start at multiples of the pitch meet those of the neighbour.
  for (let at = Math.floor(x / pitch) * pitch - h; at < x + w; at += pitch) {
    context.moveTo(at, y + h)
    context.lineTo(at + h, y)
  }
  context.stroke()
  context.restore()
}
