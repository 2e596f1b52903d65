/** What the dashed lines of a sweep are: which formula, where its assumptions hold, and which of them break. */
import { theory as texts } from '#text/across.ts'
import type { TheoryBeside } from '../../sim/theory/beside.ts'
import type { SweepRun } from '../state/sweep-cells.ts'
import { pointWords } from './setting-axis.ts'

export interface TheoryTold {
  lane: number
  name: string
  /** The formulas along the axis, and where all that they take for granted is so. */
  text: string
  /** Where the settings are now, and what breaks there. */
  at: string
  broken: readonly string[]
  /** All points at which anything breaks. */
  points: { at: string; broken: readonly string[] }[]
}

interface Point {
  x: number
  theory: TheoryBeside
}

/** One entry for each line that has a point by now. */
export function theoryTold(run: SweepRun): TheoryTold[] {
  const { lines, parameter } = run
  return lines.flatMap(({ lane, name, now, hasIt }, line) => {
    const points = run.cells
      .flatMap(({ line: of, x, theory }): Point[] => (of === line && theory ? [{ x, theory }] : []))
      .sort((a, b) => a.x - b.x)
    const here = nearest(points, hasIt ? now[0]! : Number.NaN)
    if (!here) return []
    const words = (x: number) => pointWords(parameter, x)
    return {
      lane,
      name,
      text: `${formulasOf(points)} ${whereItHolds(points, words)}`,
      at: words(here.x),
      broken: here.theory.broken,
      points: points
        .filter(({ theory }) => theory.broken.length > 0)
        .map(({ x, theory }) => ({ at: words(x), broken: theory.broken })),
    }
  })
}

function nearest(points: readonly Point[], value: number): Point | undefined {
  return [...points].sort((a, b) => Math.abs(a.x - value) - Math.abs(b.x - value))[0]
}

function formulasOf(points: readonly Point[]): string {
  const labels = [...new Set(points.map(({ theory }) => theory.formula?.label ?? texts.noFormula))]
  return texts.formulas({ formulas: labels })
}

function whereItHolds(points: readonly Point[], words: (x: number) => string): string {
  const holding = points.filter(({ theory }) => theory.broken.length === 0)
  const [first, last] = [holding[0], holding.at(-1)]
  if (!first || !last) return texts.holdsNowhere
  if (holding.length === points.length) return texts.holdsEverywhere
  if (holding.length === 1) return texts.holdsAtOne({ at: words(first.x) })
  const from = points.indexOf(first)
  const isRun = points.slice(from, from + holding.length).every(({ theory }) => theory.broken.length === 0)
  if (!isRun) return texts.holdsAt({ at: holding.map(({ x }) => words(x)) })
  return texts.holdsFrom({ from: words(first.x), to: words(last.x) })
}
