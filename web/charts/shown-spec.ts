/** The chart that is being drawn, for whatever stands inside its frame: a new one does not draw the frame again. */
import { createContext, use } from 'react'
import type { PlotSpec } from './plot-spec.ts'

export const ShownSpec = createContext<PlotSpec | null>(null)

/** @throws Error outside of a `ShownSpec`. */
export function useSpec(): PlotSpec {
  const spec = use(ShownSpec)
  if (!spec) throw new Error('There is no chart here.')
  return spec
}
