/**
 * The marks of requests. Their form tells what they do: solid = computing, a dashed ring = waiting on I/O, hollow =
 * waiting, crossed = nobody waits for it any more. Each form is drawn once and then copied, so that thousands cost little.
 */
import type { Palette } from './palette.ts'
import { type Pen, penOf } from './pen.ts'

export const Form = {
  Solid: 0,
  /** Computing with a part of a core: the disc within the ring is as large as the part. */
  Part: 1,
  Dashed: 2,
  Hollow: 3,
  CrossedSolid: 4,
  CrossedDashed: 5,
  CrossedHollow: 6,
  /** A client that waits. */
  Client: 7,
  Failure: 8,
  /** Done, for nobody. */
  Pale: 9,
} as const

export type Form = (typeof Form)[keyof typeof Form]

const FORMS = 10

/** Radii that are drawn, in CSS pixels: in rooms, in the queue and on the way, among many, and in a crowd. */
const RADII = [6, 4.3, 3, 1.7] as const

/** The smallest size is too small for forms; there they are told by strength. */
export const CROWD = 3

export interface Marks {
  /** Draws a form with its middle at a point, in one of the sizes of `RADII`. */
  draw(context: Pen, form: Form, size: number, x: number, y: number): void
}

export function createMarks(palette: Palette, scale: number): Marks {
  // A row of cells for each size, no larger than it needs: what is copied is paid for by the pixel.
  const cells = RADII.map(radius => 2 * Math.ceil((radius + 1) * scale))
  const tops = cells.map((_, size) => cells.slice(0, size).reduce((sum, cell) => sum + cell, 0))
  const height = cells.reduce((sum, cell) => sum + cell, 0)
  const canvas = new OffscreenCanvas(Math.max(...cells) * FORMS, height)
  const context = penOf(canvas)
  for (const [size, radius] of RADII.entries()) {
    const cell = cells[size]!
    for (let form = 0; form < FORMS; form++) {
      context.setTransform(scale, 0, 0, scale, cell * (form + 0.5), tops[size]! + cell / 2)
      drawForm(context, form as Form, radius, palette)
    }
  }
  const sheet = canvas.transferToImageBitmap()
  return {
    draw(target, form, size, x, y) {
      if (size === CROWD) {
        const side = Math.round(2 * RADII[CROWD] * scale) / scale
        target.globalAlpha = DOT_STRENGTH[form] ?? 1
        target.fillStyle = palette.lane
        target.fillRect(
          Math.round((x - side / 2) * scale) / scale,
          Math.round((y - side / 2) * scale) / scale,
          side,
          side,
        )
        return
      }
      const cell = cells[size]!
      const side = cell / scale
      // On whole pixels of the screen a mark is copied, and not sampled anew.
      const left = Math.round((x - side / 2) * scale) / scale
      const top = Math.round((y - side / 2) * scale) / scale
      target.drawImage(sheet, form * cell, tops[size]!, cell, cell, left, top, side, side)
    },
  }
}

/** Strong: computing. Weaker: waiting on I/O, waiting, and for nobody. */
const DOT_STRENGTH: Partial<Record<Form, number>> = {
  [Form.Dashed]: 0.6,
  [Form.Hollow]: 0.4,
  [Form.CrossedSolid]: 0.3,
  [Form.CrossedDashed]: 0.24,
  [Form.CrossedHollow]: 0.2,
}

function drawForm(context: Pen, form: Form, radius: number, palette: Palette): void {
  const { lane, laneSoft, paper, bad } = palette
  const crossed = form === Form.CrossedSolid || form === Form.CrossedDashed || form === Form.CrossedHollow
  context.strokeStyle = lane
  context.lineWidth = radius > 5 ? 1.8 : radius > 4 ? 1.5 : 1.2
  context.setLineDash([])
  if (form === Form.Failure) {
    context.strokeStyle = bad
    context.lineWidth = 1.9
    cross(context, radius * 0.8)
    return
  }
  if (form === Form.Client) {
    context.globalAlpha = 0.55
    context.lineWidth = 1.2
    disc(context, radius - 0.6)
    context.stroke()
    context.globalAlpha = 1
    return
  }
  disc(context, radius - context.lineWidth / 2)
  if (form === Form.Solid) {
    context.fillStyle = lane
    context.fill()
    context.stroke()
    return
  }
  context.fillStyle = form === Form.CrossedSolid || form === Form.Pale ? laneSoft : paper
  context.fill()
  if (form === Form.Dashed || form === Form.CrossedDashed) {
    const dash = (2 * Math.PI * (radius - context.lineWidth / 2)) / 14
    context.setLineDash([dash, dash])
  }
  if (form !== Form.Pale) context.stroke()
  context.setLineDash([])
  if (form === Form.Part) {
    disc(context, radius * 0.5)
    context.fillStyle = lane
    context.fill()
  }
  if (crossed) cross(context, radius * 0.45)
}

function disc(context: Pen, radius: number): void {
  context.beginPath()
  context.arc(0, 0, radius, 0, 2 * Math.PI)
}

function cross(context: Pen, arm: number): void {
  context.beginPath()
  context.moveTo(-arm, -arm)
  context.lineTo(arm, arm)
  context.moveTo(arm, -arm)
  context.lineTo(-arm, arm)
  context.stroke()
}
