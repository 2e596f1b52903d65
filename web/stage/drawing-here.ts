/** A lane drawn by the page itself; see `drawing.ts`. */
import type { Drawing } from './drawing.ts'
import { LaneView } from './lane-view.ts'

/** The page draws, and has begun. */
export function beginDrawing(): void {}

export function drawingOn(canvas: HTMLCanvasElement, ground: HTMLCanvasElement): Drawing {
  let view: LaneView | null = null
  void document.fonts.ready.then(() => view?.writeAnew())
  return {
    goesOnByItself: false,
    show(run, look) {
      if (view) view.show(run, look)
      else view = new LaneView(canvas, ground, run, look)
    },
    mark: row => view?.mark(row),
    light: lit => view?.light(lit),
    draw: beat => view?.draw(beat),
    close() {
      view = null
    },
  }
}
