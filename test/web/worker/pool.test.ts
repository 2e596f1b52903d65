import { expose } from 'comlink'
import { afterEach, describe, expect, it } from 'vitest'
import { JobTooLong, type PoolOptions, type PoolWorker, WorkerLost, WorkerPool } from '../../../web/worker/pool.ts'

/** A worker on a MessageChannel: its api runs in this thread, and it can be made to die in each of the known ways. */
class FakeWorker {
  readonly #channel = new MessageChannel()
  readonly #listeners: { type: string; listener: EventListener }[] = []
  terminated = false
  readonly log: string[] = []
  readonly gates = new Map<string, (value: string) => void>()

  constructor(loads: 'loads' | 'is deaf' | 'fails to load' = 'loads') {
    if (loads === 'loads') expose(this.api, this.#channel.port2)
    if (loads === 'fails to load') setTimeout(() => this.emit('error', { message: 'script not found' }), 1)
  }

  readonly api = {
    hello: () => true,
    work: (name: string) => {
      this.log.push(name)
      return new Promise<string>(resolve => this.gates.set(name, resolve))
    },
    fail: (message: string): string => {
      throw new RangeError(message)
    },
  }

  emit(type: string, event: unknown) {
    for (const entry of this.#listeners) if (entry.type === type) entry.listener(event as Event)
  }

  terminate() {
    this.terminated = true
    this.#channel.port1.close()
  }

  /** Dies without an event, as a worker does that calls `close()`. */
  vanish() {
    this.#channel.port2.close()
  }

  postMessage(message: unknown, transfer: Transferable[] = []) {
    if (!this.terminated) this.#channel.port1.postMessage(message, transfer)
  }

  addEventListener(type: string, listener: EventListener) {
    if (type === 'message') this.#channel.port1.addEventListener(type, listener)
    else this.#listeners.push({ type, listener })
  }

  removeEventListener(type: string, listener: EventListener) {
    this.#channel.port1.removeEventListener(type, listener)
  }

  start() {
    this.#channel.port1.start()
  }
}

type Api = FakeWorker['api']
type Loading = 'loads' | 'is deaf' | 'fails to load'

let open: WorkerPool<Api> | null = null
afterEach(() => open?.close())

function stand(options: Partial<PoolOptions> = {}, loading: Loading[] = []) {
  const workers: FakeWorker[] = []
  const pool = new WorkerPool<Api>({
    createWorker: () => {
      const worker = new FakeWorker(loading[workers.length] ?? 'loads')
      workers.push(worker)
      return worker as unknown as PoolWorker
    },
    size: 1,
    reserved: 0,
    graceMs: 20,
    hearingMs: 1000,
    loadingMs: 1000,
    ...options,
  })
  open = pool
  const never = new AbortController().signal
  const ask = (name: string, over: { signal?: AbortSignal; priority?: 'background'; timeLimitMs?: number } = {}) =>
    pool.run<string>(api => api.work(name) as Promise<string>, {
      signal: never,
      priority: 'interactive',
      timeLimitMs: 5000,
      ...over,
    })
  return { pool, workers, ask }
}

/** Waits until `ready()` holds; the test's own time limit ends it otherwise. */
async function until(ready: () => boolean) {
  while (!ready()) await new Promise(resolve => setTimeout(resolve, 1))
}

describe('a pool of workers', () => {
  it('returns what the worker answers, and uses it again', async () => {
    const { workers, ask } = stand()
    const first = ask('a')
    await until(() => workers[0]?.gates.has('a') === true)
    workers[0]?.gates.get('a')?.('done a')
    await expect(first).resolves.toBe('done a')
    const second = ask('b')
    await until(() => workers[0]?.gates.has('b') === true)
    workers[0]?.gates.get('b')?.('done b')
    await expect(second).resolves.toBe('done b')
    expect(workers).toHaveLength(1)
  })

  it('lets a queued job leave without touching the worker', async () => {
    const { workers, ask } = stand()
    const running = ask('a')
    const leave = new AbortController()
    const queued = ask('b', { signal: leave.signal })
    await until(() => workers[0]?.gates.has('a') === true)
    leave.abort()
    await expect(queued).rejects.toMatchObject({ name: 'AbortError' })
    workers[0]?.gates.get('a')?.('done')
    await expect(running).resolves.toBe('done')
    expect(workers[0]?.log).toEqual(['a'])
    expect(workers[0]?.terminated).toBe(false)
  })

  it('rejects at once when a running job is aborted, and terminates a worker that does not come to an end', async () => {
    const { workers, ask } = stand()
    const leave = new AbortController()
    const running = ask('a', { signal: leave.signal })
    await until(() => workers[0]?.gates.has('a') === true)
    leave.abort()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    const next = ask('b')
    await until(() => workers[1]?.gates.has('b') === true)
    expect(workers[0]?.terminated).toBe(true)
    workers[1]?.gates.get('b')?.('from a new worker')
    await expect(next).resolves.toBe('from a new worker')
  })

  it('keeps the worker of an aborted job that ends within the grace time, and drops its late answer', async () => {
    const { workers, ask } = stand({ graceMs: 2000 })
    const leave = new AbortController()
    const running = ask('a', { signal: leave.signal })
    await until(() => workers[0]?.gates.has('a') === true)
    leave.abort()
    const next = ask('b')
    workers[0]?.gates.get('a')?.('late')
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    await until(() => workers[0]?.gates.has('b') === true)
    workers[0]?.gates.get('b')?.('b')
    await expect(next).resolves.toBe('b')
    expect(workers).toHaveLength(1)
  })

  it('refuses a job whose signal has already aborted', async () => {
    const { workers, ask } = stand()
    await expect(ask('a', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
    expect(workers).toHaveLength(0)
  })

  it('rejects when a worker fails to load, and tries a new worker for the next job', async () => {
    const { workers, ask } = stand({}, ['fails to load'])
    await expect(ask('a')).rejects.toThrow('A worker failed: script not found')
    const next = ask('b')
    await until(() => workers[1]?.gates.has('b') === true)
    workers[1]?.gates.get('b')?.('b')
    await expect(next).resolves.toBe('b')
  })

  it('rejects when a worker cannot be constructed', async () => {
    const { ask } = stand({
      createWorker: () => {
        throw new Error('blocked by policy')
      },
    })
    await expect(ask('a')).rejects.toThrow('A worker could not be started: blocked by policy')
  })

  it('rejects when a worker loads but never answers', async () => {
    const { ask } = stand({ loadingMs: 20 }, ['is deaf'])
    await expect(ask('a')).rejects.toThrow(WorkerLost)
  })

  it.each(['error', 'messageerror'])('rejects and replaces a worker that dies in a run with %s', async type => {
    const { workers, ask } = stand()
    const running = ask('a')
    await until(() => workers[0]?.gates.has('a') === true)
    workers[0]?.emit(type, { message: 'out of memory' })
    await expect(running).rejects.toThrow('A worker failed: out of memory')
    const next = ask('b')
    await until(() => workers[1]?.gates.has('b') === true)
    workers[1]?.gates.get('b')?.('b')
    await expect(next).resolves.toBe('b')
  })

  it('notices a worker that vanished without an event', async () => {
    const { workers, ask } = stand({ hearingMs: 20 })
    const first = ask('a')
    await until(() => workers[0]?.gates.has('a') === true)
    workers[0]?.gates.get('a')?.('a')
    await first
    workers[0]?.vanish()
    await expect(ask('b')).rejects.toThrow('A worker stopped answering.')
    const next = ask('c')
    await until(() => workers[1]?.gates.has('c') === true)
    workers[1]?.gates.get('c')?.('c')
    await expect(next).resolves.toBe('c')
  })

  it('takes no worker for silent while the page itself is too busy to hear it', async () => {
    const { workers, ask } = stand({ hearingMs: 20, loadingMs: 20 })
    const running = ask('a')
    const busyUntil = performance.now() + 40
    while (performance.now() < busyUntil);
    await until(() => workers[0]?.gates.has('a') === true)
    workers[0]?.gates.get('a')?.('a')
    await expect(running).resolves.toBe('a')
  })

  it('ends a job that takes longer than its time limit', async () => {
    const { workers, ask } = stand()
    await expect(ask('a', { timeLimitMs: 20 })).rejects.toThrow(JobTooLong)
    expect(workers[0]?.terminated).toBe(true)
  })

  it('hands on what the call itself throws, and keeps the worker', async () => {
    const { pool, workers } = stand()
    const signal = new AbortController().signal
    const call = pool.run<string>(api => api.fail('no trace') as unknown as Promise<string>, {
      signal,
      priority: 'interactive',
      timeLimitMs: 5000,
    })
    await expect(call).rejects.toThrow('no trace')
    expect(workers[0]?.terminated).toBe(false)
  })

  it('serves interactive jobs before background jobs', async () => {
    const { workers, ask } = stand()
    const jobs = [ask('first'), ask('sweep', { priority: 'background' }), ask('slider')]
    for (const name of ['first', 'slider', 'sweep']) {
      await until(() => workers[0]?.gates.has(name) === true)
      workers[0]?.gates.get(name)?.(name)
    }
    await Promise.all(jobs)
    expect(workers[0]?.log).toEqual(['first', 'slider', 'sweep'])
  })

  it('keeps a reserved worker free of background jobs', async () => {
    const { workers, ask } = stand({ size: 2, reserved: 1 })
    const jobs = [ask('s1', { priority: 'background' }), ask('s2', { priority: 'background' }), ask('slider')]
    await until(() => workers.some(worker => worker.gates.has('slider')))
    expect(workers.flatMap(worker => worker.log).sort()).toEqual(['s1', 'slider'])
    for (const name of ['slider', 's1', 's2']) {
      await until(() => workers.some(worker => worker.gates.has(name)))
      for (const worker of workers) worker.gates.get(name)?.(name)
    }
    await expect(Promise.all(jobs)).resolves.toEqual(['s1', 's2', 'slider'])
  })

  it('rejects everything when it is closed', async () => {
    const { pool, ask } = stand()
    const jobs = [ask('a'), ask('b')]
    pool.close()
    for (const job of jobs) await expect(job).rejects.toThrow('The pool was closed.')
  })
})
