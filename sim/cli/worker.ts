/**
 * One thread of a sweep: takes a scenario, answers with its summary. See `thread-pool.ts`.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { summariseRun } from '../experiment/metrics.ts'
import { simulate } from '../simulate.ts'
import type { WorkerData, WorkerReply, WorkerRequest } from './thread-pool.ts'

const { trace } = workerData as WorkerData

parentPort!.on('message', ({ run, scenario }: WorkerRequest) => {
  parentPort!.postMessage(replyTo(run, scenario))
})

function replyTo(run: number, scenario: WorkerRequest['scenario']): WorkerReply {
  try {
    return { run, summary: summariseRun(simulate(scenario, trace ? { trace, series: false } : { series: false })) }
  } catch (error) {
    return { run, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
