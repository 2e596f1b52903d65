/** The worker of a chapter in an article: it has fleets and challenges, and no chart with theory in it. */
import { expose } from 'comlink'
import { runApi } from './run-api.ts'
import { fleet, summarise } from './sim-api.ts'

expose({ ...runApi, summarise, fleet })
