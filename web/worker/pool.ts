/**
 * A pool of workers that cannot hang. Every call has an abort signal, an error path and a time limit:
 *
 * - a queued job whose signal aborts leaves the queue; a running one rejects at once, and its worker has `graceMs` to
 *   finish by itself before it is terminated (most runs take less, and a fresh worker costs more);
 * - a worker that fails to load, throws, is killed or does not answer rejects its call with `WorkerLost` and is
 *   replaced when the next job needs it. comlink alone would leave such a call pending for ever, because it listens to
 *   messages only;
 * - an answer that comes after its job was given up belongs to another job id and is dropped;
 * - interactive jobs go before background jobs. Where workers are `reserved` they take the interactive jobs, and only
 *   those; the others take the rest.
 *
 * It knows nothing of what the workers do beyond `hello`, which any live worker answers at once when it is idle.
 */
import { type Endpoint, type Remote, wrap } from 'comlink'
import * as texts from '#text/worker.ts'

/** The part of `Worker` the pool uses, so that tests can stand one up on a `MessageChannel`. */
export type PoolWorker = Endpoint & { terminate(): void }

export interface PoolApi {
  hello(): boolean
}

export interface PoolOptions {
  createWorker: () => PoolWorker
  size: number
  /** How many of them are for interactive jobs; with none, all do everything. */
  reserved: number
  /** How long an aborted job may go on before its worker is terminated. */
  graceMs: number
  /** How long a worker that has nothing else to do may take to answer `hello`; a fresh one has to load first. */
  hearingMs: number
  loadingMs: number
}

export interface JobOptions {
  signal: AbortSignal
  priority: 'interactive' | 'background'
  timeLimitMs: number
}

/** Into how many parts the patience with a silent worker is cut. */
const TICKS = 10

/** The worker failed to load, died, or stopped answering. The job may be tried again. */
export class WorkerLost extends Error {
  override name = 'WorkerLost'
}

/** The job took longer than its time limit; trying again would too. */
export class JobTooLong extends Error {
  override name = 'JobTooLong'
}

interface Job<Api> {
  id: number
  call: (api: Remote<Api>) => Promise<unknown>
  options: JobOptions
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

/** One place in the pool. Its worker comes with the first job and is replaced when it is lost. */
interface Slot<Api> {
  reserved: boolean
  worker: PoolWorker | null
  remote: Remote<Api> | null
  job: Job<Api> | null
  timers: Set<ReturnType<typeof setTimeout>>
}

export class WorkerPool<Api extends PoolApi> {
  readonly #options: PoolOptions
  readonly #slots: Slot<Api>[]
  readonly #queues: Record<JobOptions['priority'], Job<Api>[]> = { interactive: [], background: [] }
  #lastId = 0

