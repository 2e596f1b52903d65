/** Words that several sentences of a chain are made of. */
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { count, NBSP, duration as rawDuration } from '../../text/format.ts'
import { inWords } from '../../text/words.ts'

/** Three digits first: 999.96 ms is a second. */
export function duration(ms: number): string {
  return rawDuration(Number(ms.toPrecision(3)))
}

export function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

export function nounOf({ server }: Scenario): string {
  return server.threads === 1 ? 'worker' : 'thread'
}

/** "the one core", "all three workers". */
export function theOnes(many: number, noun: string): string {
  if (many === 1) return `the one ${noun}`
  return many === 2 ? `both ${noun}s` : `all ${inWords(many)} ${noun}s`
}

export function allOf(many: number): string {
  return many === 2 ? 'Both' : `All ${count(many)}`
}

export function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function were(many: number): string {
  return many === 1 ? 'was' : 'were'
}

/** Of measured time, as the playhead counts it. */
function seconds(ms: number, { run }: Scenario, digits: number): string {
  return (ms / 1000 - run.warmupSeconds).toFixed(digits).replace('-', '−')
}

export function instant(ms: number, scenario: Scenario): string {
  return `${seconds(ms, scenario, 1)}${NBSP}s`
}

/** As many digits as it takes to tell the two apart. */
export function instants(fromMs: number, toMs: number, scenario: Scenario): string {
  const digits = [1, 2, 3].find(many => seconds(fromMs, scenario, many) !== seconds(toMs, scenario, many)) ?? 3
  return `${seconds(fromMs, scenario, digits)} and ${seconds(toMs, scenario, digits)}${NBSP}s`
}
