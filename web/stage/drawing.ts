/**
 * A lane is drawn in a thread of its own: what moves goes on moving while the page works, and the page answers while the
 * stage is drawn. Pages that are one file, which could not load it, have `drawing-here.ts` in its place.
 */
import { createStageWorker } from '../worker/create-stage-worker.ts'
import type { Order } from '../worker/stage.worker.ts'
import type { LaneToDraw } from './lane-layout.ts'
import type { Beat, Look } from './lane-view.ts'

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

/** A thread that has something new to show and says nothing for so long is lost; a fresh one has to load first. */
const PATIENCE_MS = 5000
const LOADING_MS = 20_000

interface Thread {
  worker: Worker
  /** Runs out when it has not said that it shows what it was told to. */
  patience: ReturnType<typeof setTimeout> | undefined
  patienceMs: number
  /** What to do when it is lost, by lane. */
  lanes: Map<number, () => void>
}

let thread: Thread | null = null
let lastLane = 0

/** The thread loads while the first run is computed, if it is begun with the page. */
export function beginDrawing(): void {
  thread ??= begin()
}

/**
 * A canvas can be given away once, so each drawing needs new ones.
 *
 * @param onLost called when the thread could not be begun or has died: nothing is drawn on these canvases any more
 */
export function drawingOn(canvas: HTMLCanvasElement, ground: HTMLCanvasElement, onLost: () => void): Drawing {
  thread ??= begin()
  const own = thread
  const { worker, lanes } = own
  const lane = ++lastLane
  lanes.set(lane, onLost)
  let shown: LaneToDraw | null = null
  const order = (what: Order, given: Transferable[] = []) => worker.postMessage(what, given)
  const surfaces = [canvas.transferControlToOffscreen(), ground.transferControlToOffscreen()] as const
  order({ do: 'open', lane, canvas: surfaces[0], ground: surfaces[1] }, [...surfaces])
  return {
    goesOnByItself: true,
    show(run, look) {
      // What it has already is not sent again, and of a result only what can be seen: all of it is copied.
      order({ do: 'show', lane, run: run === shown ? null : seenOf(run), look })
      shown = run
      own.patience ??= setTimeout(() => lose(own), own.patienceMs)
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

function seenOf({ result: { scenario, rows, series }, index }: LaneToDraw): LaneToDraw {
  return { result: { scenario, rows, series }, index }
}

function begin(): Thread {
  const worker = createStageWorker()
  const begun: Thread = { worker, patience: undefined, patienceMs: LOADING_MS, lanes: new Map() }
  worker.addEventListener('error', () => lose(begun))
  worker.addEventListener('message', () => {
    clearTimeout(begun.patience)
    begun.patience = undefined
    begun.patienceMs = PATIENCE_MS
  })
  return begun
}

function lose(lost: Thread): void {
  clearTimeout(lost.patience)
  if (thread === lost) thread = null
  lost.worker.terminate()
  for (const onLost of [...lost.lanes.values()]) onLost()
}