  constructor(options: PoolOptions) {
    this.#options = options
    this.#slots = Array.from({ length: options.size }, (_, index) => ({
      reserved: index < options.reserved,
      worker: null,
      remote: null,
      job: null,
      timers: new Set(),
    }))
  }

  /**
   * Runs `call` on a free worker, in turn.
   *
   * @throws the signal's reason, `WorkerLost`, `JobTooLong`, or whatever the call itself throws.
   */
  run<T>(call: (api: Remote<Api>) => Promise<T>, options: JobOptions): Promise<T> {
    const { signal, priority } = options
    if (signal.aborted) return Promise.reject(signal.reason)
    return new Promise<T>((resolve, reject) => {
      const job: Job<Api> = { id: ++this.#lastId, call, options, resolve: resolve as Job<Api>['resolve'], reject }
      signal.addEventListener('abort', () => this.#abort(job), { once: true })
      this.#queues[priority].push(job)
      this.#dispatch()
    })
  }

  /** Terminates every worker and rejects every job. */
  close(): void {
    const gone = new WorkerLost(texts.closed)
    for (const queue of Object.values(this.#queues)) for (const job of queue.splice(0)) job.reject(gone)
    for (const slot of this.#slots) this.#lose(slot, gone)
  }

  #dispatch(): void {
    for (const slot of this.#slots) {
      if (slot.job) continue
      const job = this.#nextFor(slot)
      if (job) this.#start(slot, job)
    }
  }

  #nextFor({ reserved }: Slot<Api>): Job<Api> | undefined {
    const { interactive, background } = this.#queues
    if (this.#options.reserved > 0) return (reserved ? interactive : background).shift()
    return interactive.shift() ?? background.shift()
  }

  #start(slot: Slot<Api>, job: Job<Api>): void {
    slot.job = job
    const fresh = slot.worker === null
    try {
      slot.remote ??= this.#load(slot)
    } catch (error) {
      this.#lose(slot, new WorkerLost(texts.notStarted({ why: messageOf(error) })))
      return
    }
    const hearing = this.#afterListening(slot, fresh ? this.#options.loadingMs : this.#options.hearingMs, () =>
      this.#lose(slot, new WorkerLost(texts.silent)),
    )
    this.#after(slot, job.options.timeLimitMs, () =>
      this.#lose(slot, new JobTooLong(texts.tooLong({ seconds: job.options.timeLimitMs / 1000 }))),
    )
    const remote = slot.remote as Remote<Api> & { hello(): Promise<boolean> }
    remote.hello().then(() => this.#forget(slot, hearing), ignore)
    job.call(remote).then(
      value => this.#finish(slot, job, () => job.resolve(value)),
      error => this.#finish(slot, job, () => job.reject(error)),
    )
  }

  #load(slot: Slot<Api>): Remote<Api> {
    const worker = this.#options.createWorker()
    const lost = (event: unknown) => {
      if (slot.worker === worker) this.#lose(slot, new WorkerLost(texts.failed({ why: messageOf(event) })))
    }
    worker.addEventListener('error', lost as EventListener)
    worker.addEventListener('messageerror', lost as EventListener)
    slot.worker = worker
    return wrap<Api>(worker)
  }

  /** A late answer finds another job, or none, in its slot. */
  #finish(slot: Slot<Api>, job: Job<Api>, settle: () => void): void {
    if (slot.job !== job) return
    this.#clear(slot)
    settle()
    this.#dispatch()
  }

  #abort(job: Job<Api>): void {
    job.reject(job.options.signal.reason)
    const queue = this.#queues[job.options.priority]
    const position = queue.indexOf(job)
    if (position >= 0) queue.splice(position, 1)
    const slot = this.#slots.find(candidate => candidate.job === job)
    if (!slot) return
    this.#after(slot, this.#options.graceMs, () => this.#lose(slot, new WorkerLost(texts.givenUp)))
  }

  #lose(slot: Slot<Api>, reason: Error): void {
    const { job, worker } = slot
    slot.worker = null
    slot.remote = null
    this.#clear(slot)
    worker?.terminate()
    job?.reject(reason)
    this.#dispatch()
  }

  #clear(slot: Slot<Api>): void {
    slot.job = null
    for (const timer of slot.timers) clearTimeout(timer)
    slot.timers.clear()
  }

  #after(slot: Slot<Api>, ms: number, act: () => void): ReturnType<typeof setTimeout> {
    const timer = setTimeout(act, ms)
    slot.timers.add(timer)
    return timer
  }

  /** Like `#after`, of the time in which this thread listened: while it is busy itself, no worker is silent. */
  #afterListening(slot: Slot<Api>, ms: number, act: () => void): ReturnType<typeof setTimeout> {
    let heard = 0
    // However long a tick is late, it counts for one.
    const timer = setInterval(() => ++heard === TICKS && act(), ms / TICKS)
    slot.timers.add(timer)
    return timer
  }

  #forget(slot: Slot<Api>, timer: ReturnType<typeof setTimeout>): void {
    clearTimeout(timer)
    slot.timers.delete(timer)
  }
}

function ignore(): void {
  // What became of the worker is told by its job and by its error events.
}

function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message
  return typeof message === 'string' && message !== '' ? message : texts.noReason
}

/** A worker that was lost takes its job with it; the same scenario gives the same result on the next one. */
export async function onceMore<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error
    return attempt()
  }
}
