/** One lane on its canvases: everything that is drawn again and again, and what it is drawn from. */

import type { Outcome } from '../../sim/measure/outcomes.ts'
import type { Rows } from '../../sim/measure/result.ts'
import { processesOf } from '../../sim/scenario/scenario.ts'
import type { Onward } from '../time/clock.ts'
import { Activity } from './activity.ts'
import { type LaneToDraw, layoutOf } from './lane-layout.ts'
import type { Layout } from './layout.ts'
import { createMarks, type Marks } from './marks.ts'
import { Moment } from './moment.ts'
import { paintBackground } from './paint-background.ts'
import { paintReadings, paintRequests } from './paint-lane.ts'
import { forgetFont } from './paint-text.ts'
import type { Palette } from './palette.ts'
import { type Pen, penOf, type Surface } from './pen.ts'
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
  /** How time goes on until it is said anew; null where it does not, or where every frame is said. */
  onward: Onward | null
}

/** How a lane is to look. */
export interface Look {
  /** In CSS pixels. */
  width: number
  /** Pixels of the screen for one of CSS. */
  scale: number
  palette: Palette
}

/** All that drawing a lane needs. */
export interface Drawn {
  run: LaneToDraw
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

/** While time goes on, numbers and words are told anew so often. */
const TOLD_EVERY_MS = 100

export class LaneView {
  readonly #canvas: Surface
  /** Below it, with what does not move, and what is said. */
  readonly #ground: Surface
  /** What of the ground stays as it is while time goes on. */
  readonly #background = new OffscreenCanvas(1, 1)
  #look: Look
  #scale = 0
  /** What the background shows, to know whether another would look the same. */
  #painted = ''
  /** When readings were told last, in real time, and how fast time went on. */
  #toldAt = Number.NEGATIVE_INFINITY
  #toldPace = Number.NaN
  #drawn: Drawn

  constructor(canvas: Surface, ground: Surface, run: LaneToDraw, look: Look) {
    this.#canvas = canvas
    this.#ground = ground
    this.#look = look
    this.#drawn = this.#prepare(run, look)
  }

  get run(): LaneToDraw {
    return this.#drawn.run
  }

  show(run: LaneToDraw, look: Look): void {
    this.#drawn = this.#prepare(run, look, this.#drawn)
    this.#look = look
  }

  /** The fonts have come: what was written with others is written anew. */
  writeAnew(): void {
    this.#painted = ''
    for (const surface of [this.#canvas, this.#ground, this.#background]) forgetFont(penOf(surface))
    this.show(this.#drawn.run, this.#look)
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
    const pen = this.#cleared(this.#ground)
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.drawImage(this.#background, 0, 0)
    pen.setTransform(this.#scale, 0, 0, this.#scale, 0, 0)
    paintReadings(pen, this.#drawn, beat)
  }

  #cleared(surface: Surface): Pen {
    const pen = penOf(surface)
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, surface.width, surface.height)
    pen.setTransform(this.#scale, 0, 0, this.#scale, 0, 0)
    return pen
  }

  #prepare(run: LaneToDraw, { width, scale, palette: asked }: Look, before?: Drawn): Drawn {
    const { scenario, rows } = run.result
    if (!rows) throw new Error('A lane is drawn from rows, and this one has none.')
    const workers = processesOf(scenario)
    const places = placesOf(scenario)
    const layout = layoutOf(run, width)
    const isResized = this.#resize(layout, scale)
    // From another thread comes a copy, each time.
    const palette = before && JSON.stringify(before.palette) === JSON.stringify(asked) ? before.palette : asked
    const drawn: Drawn = {
      run,
      rows,
      layout,
      palette,
      marks: before?.palette === palette && !isResized ? before.marks : createMarks(palette, scale),
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
  #resize({ width, height }: Layout, scale: number): boolean {
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
    if (this.#canvas.width === w && this.#canvas.height === h && this.#scale === scale) return false
    this.#scale = scale
    for (const surface of [this.#canvas, this.#ground, this.#background]) {
      surface.width = w
      surface.height = h
      forgetFont(penOf(surface))
    }
    return true
  }
}
