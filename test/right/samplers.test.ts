/**
 * What is drawn has the mean, the spread and the tail that the parameter table promises, and nothing depends on what it
 * should not. Moments and shares come from many runs, each with its own seed; the promise must lie in their interval
 * (see `replications.ts`). Nobody waits here, so the draws are all there is.
 */
import { describe, expect, it } from 'vitest'
import { meanOf, varianceOf } from '../../sim/experiment/statistics.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { PartialScenario } from '../../sim/scenario/scenario.ts'
import { simulate } from '../../sim/simulate.ts'
import { demandOf, type Moments } from '../../sim/theory/demand.ts'
import { expectFormula, queue, REPLICATIONS, replicate } from './replications.ts'

const REQUESTS = 20_000
const RATE = 100
const BURSTY_SECONDS = 600
const WITH_ROWS = { rows: true }

/** An open loop from the very start, so that the first draw counts as well. */
const fromTheStart: PartialScenario = {
  traffic: { kind: 'open', ratePerSecond: RATE },
  run: { seconds: REQUESTS / RATE, warmupSeconds: 0 },
}

const cpu = (result: Result) => result.rows!.cpuMs
const io = (result: Result) => result.rows!.ioMs
const shareOf = (values: Float64Array, isOne: (value: number) => boolean) => values.filter(isOne).length / values.length

/** Mean of the products of two standardized columns: Pearson's correlation. */
function correlation(xs: Float64Array, ys: Float64Array): number {
  const [meanX, meanY] = [meanOf(xs), meanOf(ys)]
  const products = xs.map((x, at) => (x - meanX) * (ys[at]! - meanY))
  return meanOf(products) / Math.sqrt(varianceOf(xs) * varianceOf(ys))
}

/** A value whose formula is 0 has no relative width: 1 is added to both. */
const expectZero = (values: number[], what: string) =>
  expectFormula(
    values.map(value => 1 + value),
    1,
    what,
  )

