/**
 * What each outcome is called, and what an engineer would find in the logs.
 */
import type { OutcomeName } from '../measure/outcomes.ts'
import type { Result } from '../measure/result.ts'

export const OUTCOME_WORDS: Readonly<Record<OutcomeName, string>> = {
  '200': 'OK',
  '500': 'Internal Server Error, no worker answered',
  '502': 'Bad Gateway, the server refused or closed the connection',
  '504': 'Gateway Timeout, nginx gave up waiting',
  timeout: 'the client left before there was an answer',
  refused: 'connection refused',
  reset: 'connection closed without an answer',
}

/** In the words of the software that writes the line. */
export const LOG_WORDS: Readonly<Record<keyof Result['log'], string>> = {
  connectTimedOut: 'nginx: upstream timed out while connecting to upstream',
  readTimedOut: 'nginx: upstream timed out while reading response header from upstream',
  refused: 'nginx: connect() to upstream failed',
  premature: 'nginx: upstream prematurely closed connection',
  workerConnections: 'nginx: worker_connections are not enough',
  clientLeft: 'nginx: status 499, the client closed the connection',
  synDropped: 'kernel: SYN dropped, the accept queue was full (ListenOverflows)',
  halfOpen: 'kernel: connection half open, nginx holds it for made and the server does not',
  reset: 'nginx: recv() failed, connection reset by peer',
  noLiveUpstreams: 'nginx: no live upstreams while connecting to upstream',
  passedOn: 'nginx: passed on to the next upstream',
  workersKilled: 'server: worker killed by its watchdog',
  outOfMemory: 'kernel: Out of memory, killed a worker',
}
