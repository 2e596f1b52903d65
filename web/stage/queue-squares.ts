/**
 * The accept queue where its places are too many for marks, or by its mean length where rows do not tell: a square for
 * each place, or for so many. From one look to the next few squares change, and only those are painted.
 */
import type { Drawn } from './lane-view.ts'
import { queueX, queueY } from './layout.ts'
import { squareAt } from './paint-background.ts'
import { type Pen, penOf, type Surface } from './pen.ts'
import { inQueueAt } from './readings.ts'
import { MARK_PITCH } from './scene.ts'

/** What a square shows; the later, the more it says. */
const EMPTY = 0
const WAITS = 1
const ORPHANED = 2
const LIT = 3

export class QueueSquares {
  readonly #canvas = new OffscreenCanvas(1, 1)
  #shown = new Uint8Array(0)
  #colours: readonly string[] = []

  /** Paints the squares where they are on the stage; `target` is scaled to its pixels. */
  paint(target: Pen, drawn: Drawn, isKnown: boolean): void {
    const { layout, palette, places, moment, run } = drawn
    const { queue } = layout
    this.#fit(target.canvas, Math.ceil(places / queue.each), ['', palette.lane, palette.laneSoft, palette.ink])
    const context = penOf(this.#canvas)
    const side = queue.pitch < MARK_PITCH ? Math.max(1.4, queue.pitch - 1) : 6
    const scale = target.getTransform().a
    const cells = Math.ceil(inQueueAt(run, moment, isKnown) / queue.each)
    for (let cell = 0; cell < this.#shown.length; cell++) {
      const state = cell < cells ? stateOf(drawn, cell, isKnown) : EMPTY
      if (this.#shown[cell] === state) continue
      this.#shown[cell] = state
      const { left, top, whole } = squareAt(scale, queueX(queue, cell), queueY(queue, cell), side)
      context.setTransform(target.getTransform())
      context.clearRect(left, top, whole, whole)
      if (state === EMPTY) continue
      context.fillStyle = this.#colours[state]!
      context.fillRect(left, top, whole, whole)
    }
    const [x, y] = [Math.floor(queue.x * scale), Math.floor(queue.y * scale)]
    const [w, h] = [Math.ceil(queue.w * scale) + 1, Math.ceil(queue.h * scale) + 1]
    target.drawImage(this.#canvas, x, y, w, h, x / scale, y / scale, w / scale, h / scale)
  }

  /** Nothing is shown any more. */
  forget(): void {
    this.#shown = new Uint8Array(0)
  }

  #fit({ width, height }: Surface, cells: number, colours: readonly string[]): void {
    const isSame = this.#canvas.width === width && this.#canvas.height === height && this.#shown.length === cells
    if (isSame && this.#colours.join() === colours.join()) return
    this.#canvas.width = width
    this.#canvas.height = height
    this.#shown = new Uint8Array(cells)
    this.#colours = colours
  }
}

function stateOf({ run, rows, moment, layout, lit }: Drawn, cell: number, isKnown: boolean): number {
  if (!isKnown) return WAITS
  const row = run.index.queue.rows[moment.queueFrom + cell * layout.queue.each]!
  if (lit?.[row] === 1) return LIT
  return rows.endedMs[row]! <= moment.at ? ORPHANED : WAITS
}
