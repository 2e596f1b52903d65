/**
 * A chapter of the story: one idea, told beside a scenario that the reader can move. The words stand in `text.mdx` beside
 * it; every number in them is computed from the runs that are named here, and every sentence marked as a claim is tested.
 */
import type { FleetResult } from '../../sim/fleet/result.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { ParameterPath } from '../../sim/scenario/scenario.ts'
import type { Control, View } from '../embed/options.ts'

/** A run the words speak of: the lane of a link, named as in the link. */
export interface NamedRun {
  /** A link of the playground, without `#`. */
  link: string
  lane: string
}

/** What the runs of a chapter came to, by their names. A chapter's own lanes are there under their ids. */
export type Figures = Readonly<Record<string, Result>>

/** The same of fleets. */
export type FleetFigures = Readonly<Record<string, FleetResult>>

export interface ChoiceQuestion {
  kind: 'choice'
  asks: string
  choices: readonly { id: string; text: string }[]
  /** The choice that the model says is right. */
  answer: (figures: Figures, fleets: FleetFigures) => string
}

/** The reader draws the curve that is expected; the model's is laid over it. */
export interface CurveQuestion {
  kind: 'curve'
  asks: string
  /** The link whose lane is run once for each value. */
  run: NamedRun
  over: { path: ParameterPath; values: readonly number[]; label: string }
  of: { label: string; unit: string; max: number; value: (result: Result) => number }
}

export type Question = ChoiceQuestion | CurveQuestion

/** A preset of a fleet, by its id, and what the reader chooses it by. */
export interface NamedFleet {
  preset: string
  label: string
}

/** One of a few situations that the reader can put beside the words. */
export interface Scene {
  label: string
  /** A link of the playground, without `#`. */
  link: string
}

/** What can stand beside the words. */
export type ChapterView = Extract<View, 'sentence' | 'stage' | 'throughput' | 'errors' | 'cpu' | 'latency' | 'places'>

export interface Chapter {
  /** Its address: learn/ID.html. */
  id: string
  title: string
  /** One sentence: what a reader knows afterwards. */
  idea: string
  /** A link of the playground, without `#`: what stands beside the words. */
  link: string
  /** What stands beside the words, from top to bottom; the controls come after the first. */
  views: readonly ChapterView[]
  /** One or two; without a lane, all that have the parameter. */
  controls: readonly Control[]
  /** Two or three situations to choose from, the first of them that of `link`. */
  scenes?: readonly Scene[]
  /** Other runs the words speak of. */
  runs?: Readonly<Record<string, NamedRun>>
  /** Fleets the words speak of, by the names they have in the text; a day of each stands beside them, in place of views. */
  fleets?: Readonly<Record<string, NamedFleet>>
  question: Question
  /** Sentences that must be true of the model, by the name they have in the text. */
  claims: Readonly<Record<string, (figures: Figures, fleets: FleetFigures) => boolean>>
}
