/**
 * Which of several servers nginx turns to: the section *Upstreams* of the rules.
 */
import type { Scenario } from '../../sim/scenario/scenario.ts'

interface Server {
  fails: number
  current: number
  effective: number
  accessed: number
  checked: number
}

const NEVER = Number.NEGATIVE_INFINITY

export class Upstreams {
  private readonly proxy: Scenario['proxy']
  private readonly servers: Server[]

  constructor(proxy: Scenario['proxy'], count: number) {
    this.proxy = proxy
    this.servers = Array.from({ length: count }, () => {
      return { fails: 0, current: 0, effective: 1, accessed: NEVER, checked: NEVER }
    })
  }

  /** The number of the server that is next for a request that has tried some; null when there is none left. */
  pick(tried: number[], nowMs: number): number | null {
    const second = Math.floor(nowMs / 1000)
    const candidates = this.servers.filter((server, number) => !tried.includes(number) && !this.isOut(server, second))
    if (candidates.length === 0) return null
    let added = 0
    for (const server of candidates) {
      server.current += server.effective
      added += server.effective
      if (server.effective === 0) server.effective = 1
    }
    const most = Math.max(...candidates.map(({ current }) => current))
    const picked = candidates.find(({ current }) => current === most)!
    picked.current -= added
    if (second - picked.checked > this.failSeconds()) picked.checked = second
    return this.servers.indexOf(picked)
  }

  failed(number: number, nowMs: number): void {
    const server = this.servers[number]!
    server.fails++
    server.accessed = Math.floor(nowMs / 1000)
    server.checked = server.accessed
    if (this.proxy.maxFails === 1) server.effective = 0
  }

  endedWell(number: number): void {
    const server = this.servers[number]!
    if (server.accessed < server.checked) server.fails = 0
  }

  private isOut({ fails, checked }: Server, second: number): boolean {
    const { maxFails } = this.proxy
    return maxFails > 0 && fails >= maxFails && second - checked <= this.failSeconds()
  }

  private failSeconds(): number {
    return Math.floor(this.proxy.failTimeoutMs / 1000)
  }
}
