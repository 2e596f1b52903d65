/**
 * A lane is drawn in a thread of its own: what moves goes on moving while the page works, and the page answers while the
 * stage is drawn. Pages that are one file, which could not load it, have `drawing-here.ts` in its place.
 */
import type { LaneToDraw } from './lane-layout.ts'
import type { Beat, Look } from './lane-view.ts'
import type { Order } from './stage.worker.ts'

export interface Drawing {
  /** Whether it draws the frames in between as well, where it is told how time goes on. */
  goesOnByItself: boolean
  show(run: LaneToDraw, look: Look): void
  /** The reader points at this request; -1 for none. */
  mark(row: number): void
  /** 1 for each row that a text speaks of; null when none does. */
  light(lit: Uint8Array | null): void
  draw(beat: Beat): void
  close(): void
}

interface Thread {
  worker: Worker
  /** What to do when it is lost, by lane. */
  lanes: Map<number, () => void>
}

/** Begun with the page: it loads while the first run is computed. */
let thread: Thread | null = begin()
let lastLane = 0

/**
 * A canvas can be given away once, so each drawing needs new ones.
 *
 * @param onLost called when the thread could not be begun or has died: nothing is drawn on these canvases any more
 */
export function drawingOn(canvas: HTMLCanvasElement, ground: HTMLCanvasElement, onLost: () => void): Drawing {
  thread ??= begin()
  const { worker, lanes } = thread
  const lane = ++lastLane
  lanes.set(lane, onLost)
  let shown: LaneToDraw | null = null
  const order = (what: Order, given: Transferable[] = []) => worker.postMessage(what, given)
  const surfaces = [canvas.transferControlToOffscreen(), ground.transferControlToOffscreen()] as const
  order({ do: 'open', lane, canvas: surfaces[0], ground: surfaces[1] }, [...surfaces])
  return {
    goesOnByItself: true,
    show(run, look) {
      // What it has already is not sent again.
      order({ do: 'show', lane, run: run === shown ? null : { result: run.result, index: run.index }, look })
      shown = run
    },
    mark: row => order({ do: 'mark', lane, row }),
    light: lit => order({ do: 'light', lane, lit }),
    draw: beat => order({ do: 'draw', lane, beat }),
    close() {
      lanes.delete(lane)
      order({ do: 'close', lane })
    },
  }
}

function begin(): Thread {
  const worker = new Worker(new URL('./stage.worker.ts', import.meta.url), { type: 'module' })
  const begun: Thread = { worker, lanes: new Map() }
  worker.addEventListener('error', () => {
    if (thread === begun) thread = null
    worker.terminate()
    for (const onLost of [...begun.lanes.values()]) onLost()
  })
  return begun
}
