import { expose } from 'comlink'
import { simApi } from './sim-api.ts'

expose(simApi)
