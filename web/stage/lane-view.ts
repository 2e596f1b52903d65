/** One lane on a canvas: everything that is drawn again and again, and what it is drawn from. */

import type { Outcome } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { processesOf } from '../../sim/scenario/scenario.ts'
import type { LaneRun } from '../worker/sim-api.ts'
import { Activity } from './activity.ts'
import { type Layout, layoutLane } from './layout.ts'
import { createMarks, type Marks } from './marks.ts'
import { Moment } from './moment.ts'
import { paintBackground } from './paint-background.ts'
import { paintReadings, paintRequests } from './paint-lane.ts'
import { forgetFont } from './paint-text.ts'
import type { Palette } from './palette.ts'
import { QueueSquares } from './queue-squares.ts'
import { failuresShown } from './readings.ts'
import { Scene } from './scene.ts'
import { captionsOf, placesOf } from './words.ts'

/** When the stage is drawn: the instant in the run, how far movement has come, and how fast time goes on. */
export interface Beat {
  atMs: number
  motionMs: number
  travelMs: number
  /** Simulated for real time; 0 while time stands still. */
  pace: number
}

/** All that drawing a lane needs. */
export interface Drawn {
  run: LaneRun
  rows: Rows
  layout: Layout
  palette: Palette
  marks: Marks
  moment: Moment
  scene: Scene
  activity: Activity
  failures: Outcome[]
  places: number
  /** Row that the reader points at or has chosen; -1 for none. */
  marked: number
  /** 1 for each row that a text speaks of; null when none does. */
  lit: Uint8Array | null
  squares: QueueSquares
  /** How far movement had come when readings were told last. */
  toldMs: number
}

/** A finger is wider than a mark. */
const REACH_PX = 14

/** While time goes on, numbers and words are told anew so often. */
const TOLD_EVERY_MS = 100

export class LaneView {
  readonly #canvas: HTMLCanvasElement
  /** Below it, with what does not move, and what is said. */
  readonly #ground: HTMLCanvasElement
  /** What of the ground stays as it is while time goes on. */
  readonly #background = document.createElement('canvas')
  #scale = 0
  /** What the background shows, to know whether another would look the same. */
  #painted = ''
  /** When readings were told last, in real time, and how fast time went on. */
  #toldAt = Number.NEGATIVE_INFINITY
  #toldPace = Number.NaN
  #drawn: Drawn

  constructor(canvas: HTMLCanvasElement, ground: HTMLCanvasElement, run: LaneRun, width: number, palette: Palette) {
    this.#canvas = canvas
    this.#ground = ground
    this.#drawn = this.#prepare(run, width, palette)
  }

  /** Height of the lane at its width, in CSS pixels. */
  get height(): number {
    return this.#drawn.layout.height
  }

  get moment(): Moment {
    return this.#drawn.moment
  }

  show(run: LaneRun, width: number, palette: Palette): void {
    this.#drawn = this.#prepare(run, width, palette, this.#drawn)
  }

  mark(row: number): void {
    this.#drawn.marked = row
    this.#tellAnew()
  }

  light(lit: Uint8Array | null): void {
    this.#drawn.lit = lit
    this.#tellAnew()
  }

  draw(beat: Beat): void {
    const { moment, scene } = this.#drawn
    moment.read(beat.atMs)
    scene.set(moment, beat.motionMs, beat.travelMs)
    if (this.#isToBeTold(beat)) this.#tell(beat)
    paintRequests(this.#cleared(this.#canvas), this.#drawn, beat)
  }

  /** Where time stands still, what is said is of that very instant. */
  #isToBeTold({ motionMs, pace }: Beat): boolean {
    if (pace !== this.#toldPace) return true
    return pace > 0 ? performance.now() - this.#toldAt >= TOLD_EVERY_MS : motionMs !== this.#drawn.toldMs
  }

  #tellAnew(): void {
    this.#toldPace = Number.NaN
  }

  #tell(beat: Beat): void {
    this.#toldAt = performance.now()
    this.#toldPace = beat.pace
    this.#drawn.toldMs = beat.motionMs
    const context = this.#cleared(this.#ground)
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.drawImage(this.#background, 0, 0)
    context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0)
    paintReadings(context, this.#drawn, beat)
  }

  #cleared(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const context = canvas.getContext('2d')!
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0)
    return context
  }

  /** The request whose mark is nearest to a point of the canvas, or -1. */
  requestAt(x: number, y: number): number {
    const { scene } = this.#drawn
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

  /** Where a request's mark was drawn last; null when it was not. */
  whereIs(row: number): { x: number; y: number } | null {
    const { scene } = this.#drawn
    for (let at = 0; at < scene.count; at++) {
      if (scene.row[at] === row) return { x: scene.x[at]!, y: scene.y[at]! }
    }
    return null
  }

  #prepare(run: LaneRun, width: number, palette: Palette, before?: Drawn): Drawn {
    const { scenario, rows } = run.result
    if (!rows) throw new Error('A lane is drawn from rows, and this one has none.')
    const workers = processesOf(scenario)
    const places = placesOf(scenario)
    const needs = { places, workers, seats: run.index.seats, cores: scenario.machine.cores }
    const layout = layoutLane(width, needs)
    const isResized = this.#resize(layout)
    const drawn: Drawn = {
      run,
      rows,
      layout,
      palette,
      marks: before?.palette === palette && !isResized ? before.marks : createMarks(palette, this.#scale),
      moment: new Moment(rows, run.index, workers),
      scene: new Scene(run, layout),
      activity: new Activity(rows, run.index, workers),
      failures: failuresShown(run),
      places,
      marked: before?.marked ?? -1,
      lit: before?.rows === rows ? before.lit : null,
      squares: before?.squares ?? new QueueSquares(),
      toldMs: Number.NaN,
    }
    this.#tellAnew()
    // While a slider moves, most of what does not move on the stage stays as it is, too.
    const background = JSON.stringify([layout, captionsOf(scenario, places), palette])
    if (background === this.#painted && !isResized) return drawn
    this.#painted = background
    drawn.squares.forget()
    paintBackground(this.#cleared(this.#background), drawn)
    return drawn
  }

  /** Whether the canvases had to change; they are empty then. */
  #resize({ width, height }: Layout): boolean {
    const scale = Math.min(3, devicePixelRatio || 1)
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
    if (this.#canvas.width === w && this.#canvas.height === h && this.#scale === scale) return false
    this.#scale = scale
    for (const canvas of [this.#canvas, this.#ground, this.#background]) {
      canvas.width = w
      canvas.height = h
      canvas.style.height = `${height}px`
      forgetFont(canvas.getContext('2d')!)
    }
    return true
  }
}
