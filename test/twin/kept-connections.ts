/**
 * nginx's cache of idle connections to its servers: the section *Keep-alive* of the rules. What a process does when one
 * of its connections ends is up to the server.
 */
import type { Worker } from './worker.ts'

/** An open connection on which nothing is asked for. */
export interface KeptConnection {
  server: number
  worker: Worker
  /** Requests that it has carried. */
  carried: number
  /** Whose it is, where there is no proxy. */
  user: number | null
}

export class KeptConnections {
  /** That of the last answer first. */
  private cache: KeptConnection[] = []
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  /** The first to a server; it is idle no longer. */
  take(server: number): KeptConnection | undefined {
    const found = this.cache.find(connection => connection.server === server)
    if (found) this.remove(found)
    return found
  }

  /** Puts one at the head; returns the one that has to make room. */
  put(connection: KeptConnection): KeptConnection | undefined {
    const last = this.cache.length === this.most ? this.cache.pop() : undefined
    this.cache.unshift(connection)
    return last
  }

  has(connection: KeptConnection): boolean {
    return this.cache.includes(connection)
  }

  remove(connection: KeptConnection): void {
    this.cache = this.cache.filter(other => other !== connection)
  }
}
