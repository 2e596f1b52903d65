/** A figure's worker knows no fleet. */
import { expose } from 'comlink'
import { runApi } from './run-api.ts'
import { summarise, theory } from './sim-api.ts'

expose({ ...runApi, summarise, theory })
