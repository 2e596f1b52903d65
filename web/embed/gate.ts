/** Nothing is simulated that nobody sees: runs wait at a gate that is open while the figure is in sight and was started. */
import type { SimPool } from '../worker/sim-pool.ts'

export interface Gate {
  set(open: boolean): void
  /** Once the gate is open. Rejects with the signal's reason when that aborts first. */
  pass(signal: AbortSignal): Promise<void>
}

export function createGate(): Gate {
  let isOpen = false
  const waiting = new Set<() => void>()
  return {
    set(open) {
      isOpen = open
      if (!open) return
      for (const go of waiting) go()
      waiting.clear()
    },
    pass(signal) {
      if (signal.aborted) return Promise.reject(signal.reason)
      if (isOpen) return Promise.resolve()
      return new Promise((resolve, reject) => {
        waiting.add(resolve)
        signal.addEventListener(
          'abort',
          () => {
            waiting.delete(resolve)
            reject(signal.reason)
          },
          { once: true },
        )
      })
    },
  }
}

/** The pool behind the gate. */
export function behindGate(pool: SimPool, gate: Gate): SimPool {
  return {
    async runOnce(scenario, maxRequests, maxRows, signal) {
      await gate.pass(signal)
      return pool.runOnce(scenario, maxRequests, maxRows, signal)
    },
    async summarise(scenario, replications, signal) {
      await gate.pass(signal)
      return pool.summarise(scenario, replications, signal)
    },
    async fleet(scenario, trace, progress, signal) {
      await gate.pass(signal)
      return pool.fleet(scenario, trace, progress, signal)
    },
    async fleetFigures(scenario, trace, signal) {
      await gate.pass(signal)
      return pool.fleetFigures(scenario, trace, signal)
    },
    async readTrace(file, signal) {
      await gate.pass(signal)
      return pool.readTrace(file, signal)
    },
    async theory(scenario, signal) {
      await gate.pass(signal)
      return pool.theory(scenario, signal)
    },
  }
}
