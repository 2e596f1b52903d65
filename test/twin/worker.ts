import type { KeptConnection } from './kept-connections.ts'
import { Process } from './machine.ts'
import type { Request } from './request.ts'

/** A worker process of the server: its threads, and the requests that are its own. */
export class Worker extends Process {
  /** It accepts nothing: it retires, or it is away. */
  isClosed = false
  /** It is there. One that retires still is. */
  isUp = true
  freeThreads = 0
  /** Of a main thread that accepts one by one: the request whose new thread it waits for. */
  starting: Request | null = null
  /** Its main thread stands in the line for the interpreter. */
  isAccepting = false
  /** Requests it has accepted and not yet done with, in order of acceptance. */
  holds: Request[] = []
  /** Its connections on which nothing is asked for. */
  idle: KeptConnection[] = []
  /** Those of the requests that wait for a thread. */
  inside: Request[] = []
  /** Requests answered in this life, and how many a life lasts. */
  answered = 0
  answersAtMost = Number.POSITIVE_INFINITY
}
