/**
 * Erlang's two formulas: calls that find all lines busy and go away (B), and calls that wait (C).
 *
 * Source: A. K. Erlang, 1917; the recursion for B, which only adds and multiplies positive numbers and so loses no
 * digits for any number of servers, stands in D. L. Jagerman, Bell System Technical Journal 53 (1974), p. 525.
 */
import { requireCount, requireNonNegative } from './check.ts'

/**
 * Erlang B: the share of Poisson arrivals lost in M/G/c/c, for any distribution of service.
 *
 * @param servers c, a whole number ≥ 0.
 * @param offeredLoad a = arrival rate × mean service time, in erlang (no unit), ≥ 0, of any size.
 * @throws RangeError for arguments outside these ranges.
 */
export function erlangB(servers: number, offeredLoad: number): number {
  requireCount({ servers }, 0)
  requireNonNegative({ offeredLoad })
  if (offeredLoad === Infinity) return 1
  let blocked = 1
  for (let n = 1; n <= servers; n++) blocked = (offeredLoad * blocked) / (n + offeredLoad * blocked)
  return blocked
}

/**
 * Erlang C: the share of Poisson arrivals that must wait in M/M/c with unlimited room. 1 when saturated
 * (offered load ≥ servers), where nobody but the first few finds a free server.
 *
 * @param servers c, a whole number ≥ 1.
 * @param offeredLoad a = arrival rate × mean service time, in erlang, ≥ 0.
 * @throws RangeError for arguments outside these ranges.
 */
export function erlangC(servers: number, offeredLoad: number): number {
  requireCount({ servers }, 1)
  requireNonNegative({ offeredLoad })
  if (offeredLoad >= servers) return 1
  const blocked = erlangB(servers, offeredLoad)
  return (servers * blocked) / (servers - offeredLoad * (1 - blocked))
}
