import { expose } from 'comlink'
import { planApi } from './plan-api.ts'

expose(planApi)