describe('The demand for CPU and I/O', () => {
  const cases: [string, PartialScenario['request'] & object][] = [
    ['exponential', { distribution: 'exponential' }],
    ['lognormal, cv 0.3', { distribution: 'lognormal', cv: 0.3 }],
    ['lognormal, cv 0.8', { distribution: 'lognormal', cv: 0.8 }],
    // A variance can only be estimated well where the fourth moment is finite, which takes α > 4.
    ['Pareto, α 8', { distribution: 'pareto', shape: 8 }],
    ['exponential, some slow', { distribution: 'exponential', slowShare: 0.2, slowFactor: 4 }],
  ]

  it.each(cases)('has the mean and variance of its distribution: %s', (name, request) => {
    const scenario = queue({ request: { cpuMs: 20, ioMs: 30, ...request } }, fromTheStart)
    const found = replicate(
      scenario,
      500_000,
      {
        cpuMean: result => meanOf(cpu(result)),
        cpuVariance: result => varianceOf(cpu(result)),
        ioMean: result => meanOf(io(result)),
        ioVariance: result => varianceOf(io(result)),
      },
      WITH_ROWS,
    )
    const theory = demandOf(scenario.request)
    const variance = ({ mean, cv }: Moments) => (mean * cv) ** 2
    expectFormula(found.cpuMean, theory.cpuMs.mean, `${name}, mean CPU`)
    expectFormula(found.cpuVariance, variance(theory.cpuMs), `${name}, variance of CPU`)
    expectFormula(found.ioMean, theory.ioMs.mean, `${name}, mean I/O`)
    expectFormula(found.ioVariance, variance(theory.ioMs), `${name}, variance of I/O`)
  })

  it('is exactly its mean when all requests are alike', () => {
    const scenario = queue({ request: { cpuMs: 20, ioMs: 30, distribution: 'deterministic' } }, fromTheStart)
    const { rows } = simulate(scenario, WITH_ROWS)
    expect(new Set(rows!.cpuMs)).toEqual(new Set([20]))
    expect(new Set(rows!.ioMs)).toEqual(new Set([30]))
  })

  it.each<[string, PartialScenario['request'] & object, number, number]>([
    ['exponential: more than twice the mean', { distribution: 'exponential' }, 40, Math.exp(-2)],
    ['lognormal: more than the median', { distribution: 'lognormal', cv: 2 }, 20 / Math.sqrt(5), 0.5],
    // Smallest value 12, so P(X > x) = (12 / x)^2.5: here of infinite fourth moment, and of a variance hard to estimate.
    ['Pareto, α 2.5: more than twice the mean', { distribution: 'pareto', shape: 2.5 }, 40, 0.3 ** 2.5],
    ['Pareto, α 1.2: more than ten times the mean', { distribution: 'pareto', shape: 1.2 }, 200, (1 / 60) ** 1.2],
  ])('has the tail of its distribution: %s', (name, request, limitMs, share) => {
    const scenario = queue({ request: { cpuMs: 20, ...request } }, fromTheStart)
    const above = (result: Result) => shareOf(cpu(result), value => value > limitMs)
    const found = replicate(scenario, 510_000, { above }, WITH_ROWS)
    expectFormula(found.above, share, name, 0.1)
  })

  it('never falls below the smallest value of a Pareto', () => {
    const scenario = queue({ request: { cpuMs: 20, distribution: 'pareto', shape: 2.5 } }, fromTheStart)
    expect(Math.min(...simulate(scenario, WITH_ROWS).rows!.cpuMs)).toBeGreaterThanOrEqual(12 - 1e-9)
  })

  it('is multiplied, CPU and I/O together, for the share of requests that are slow', () => {
    const request = { cpuMs: 20, ioMs: 30, distribution: 'deterministic', slowShare: 0.15, slowFactor: 7 } as const
    const slow = (result: Result) => shareOf(cpu(result), value => value === 140)
    const found = replicate(queue({ request }, fromTheStart), 520_000, { slow }, WITH_ROWS)
    expectFormula(found.slow, 0.15, 'slow')
    const { rows } = simulate(queue({ request }, fromTheStart), WITH_ROWS)
    expect(rows!.cpuMs.every((value, at) => (value === 140) === (rows!.ioMs[at] === 210))).toBe(true)
    expect(new Set(rows!.cpuMs)).toEqual(new Set([20, 140]))
  })

  it('is independent of everything: CPU of I/O, both of the gaps, one request of the next, one seed of the next', () => {
    const scenario = queue({ request: { cpuMs: 20, ioMs: 30, distribution: 'exponential' } }, fromTheStart)
    const found = replicate(
      scenario,
      530_000,
      {
        cpuIo: result => correlation(cpu(result), io(result)),
        cpuGap: result => correlation(cpu(result).slice(1), gaps(result)),
        ioGap: result => correlation(io(result).slice(1), gaps(result)),
        cpuNext: result => correlation(cpu(result).slice(1), cpu(result).slice(0, -1)),
        gapNext: result => correlation(gaps(result).slice(1), gaps(result).slice(0, -1)),
      },
      WITH_ROWS,
    )
    for (const [pair, values] of Object.entries(found)) expectZero(values, pair)
    const bySeed = Array.from({ length: REPLICATIONS + 1 }, (_, seed) =>
      cpu(simulate({ ...scenario, run: { ...scenario.run, seed } }, { ...WITH_ROWS, series: false })),
    )
    const length = Math.min(...bySeed.map(column => column.length))
    const neighbours = bySeed
      .slice(1)
      .map((column, seed) => correlation(column.slice(0, length), bySeed[seed]!.slice(0, length)))
    expectZero(neighbours, 'seed and next seed')
  })

  it('begins anew with every seed: the first draws of a thousand seeds are themselves exponential', () => {
    const scenario = queue({ request: { cpuMs: 20, distribution: 'exponential' } }, fromTheStart)
    const firstOf = (seed: number) => {
      const { rows } = simulate({ ...scenario, run: { ...scenario.run, seed } }, { ...WITH_ROWS, maxRequests: 1 })
      return { cpuMs: rows!.cpuMs[0]!, sentMs: rows!.sentMs[0]! }
    }
    const firsts = Array.from({ length: 1000 }, (_, seed) => firstOf(seed))
    expectFormula(
      firsts.map(first => first.cpuMs),
      20,
      'first CPU',
      0.15,
    )
    expectFormula(
      firsts.map(first => first.sentMs),
      1000 / RATE,
      'first arrival',
      0.15,
    )
    expectFormula(
      firsts.map(first => (first.cpuMs > 40 ? 1 : 0)),
      Math.exp(-2),
      'share of first CPU above twice its mean',
      0.35,
    )
  })
})

/** Times between arrivals. */
function gaps({ rows }: Result): Float64Array {
  return rows!.sentMs.slice(1).map((at, serial) => at - rows!.sentMs[serial]!)
}

/** Arrivals in each of the pieces of a run, `pieceMs` long. */
function countsBy(pieceMs: number, { rows, scenario }: Result): number[] {
  const counts = new Array<number>(Math.floor((scenario.run.seconds * 1000) / pieceMs)).fill(0)
  for (const at of rows!.sentMs) {
    const piece = Math.floor(at / pieceMs)
    if (piece < counts.length) counts[piece]!++
  }
  return counts
}

