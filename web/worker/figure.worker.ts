/** A figure's worker knows no fleet. */
import { expose } from 'comlink'
import { summarise, theory } from './many-runs-api.ts'
import { runApi } from './run-api.ts'

expose({ ...runApi, summarise, theory })
