/**
 * How figures are shown: aligned for people, JSON lines for programs.
 */
import { cpus } from 'node:os'

export interface Figure {
  name: string
  requestsPerSecond?: number
  seconds?: number
  megabytes?: number
  milliseconds?: number
  bytes?: number
  framesPerSecond?: number
  /** Against what `of` names. */
  ratio?: number
  of?: string
  /** What was asked of this figure, in words. */
  asked?: string
}

export function reportHeader(): void {
  const [cpu] = cpus()
  process.stderr.write(`Node ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}\n\n`)
  process.stderr.write(`${'name'.padEnd(28)}${'figure'.padStart(22)}   ${'ratio'.padEnd(30)}asked\n`)
}

export function report(figure: Figure): void {
  const ratio = figure.ratio === undefined ? '' : `${figure.ratio.toFixed(2)} of ${figure.of}`
  process.stderr.write(
    `${figure.name.padEnd(28)}${value(figure).padStart(22)}   ${ratio.padEnd(30)}${figure.asked ?? ''}\n`,
  )
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

function value(figure: Figure): string {
  if (figure.requestsPerSecond !== undefined) return `${(figure.requestsPerSecond / 1e6).toFixed(2)} M requests/s`
  if (figure.seconds !== undefined) return `${figure.seconds.toFixed(2)} s`
  if (figure.megabytes !== undefined) return `${figure.megabytes.toFixed(0)} MB`
  if (figure.bytes !== undefined) return `${figure.bytes.toFixed(1)} B`
  if (figure.framesPerSecond !== undefined) return `${figure.framesPerSecond.toFixed(0)} frames/s`
  return `${(figure.milliseconds ?? Number.NaN).toFixed(0)} ms`
}

/** Median of the timed repetitions of `work`, in seconds, after one that is not counted. */
export function medianSeconds(repetitions: number, work: () => void): number {
  work()
  return median(Array.from({ length: repetitions }, () => secondsOf(work)))
}

/** Of both by turns, since a shared host is a third faster or slower within minutes; `ratio` is of the times of a pair. */
export function medianOfPairs(pairs: number, one: () => void, other: () => void) {
  one()
  other()
  const seconds = Array.from({ length: pairs }, () => [secondsOf(one), secondsOf(other)] as const)
  return {
    one: median(seconds.map(([first]) => first)),
    other: median(seconds.map(([, second]) => second)),
    ratio: median(seconds.map(([first, second]) => first / second)),
  }
}

function secondsOf(work: () => void): number {
  const from = performance.now()
  work()
  return (performance.now() - from) / 1000
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