/** Variance of the counts over their mean: 1 for a Poisson process, 0 for an even one, more for bursts. */
function dispersion(pieceMs: number) {
  return (result: Result) => {
    const counts = countsBy(pieceMs, result)
    return varianceOf(counts) / meanOf(counts)
  }
}

describe('Arrivals', () => {
  it('of a Poisson process come at exponential gaps, and as many in a second as in any other', () => {
    const found = replicate(
      queue(fromTheStart),
      540_000,
      {
        count: result => result.offered,
        gap: result => meanOf(gaps(result)),
        gapVariance: result => varianceOf(gaps(result)),
        short: result => shareOf(gaps(result), gap => gap < 5),
        perSecond: dispersion(1000),
        perTenth: dispersion(100),
      },
      WITH_ROWS,
    )
    expectFormula(found.count, REQUESTS, 'count')
    expectFormula(found.gap, 1000 / RATE, 'gap')
    expectFormula(found.gapVariance, (1000 / RATE) ** 2, 'variance of gaps')
    expectFormula(found.short, -Math.expm1(-0.5), 'gaps below half their mean')
    expectFormula(found.perSecond, 1, 'dispersion over a second', 0.1)
    expectFormula(found.perTenth, 1, 'dispersion over a tenth of a second')
  })

  it('that are even come at equal gaps, the first one gap after the start', () => {
    const { rows } = simulate(queue(fromTheStart, { traffic: { arrivals: 'even' } }), WITH_ROWS)
    for (const [serial, at] of rows!.sentMs.entries()) expect(at).toBeCloseTo(((serial + 1) * 1000) / RATE, 6)
    expect(rows!.count).toBeGreaterThanOrEqual(REQUESTS - 1)
  })

  it.each([
    [2, 200],
    [5, 1000],
    [20, 100],
  ])(
    'in bursts of %i times the rate for %i ms keep the mean rate, and half of them come in bursts',
    (factor, burstMs) => {
      const scenario = queue(
        { traffic: { arrivals: 'bursty', burstFactor: factor, burstMs } },
        { traffic: { kind: 'open', ratePerSecond: RATE }, run: { seconds: BURSTY_SECONDS, warmupSeconds: 0 } },
      )
      const pieceMs = 50
      const found = replicate(
        scenario,
        550_000 + factor,
        { rate: result => result.offered / BURSTY_SECONDS, dispersion: dispersion(pieceMs) },
        WITH_ROWS,
      )
      expectFormula(found.rate, RATE, 'rate', 0.1)
      expectFormula(found.dispersion, burstDispersion(factor, burstMs, pieceMs), 'dispersion', 0.15)
    },
  )

  it('follow the steps of the rate: each piece has its own, and a pause has none', () => {
    const steps = [
      { atSeconds: 50, ratePerSecond: 200 },
      { atSeconds: 100, ratePerSecond: 0 },
      { atSeconds: 150, ratePerSecond: 30 },
    ]
    const scenario = queue(fromTheStart, { traffic: { steps }, run: { seconds: 200, warmupSeconds: 0 } })
    const inPiece = (piece: number) => (result: Result) => countsBy(50_000, result)[piece]!
    const found = replicate(
      scenario,
      560_000,
      { first: inPiece(0), second: inPiece(1), pause: inPiece(2), last: inPiece(3) },
      WITH_ROWS,
    )
    expectFormula(found.first, 50 * RATE, 'before the first step')
    expectFormula(found.second, 50 * 200, 'after it')
    expectFormula(found.pause, 0, 'in the pause')
    expectFormula(found.last, 50 * 30, 'after the pause')
  })
})

/**
 * Dispersion of counts over pieces of length t of a Poisson process whose rate alternates between two values for
 * exponential times: 1 + 2 v / (m k) · (1 − (1 − e^(−k t)) / (k t)), with m the mean and v the variance of the rate and k the
 * sum of the two rates of change (W. Fischer and K. Meier-Hellstern, Performance Evaluation 18 (1993), p. 149).
 * Half of all requests come in bursts, so a burst lasts for 1 / (2 · factor) of the time.
 */
function burstDispersion(factor: number, burstMs: number, pieceMs: number): number {
  const perMs = RATE / 1000
  const burstShare = 1 / (2 * factor)
  const high = factor * perMs
  const low = (0.5 * perMs) / (1 - burstShare)
  const variance = burstShare * (1 - burstShare) * (high - low) ** 2
  const changes = 1 / burstMs + burstShare / ((1 - burstShare) * burstMs)
  const x = changes * pieceMs
  return 1 + ((2 * variance) / (perMs * changes)) * (1 + Math.expm1(-x) / x)
}
