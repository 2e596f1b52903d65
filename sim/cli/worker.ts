/**
 * One thread of a sweep, a plan or several fleets: takes a scenario, answers with its summary. See `thread-pool.ts`.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { summaryOf } from '../experiment/numbers-of.ts'
import { observe } from '../experiment/plan/observation.ts'
import { figuresOf } from '../fleet/figures.ts'
import { simulateFleet } from '../simulate-fleet.ts'
import type { WorkerData, WorkerReply, WorkerRequest } from './thread-pool.ts'

const { trace } = workerData as WorkerData

parentPort!.on('message', (request: WorkerRequest) => {
  parentPort!.postMessage(replyTo(request))
})

function replyTo({ run, scenario, instances, isFleet }: WorkerRequest): WorkerReply {
  try {
    if (isFleet) return { run, answer: figuresOf(simulateFleet(scenario, trace ? { trace } : {})) }
    if (instances !== undefined) return { run, answer: observe({ scenario, instances }, trace) }
    return { run, answer: summaryOf(scenario, trace ? { trace } : {}) }
  } catch (error) {
    return { run, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
