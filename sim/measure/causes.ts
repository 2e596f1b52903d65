/**
 * Why requests failed, where the outcome alone does not say: several causes look alike to a client, and the logs tell
 * them apart. What a cause is called is left to whoever tells it.
 */
import type { Result } from './result.ts'

export type Cause =
  /** A worker took too long over one request and was killed, with all it held. */
  | 'watchdog'
  /** The kernel killed a worker because the memory was full. */
  | 'outOfMemory'
  /** nginx had none of its `worker_connections` left. */
  | 'noConnection'
  /** A unix socket whose accept queue is full refuses at once. */
  | 'queueFull'
  /** nginx had left all its servers out, or tried all of them. */
  | 'noLiveUpstream'
  /** The kernel gave a connection up that the accept queue had no place for. */
  | 'kernelReset'

/** Outcomes that have more than one cause. */
export type Ambiguous = '500' | '502' | 'reset'

/** The most frequent cause of one outcome in a run that had it. */
export function causeOf(outcome: Ambiguous, { log, scenario }: Result): Cause {
  const killer = log.outOfMemory > log.workersKilled ? 'outOfMemory' : 'watchdog'
  if (outcome === '500') {
    const isAnswered = scenario.server.killAnswer === '500' && log.workersKilled > 0
    return isAnswered && log.workersKilled >= log.workerConnections ? 'watchdog' : 'noConnection'
  }
  if (outcome === 'reset' && scenario.proxy.kind === 'nginx') return 'noConnection'
  const most = Math.max(log.refused, log.premature, log.reset, log.noLiveUpstreams)
  if (most > 0 && most === log.noLiveUpstreams) return 'noLiveUpstream'
  if (most === log.refused) return 'queueFull'
  return most === log.premature ? killer : 'kernelReset'
}
