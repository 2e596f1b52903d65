/**
 * A fleet's metric and its events in words, for the command line and for the page.
 */
import { inEnglish, roundedInEnglish } from '../scenario/in-english.ts'
import type { FleetMetric } from '../scenario/scenario.ts'
import type { FleetEvent, FleetEventKind } from './result.ts'

export const METRIC_NAMES: Record<FleetMetric, string> = {
  'network-out': 'NetworkOut',
  cpu: 'CPU utilization',
  latency: 'latency',
  requests: 'requests',
}

/** A value of the metric with its unit: 6.43 MB, 78.2 %, 1,204 ms, 21.5/s. */
export function metricText(metric: FleetMetric, value: number): string {
  switch (metric) {
    case 'network-out':
      return `${digits(value / 1e6)} MB`
    case 'cpu':
      return `${digits(value * 100)} %`
    case 'latency':
      return `${digits(value)} ms`
    case 'requests':
      return `${digits(value)}/s`
  }
}

/** Why the fleet was scaled: “NetworkOut 6.43 MB, above 6 MB”; empty where nothing was decided. */
export function reasonText({ reason }: FleetEvent): string {
  if (reason === null) return ''
  const { metric, value, threshold } = reason
  const side = value > threshold ? 'above' : 'below'
  return `${METRIC_NAMES[metric]} ${metricText(metric, value)}, ${side} ${metricText(metric, threshold)}`
}

export const EVENT_WORDS: Record<FleetEventKind, string> = {
  'scale-out': 'is launched',
  'in-service': 'is in service',
  'scale-in': 'is taken out',
  terminated: 'is terminated',
  unhealthy: 'fails its health checks',
  healthy: 'is healthy again',
  'credits-spent': 'has spent its CPU credits and slows down',
  'surplus-charged': 'pays for surplus CPU credits',
  'credits-back': 'has CPU credits again',
}

/** Day and time of day, counted from midnight of the first day: “14:25”, and “day 2, 09:05” after the first. */
export function timeText(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  const [day, hour] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  const clock = `${two(hour)}:${two(minutes % 60)}`
  return day === 0 ? clock : `day ${day + 1}, ${clock}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Three digits, or all before the point. */
function digits(value: number): string {
  return value < 100 ? inEnglish(Number(value.toPrecision(3))) : roundedInEnglish(value, 0)
}
