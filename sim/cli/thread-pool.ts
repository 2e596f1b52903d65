/**
 * Runs simulations on all cores. Each thread works on one run at a time and gets the next when it answers; answers are
 * kept by the number of the run, so how many threads there are, and which is faster, changes nothing.
 *
 * A thread that dies (out of memory, a file that does not load) is replaced and its run tried once more.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { RunSummary } from '../experiment/metrics.ts'
import type { Observation, PlanRun } from '../experiment/plan/observation.ts'
import type { FleetFigures } from '../fleet/figures.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../simulate.ts'
import { Interrupted, type Observers, type Runs } from './io.ts'

export interface WorkerData {
  trace: Trace | null
}

/** With `instances` a plan asks, and is answered with an observation; a fleet with its figures; else it is a summary. */
export interface WorkerRequest {
  run: number
  scenario: Scenario
  instances?: number
  isFleet?: true
}

export type WorkerReply =
  | { run: number; answer: RunSummary | Observation | FleetFigures }
  | { run: number; error: string }

const MAX_TRIES = 2

/** Beside the built `prefork.js`. */
const WORKER_FILE = './worker.js'

function workerFile(): URL {
  return new URL(WORKER_FILE, import.meta.url)
}

/** See `Io.simulateAll`. `threads` and `workerUrl` are for tests. */
export async function simulateOnThreads(
  runs: Runs,
  onSettled: (done: number) => void,
  threads = availableParallelism(),
  workerUrl = workerFile(),
): Promise<RunSummary[]> {
  const requestAt = (run: number) => ({ run, scenario: runs.scenarioAt(run) })
  return answerOnce(new ThreadPool(runs.trace, workerUrl, threads), runs.count, requestAt, onSettled)
}

/** See `Io.simulateFleets`. */
export async function simulateFleetsOnThreads(runs: Runs, onSettled: (done: number) => void): Promise<FleetFigures[]> {
  const requestAt = (run: number) => ({ run, scenario: runs.scenarioAt(run), isFleet: true }) as const
  return answerOnce(new ThreadPool(runs.trace, workerFile(), availableParallelism()), runs.count, requestAt, onSettled)
}

async function answerOnce<A>(
  pool: ThreadPool,
  count: number,
  requestAt: (run: number) => WorkerRequest,
  onSettled: (done: number) => void,
): Promise<A[]> {
  try {
    return await pool.answerAll<A>(count, requestAt, onSettled)
  } finally {
    await pool.close()
  }
}

/** See `Io.observers`. */
export function observeOnThreads(trace: Trace | null): Observers {
  const pool = new ThreadPool(trace, workerFile(), availableParallelism())
  return {
    observeAll: (runs: readonly PlanRun[]) =>
      pool.answerAll<Observation>(
        runs.length,
        run => ({ run, ...runs[run]! }),
        () => {},
      ),
    close: () => pool.close(),
  }
}

interface Batch {
  count: number
  next: number
  done: number
  answers: unknown[]
  requestAt: (run: number) => WorkerRequest
  onSettled: (done: number) => void
  resolve: () => void
  reject: (error: Error) => void
}

/** Threads that are started with the first runs and stay until the pool is closed. One batch at a time. */
class ThreadPool {
  private readonly workerData: WorkerData
  private readonly workerUrl: URL
  private readonly threads: number
  private readonly workers = new Set<Worker>()
  private readonly idle: ((run: number) => void)[] = []
  private batch: Batch | null = null

  constructor(trace: Trace | null, workerUrl: URL, threads: number) {
    this.workerData = { trace }
    this.workerUrl = workerUrl
    this.threads = threads
  }

  async answerAll<A>(
    count: number,
    requestAt: (run: number) => WorkerRequest,
    onSettled: (done: number) => void,
  ): Promise<A[]> {
    if (count === 0) return []
    const interrupt = () => this.batch?.reject(new Interrupted())
    process.once('SIGINT', interrupt)
    try {
      return await new Promise<A[]>((resolve, reject) => {
        const answers: A[] = []
        this.batch = { count, next: 0, done: 0, answers, requestAt, onSettled, resolve: () => resolve(answers), reject }
        for (const take of this.idle.splice(0, count)) take(this.takeRun())
        while (this.workers.size < Math.min(this.threads, count) && this.batch.next < count) {
          this.startWorker(this.takeRun(), 1)
        }
      })
    } finally {
      this.batch = null
      process.removeListener('SIGINT', interrupt)
    }
  }

  async close(): Promise<void> {
    const workers = [...this.workers]
    this.workers.clear()
    await Promise.all(workers.map(worker => worker.terminate()))
  }

  /** A thread that begins with one run, for the `tries`-th time, and goes on with whatever is next. */
  private startWorker(firstRun: number, tries: number): void {
    const worker = new Worker(this.workerUrl, { workerData: this.workerData })
    let run: number | null = null
    let triesOfRun = tries
    let cause: Error | null = null
    const begin = (next: number) => {
      run = next
      worker.postMessage(this.batch!.requestAt(next))
    }
    this.workers.add(worker)
    worker.on('message', (reply: WorkerReply) => {
      if (this.batch === null) return
      if ('error' in reply) return this.batch.reject(new Error(`run ${run} failed: ${reply.error}`))
      const next = this.takeRun()
      triesOfRun = 1
      run = null
      if (next < this.batch.count) begin(next)
      else this.idle.push(begin)
      this.settle(reply.run, reply.answer)
    })
    worker.on('error', error => {
      cause = error
    })
    worker.on('exit', () => {
      const at = this.idle.indexOf(begin)
      if (at >= 0) this.idle.splice(at, 1)
      if (!this.workers.delete(worker) || run === null) return
      if (triesOfRun < MAX_TRIES) return this.startWorker(run, triesOfRun + 1)
      this.batch?.reject(
        new Error(`run ${run} brought its thread down ${MAX_TRIES} times${cause ? `: ${cause.message}` : ''}`),
      )
    })
    begin(firstRun)
  }

  private settle(run: number, answer: unknown): void {
    const { batch } = this
    if (batch === null) return
    batch.answers[run] = answer
    batch.done++
    batch.onSettled(batch.done)
    if (batch.done === batch.count) batch.resolve()
  }

  /** The next run, or the count of runs when all are taken. */
  private takeRun(): number {
    const batch = this.batch!
    return batch.next < batch.count ? batch.next++ : batch.count
  }
}
