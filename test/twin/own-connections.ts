/**
 * Connections of users on which nothing is asked for: *Clients' own* in the section *Keep-alive* of the rules. Who closes
 * them, and what becomes of the other end, is up to the caller.
 */
import type { KeptConnection } from './kept-connections.ts'

export interface OwnConnection {
  user: number
  /** Requests that it has carried. */
  carried: number
  /** To a server without a proxy: the process at the other end. */
  kept: KeptConnection | null
}

export class OwnConnections {
  /** That which has been idle for longest first. */
  private readonly idle: OwnConnection[] = []

  of(user: number): OwnConnection | undefined {
    return this.idle.find(connection => connection.user === user)
  }

  add(connection: OwnConnection): void {
    this.idle.push(connection)
  }

  has(connection: OwnConnection): boolean {
    return this.idle.includes(connection)
  }

  remove(connection: OwnConnection): void {
    this.idle.splice(this.idle.indexOf(connection), 1)
  }

  /** Those that nginx closes when it is short of connections. */
  toDrain(): OwnConnection[] {
    const anEighth = Math.floor(this.idle.length / 8)
    return this.idle.slice(0, anEighth < 1 ? 1 : anEighth > 32 ? 32 : anEighth)
  }
}
