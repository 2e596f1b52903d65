/**
 * Runs simulations on all cores. Each thread works on one run at a time and gets the next when it answers; results are
 * kept by the number of the run, so how many threads there are, and which is faster, changes nothing.
 *
 * A thread that dies (out of memory, a file that does not load) is replaced and its run tried once more.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { RunSummary } from '../experiment/metrics.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../simulate.ts'
import { Interrupted, type Runs } from './io.ts'

export interface WorkerData {
  trace: Trace | null
}

export interface WorkerRequest {
  run: number
  scenario: Scenario
}

export type WorkerReply = { run: number; summary: RunSummary } | { run: number; error: string }

const MAX_TRIES = 2

/** Beside the built `prefork.js`. */
const WORKER_FILE = './worker.js'

/** See `Io.simulateAll`. `threads` and `workerUrl` are for tests. */
export function simulateOnThreads(
  runs: Runs,
  onSettled: (done: number) => void,
  threads = availableParallelism(),
  workerUrl = new URL(WORKER_FILE, import.meta.url),
): Promise<RunSummary[]> {
  const pool = new ThreadPool(runs, onSettled, workerUrl)
  return pool.run(Math.min(threads, runs.count))
}

class ThreadPool {
  private readonly runs: Runs
  private readonly onSettled: (done: number) => void
  private readonly workerUrl: URL
  private readonly summaries: RunSummary[] = []
  private readonly workers = new Set<Worker>()
  private nextRun = 0
  private done = 0
  private resolve: (summaries: RunSummary[]) => void = () => {}
  private reject: (error: Error) => void = () => {}

  constructor(runs: Runs, onSettled: (done: number) => void, workerUrl: URL) {
    this.runs = runs
    this.onSettled = onSettled
    this.workerUrl = workerUrl
  }

  async run(threads: number): Promise<RunSummary[]> {
    if (this.runs.count === 0) return []
    const interrupt = () => this.reject(new Interrupted())
    process.once('SIGINT', interrupt)
    try {
      return await new Promise((resolve, reject) => {
        this.resolve = resolve
        this.reject = reject
        for (let thread = 0; thread < threads; thread++) this.startWorker(this.takeRun(), 1)
      })
    } finally {
      process.removeListener('SIGINT', interrupt)
      await this.stop()
    }
  }

  /** A thread that begins with one run, for the `tries`-th time, and goes on with whatever is next. */
  private startWorker(firstRun: number, tries: number): void {
    const workerData: WorkerData = { trace: this.runs.trace }
    const worker = new Worker(this.workerUrl, { workerData })
    let run = firstRun
    let triesOfRun = tries
    let cause: Error | null = null
    this.workers.add(worker)
    worker.on('message', (reply: WorkerReply) => {
      if ('error' in reply) return this.reject(new Error(`run ${run} failed: ${reply.error}`))
      this.settle(run, reply.summary)
      triesOfRun = 1
      run = this.takeRun()
      if (run < this.runs.count) this.send(worker, run)
    })
    worker.on('error', error => {
      cause = error
    })
    worker.on('exit', () => {
      if (!this.workers.delete(worker) || run >= this.runs.count) return
      if (triesOfRun < MAX_TRIES) return this.startWorker(run, triesOfRun + 1)
      this.reject(
        new Error(`run ${run} brought its thread down ${MAX_TRIES} times${cause ? `: ${cause.message}` : ''}`),
      )
    })
    this.send(worker, run)
  }

  private send(worker: Worker, run: number): void {
    const request: WorkerRequest = { run, scenario: this.runs.scenarioAt(run) }
    worker.postMessage(request)
  }

  private settle(run: number, summary: RunSummary): void {
    this.summaries[run] = summary
    this.done++
    this.onSettled(this.done)
    if (this.done === this.runs.count) this.resolve(this.summaries)
  }

  /** The next run, or the count of runs when all are taken. */
  private takeRun(): number {
    return this.nextRun < this.runs.count ? this.nextRun++ : this.runs.count
  }

  private async stop(): Promise<void> {
    const workers = [...this.workers]
    this.workers.clear()
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}
