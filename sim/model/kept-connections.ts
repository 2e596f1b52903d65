/**
 * Idle connections to processes: those in nginx's cache, or those of users who speak to the server themselves.
 */
import { IdleConnections } from './idle-connections.ts'
import { NONE } from './requests.ts'

export class KeptConnections extends IdleConnections {
  /** Connection → the process at its other end. */
  readonly process: Int32Array
  /** Process → connections of its own that are idle, as far as it knows. */
  readonly idle: Int32Array
  /** Process → those of them that nginx has closed and the process has not noticed. */
  readonly unnoticed: Int32Array
  private readonly most: number
  private readonly unused: Int32Array

  constructor(most: number, processes: number) {
    super(most)
    this.most = most
    this.process = new Int32Array(most)
    this.unused = Int32Array.from({ length: most }, (_, connection) => connection)
    this.idle = new Int32Array(processes)
    this.unnoticed = new Int32Array(processes)
  }

  isFull(): boolean {
    return this.count === this.most
  }

  /** A number for one that will be added next, where all are numbered so; there must be room. */
  number(): number {
    return this.unused[this.count]
  }

  /** The one of the last answer to a process from `first` up to, not including, `end`; NONE when there is none. */
  latest(first: number, end: number): number {
    for (let connection = this.newest(); connection !== NONE; connection = this.before(connection)) {
      const process = this.process[connection]
      if (process >= first && process < end) return connection
    }
    return NONE
  }

  override remove(connection: number): void {
    super.remove(connection)
    this.unused[this.count] = connection
  }
}
