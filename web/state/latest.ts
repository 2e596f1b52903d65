/**
 * Keeps only the newest of a stream of jobs. While one is running, the newest request waits and all between are
 * forgotten; a run that keeps it waiting too long is given up.
 */

/** Most runs of the page take a few milliseconds. Waiting this long for an outdated one costs less than a new worker. */
const PATIENCE_MS = 200

export interface Latest<Input> {
  request(input: Input): void
}

export interface LatestHandlers<Input, Output> {
  run: (input: Input, signal: AbortSignal) => Promise<Output>
  /** Called for every run that came to its end, also when a newer one is already waiting: its picture is good. */
  done: (input: Input, output: Output) => void
  failed: (input: Input, error: unknown) => void
}

export function createLatest<Input, Output>(handlers: LatestHandlers<Input, Output>): Latest<Input> {
  let active: AbortController | null = null
  let waiting: { input: Input } | null = null

  async function start(input: Input): Promise<void> {
    const controller = new AbortController()
    active = controller
    try {
      const output = await handlers.run(input, controller.signal)
      if (!controller.signal.aborted) handlers.done(input, output)
    } catch (error) {
      if (!controller.signal.aborted) handlers.failed(input, error)
    }
    active = null
    const next = waiting
    waiting = null
    if (next) void start(next.input)
  }

  return {
    request(input) {
      if (!active) {
        void start(input)
        return
      }
      const controller = active
      if (!waiting) setTimeout(() => controller.abort(), PATIENCE_MS)
      waiting = { input }
    },
  }
}
