/**
 * nginx's cache of idle connections to its servers, as columns. A connection is a small integer while it is idle; they
 * stand in one list, that of the last answer last.
 */
import { NONE } from './requests.ts'

export class KeptConnections {
  /** Connection → the process at its other end, and how many requests it has carried. */
  readonly process: Int32Array
  readonly carried: Uint16Array
  /** Tells this time of idling from others. */
  readonly life: Float64Array
  /** Process → connections of its own that are idle, as far as it knows. */
  readonly idle: Int32Array
  /** Process → those of them that nginx has closed and the process has not noticed. */
  readonly unnoticed: Int32Array
  private readonly most: number
  private readonly order: Int32Array
  private readonly free: Int32Array
  private count = 0
  private lives = 0

  constructor(most: number, processes: number) {
    this.most = most
    this.process = new Int32Array(most)
    this.carried = new Uint16Array(most)
    this.life = new Float64Array(most).fill(NONE)
    this.order = new Int32Array(most)
    this.free = Int32Array.from({ length: most }, (_, connection) => connection)
    this.idle = new Int32Array(processes)
    this.unnoticed = new Int32Array(processes)
  }

  isFull(): boolean {
    return this.count === this.most
  }

  /** The one that has been idle for longest; there must be one. */
  oldest(): number {
    return this.order[0]
  }

  /** There must be room. */
  put(process: number, carried: number): number {
    const connection = this.free[this.count]
    this.order[this.count++] = connection
    this.process[connection] = process
    this.carried[connection] = carried
    this.life[connection] = this.lives++
    return connection
  }

  /** The one of the last answer to a process from `first` up to, not including, `end`; NONE when there is none. */
  latest(first: number, end: number): number {
    for (let at = this.count - 1; at >= 0; at--) {
      const process = this.process[this.order[at]]
      if (process >= first && process < end) return this.order[at]
    }
    return NONE
  }

  /** It is idle no longer. */
  remove(connection: number): void {
    const at = this.order.lastIndexOf(connection, this.count - 1)
    this.order.copyWithin(at, at + 1, this.count)
    this.free[--this.count] = connection
    this.life[connection] = NONE
  }
}
