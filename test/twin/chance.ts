/**
 * What is left to chance, decided by whoever runs the twin. `oneOf` draws from 0 to one less than its argument.
 */
export interface Chance {
  /** Which of so many processes with room accepts. */
  dispatch: (oneOf: number) => number
  /** The factor of a backoff, from [0, 1). */
  jitter: () => number
  /** From [0, 1): a client is slow when this is below the share of slow clients. */
  slowness: () => number
  /** From [0, 1): a request must not be repeated when this is below the share of such requests. */
  post: () => number
  /** How many requests a process answers on top of its `maxRequests`. */
  retirement: (oneOf: number) => number
  /** Which of so many processes the kernel kills for memory. */
  memory: (oneOf: number) => number
  /** How long a user thinks, and what its next request costs: CPU and I/O. */
  thought: () => number
  work: () => { cpuMs: number; ioMs: number }
  /** How long after each whole second the watchdog looks. */
  watchdogPhaseMs: number
}

export const LEFT_TO_NOTHING: Chance = {
  dispatch: () => 0,
  jitter: () => 1,
  slowness: () => 0,
  post: () => 0,
  retirement: () => 0,
  memory: () => 0,
  thought: () => 1000,
  work: () => ({ cpuMs: 0, ioMs: 0 }),
  watchdogPhaseMs: 0,
}
