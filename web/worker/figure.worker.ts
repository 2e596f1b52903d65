import { expose } from 'comlink'
import { runApi } from './run-api.ts'

expose(runApi)
