/** What a heatmap can show, and how strong its colour is. */
import { maps } from '#text/across.ts'
import type { Metric } from '../../sim/experiment/metrics.ts'
import { compact, duration, NBSP, percent } from '../text/format.ts'
import type { HeatCell } from './heat-plan.ts'

export interface HeatMetric {
  metric: Metric
  title: string
  /** What it is of, in a few words. */
  about: string
  format: (value: number) => string
  /** As short as a cell is wide. */
  short: (value: number) => string
  /** Crimson is for failure, ink for everything else. */
  color: 'var(--ink)' | 'var(--bad)'
  scale: 'share' | 'from 0' | 'log'
}

const shortPercent = (share: number) => (Number.isFinite(share) ? String(Math.round(100 * share)) : '–')

export const HEAT_METRICS: readonly HeatMetric[] = [
  {
    metric: 'goodputPerSecond',
    ...maps.metrics.goodputPerSecond,
    format: value => `${compact(value)}${NBSP}/s`,
    short: value => (value < 10 ? String(Number(value.toPrecision(2))) : compact(Math.round(value))),
    color: 'var(--ink)',
    scale: 'from 0',
  },
  {
    metric: 'errorShare',
    ...maps.metrics.errorShare,
    format: percent,
    short: shortPercent,
    color: 'var(--bad)',
    scale: 'share',
  },
  {
    metric: 'latencyP95Ms',
    ...maps.metrics.latencyP95Ms,
    format: duration,
    short: value => duration(value).replace(NBSP, ''),
    color: 'var(--ink)',
    scale: 'log',
  },
  {
    metric: 'cpuUtilization',
    ...maps.metrics.cpuUtilization,
    format: percent,
    short: shortPercent,
    color: 'var(--ink)',
    scale: 'share',
  },
  {
    metric: 'wastedCpuShare',
    ...maps.metrics.wastedCpuShare,
    format: percent,
    short: shortPercent,
    color: 'var(--bad)',
    scale: 'share',
  },
]

/** From no colour to full colour. */
export interface HeatScale {
  low: number
  high: number
  strength: (value: number) => number
  /** Values at equal steps of strength, from 0 to 1. */
  legend: readonly { strength: number; value: number }[]
}

const LEGEND_STEPS = [0, 0.25, 0.5, 0.75, 1]

/** The same for all lanes, so that the eye compares. */
export function heatScale({ metric, scale }: HeatMetric, cells: readonly (HeatCell | undefined)[]): HeatScale {
  const values = cells
    .map(cell => (cell === undefined || typeof cell === 'string' ? Number.NaN : cell[metric].mean))
    .filter(Number.isFinite)
  const most = Math.max(...values, scale === 'share' ? 1 : Number.MIN_VALUE)
  const positive = values.filter(value => value > 0)
  const isLog = scale === 'log' && positive.length > 0
  const low = isLog ? Math.min(...positive) : 0
  const high = scale === 'share' ? 1 : most
  const at = (part: number) => (isLog ? low * (high / low) ** part : low + (high - low) * part)
  const strength = (value: number) => {
    const part = isLog ? Math.log(value / low) / (Math.log(high / low) || 1) : (value - low) / (high - low)
    return Math.min(1, Math.max(0, part))
  }
  // While nothing is computed there are no values to explain, and where all are 0 there is one.
  const steps = values.length === 0 ? [] : high > Number.MIN_VALUE ? LEGEND_STEPS : [0]
  return { low, high, strength, legend: steps.map(step => ({ strength: step, value: at(step) })) }
}
