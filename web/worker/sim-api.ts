/**
 * What a worker can be asked, as plain functions: plain data in, plain data out, columns moved and not copied.
 * The type the page sees is derived from these functions; there is no second list to keep.
 */
import { fleet, fleetFigures } from './fleet-api.ts'
import { summarise, theory } from './many-runs-api.ts'
import { runApi } from './run-api.ts'
import { readTrace } from './trace-api.ts'

export { type LaneRun, runLane } from './run-api.ts'

export const simApi = { ...runApi, summarise, theory, fleet, fleetFigures, readTrace }

export type SimApi = typeof simApi
