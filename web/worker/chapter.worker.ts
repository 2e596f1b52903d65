/** The worker of a chapter in an article: it has fleets and challenges, and no chart with theory in it. */
import { expose } from 'comlink'
import { fleet } from './fleet-api.ts'
import { summarise } from './many-runs-api.ts'
import { runApi } from './run-api.ts'

expose({ ...runApi, summarise, fleet })
