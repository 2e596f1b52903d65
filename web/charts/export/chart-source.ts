/** What the charts of a section were computed from, for their exported copies. Without it they cannot be exported. */
import { createContext } from 'react'

export interface ChartSource {
  /** The settings, a line for each lane. */
  settings: () => string[]
  /** An address that opens them. */
  link: () => string
}

export const ChartSource = createContext<ChartSource | null>(null)
