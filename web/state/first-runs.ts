/** The lanes that a page opens with, which stand in its markup: its script would know them only once all of it is there. */
import type { Scenario } from '../../sim/scenario/scenario.ts'

export const FIRST_RUNS = 'first-runs'

/** None where the link asks for something else, or the page has none. */
export function firstRuns(): Scenario[] {
  const isLinked = document.documentElement.dataset.linked !== undefined
  const text = isLinked ? null : document.getElementById(FIRST_RUNS)?.textContent
  return text ? JSON.parse(text) : []
}
