/**
 * Open connections on which nothing is asked for, as columns. A connection is a small integer; the idle ones stand in one
 * list, that of the last answer last.
 */
import { NONE } from './requests.ts'

export class IdleConnections {
  /** How many are idle. */
  count = 0
  /** Connection → how many requests it has carried. */
  readonly carried: Int32Array
  /** Connection → tells this time of idling from others; NONE while it is not idle. */
  readonly life: Float64Array
  /** Connection → the next and the one before in the list; both of its ends are `end`. */
  private readonly next: Int32Array
  private readonly previous: Int32Array
  private readonly end: number
  private lives = 0

  constructor(most: number) {
    this.carried = new Int32Array(most)
    this.life = new Float64Array(most).fill(NONE)
    this.next = new Int32Array(most + 1).fill(most)
    this.previous = new Int32Array(most + 1).fill(most)
    this.end = most
  }

  isIdle(connection: number): boolean {
    return this.life[connection] !== NONE
  }

  /** The one that has been idle for longest; there must be one. */
  oldest(): number {
    return this.next[this.end]
  }

  /** The one that was added last; NONE when there is none. */
  newest(): number {
    return this.before(this.end)
  }

  /** The one that was added before this one; NONE when there is none. */
  before(connection: number): number {
    const previous = this.previous[connection]
    return previous === this.end ? NONE : previous
  }

  /** A connection begins to idle. */
  add(connection: number, carried: number): void {
    const { next, previous, end } = this
    const last = previous[end]
    next[last] = connection
    previous[connection] = last
    next[connection] = end
    previous[end] = connection
    this.carried[connection] = carried
    this.life[connection] = this.lives++
    this.count++
  }

  /** It is idle no longer. */
  remove(connection: number): void {
    const { next, previous } = this
    next[previous[connection]] = next[connection]
    previous[next[connection]] = previous[connection]
    this.life[connection] = NONE
    this.count--
  }
}
