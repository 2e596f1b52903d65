/**
 * First-come-first-served queues of requests, one for each owner (a process), linked through the requests themselves:
 * a request stands in one queue at a time.
 */
import { NONE, type Requests } from './requests.ts'

export class Queues {
  /** owner → first and last in its queue. */
  private readonly heads: Int32Array
  private readonly tails: Int32Array
  private readonly requests: Requests

  constructor(owners: number, requests: Requests) {
    this.heads = new Int32Array(owners).fill(NONE)
    this.tails = new Int32Array(owners).fill(NONE)
    this.requests = requests
  }

  isEmpty(owner: number): boolean {
    return this.heads[owner] === NONE
  }

  /** NONE when it is empty. */
  last(owner: number): number {
    return this.tails[owner]
  }

  join(owner: number, req: number): void {
    const tail = this.tails[owner]
    if (tail === NONE) this.heads[owner] = req
    else this.requests.next[tail] = req
    this.requests.next[req] = NONE
    this.tails[owner] = req
  }

  /** Removes the first of a queue and returns it; NONE when it is empty. */
  take(owner: number): number {
    const req = this.heads[owner]
    if (req === NONE) return NONE
    const next = this.requests.next[req]
    this.heads[owner] = next
    if (next === NONE) this.tails[owner] = NONE
    return req
  }

  clear(owner: number): void {
    this.heads[owner] = NONE
    this.tails[owner] = NONE
  }
}
