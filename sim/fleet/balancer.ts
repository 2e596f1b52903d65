/**
 * Which instance gets the next request.
 */
import type { Scenario } from '../scenario/scenario.ts'
import type { Instance } from './instance.ts'

export class Balancer {
  private turn = 0
  private readonly isRoundRobin: boolean

  constructor({ balancer }: Scenario['fleet']) {
    this.isRoundRobin = balancer === 'round-robin'
  }

  /** Whether it must know how every instance stands before it chooses. */
  get looks(): boolean {
    return !this.isRoundRobin
  }

  /** One of `serving`, which must not be empty. Where several are as good, they take turns. */
  choose(serving: readonly Instance[]): Instance {
    const first = this.turn++ % serving.length
    if (this.isRoundRobin) return serving[first]!
    let best = serving[first]!
    let least = best.outstanding()
    for (let step = 1; step < serving.length; step++) {
      const candidate = serving[(first + step) % serving.length]!
      const outstanding = candidate.outstanding()
      if (outstanding < least) {
        best = candidate
        least = outstanding
      }
    }
    return best
  }
}
