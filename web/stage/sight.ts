/** Where the requests of a lane stand at an instant, for whoever points at one or goes through them by keys. */
import { processesOf } from '../../sim/scenario/scenario.ts'
import { type LaneToDraw, layoutOf } from './lane-layout.ts'
import type { Beat } from './lane-view.ts'
import { Moment } from './moment.ts'
import { Scene } from './scene.ts'

/** A finger is wider than a mark. */
const REACH_PX = 14

export class Sight {
  readonly #moment: Moment
  readonly #scene: Scene

  /** @param width of the drawing, in CSS pixels */
  constructor(run: LaneToDraw, width: number) {
    const { scenario, rows } = run.result
    if (!rows) throw new Error('A lane is drawn from rows, and this one has none.')
    this.#moment = new Moment(rows, run.index, processesOf(scenario))
    this.#scene = new Scene(run, layoutOf(run, width))
  }

  /** The rows of those that are there, in order of sending; to be read before the next call. */
  rowsAt({ atMs }: Beat): Uint32Array {
    this.#moment.read(atMs)
    return this.#moment.rows.subarray(0, this.#moment.count)
  }

  /** The request whose mark is nearest to a point of the drawing, or -1. */
  requestAt(beat: Beat, x: number, y: number): number {
    const scene = this.#sceneAt(beat)
    let nearest = -1
    let least = REACH_PX ** 2
    for (let at = 0; at < scene.count; at++) {
      const distance = (scene.x[at]! - x) ** 2 + (scene.y[at]! - y) ** 2
      if (scene.row[at]! < 0 || distance > least) continue
      nearest = scene.row[at]!
      least = distance
    }
    return nearest
  }

  /** Where a request's mark is; null when it is not drawn. */
  whereIs(beat: Beat, row: number): { x: number; y: number } | null {
    const scene = this.#sceneAt(beat)
    for (let at = 0; at < scene.count; at++) {
      if (scene.row[at] === row) return { x: scene.x[at]!, y: scene.y[at]! }
    }
    return null
  }

  #sceneAt({ atMs, motionMs, travelMs }: Beat): Scene {
    this.#moment.read(atMs)
    this.#scene.set(this.#moment, motionMs, travelMs)
    return this.#scene
  }
}
