/** What workers did, as CSV: a line for each request that a worker had, and for each time that a worker was away. */
import { LifeEvent } from '../../../sim/measure/life-log.ts'
import { OUTCOME_NAMES } from '../../../sim/measure/outcomes.ts'
import { awayIn } from '../../stage/lives.ts'
import type { DrawnLane } from '../../state/page.ts'
import { quoted } from './csv.ts'

const HEAD = [
  'lane',
  'worker',
  'what',
  'from (s)',
  'data came (s)',
  'I/O from (s)',
  'I/O to (s)',
  'to (s)',
  'outcome',
  'client knew (s)',
]

const AWAY: Partial<Record<LifeEvent, string>> = {
  [LifeEvent.Killed]: 'away: killed by its watchdog',
  [LifeEvent.OutOfMemory]: 'away: killed, memory full',
  [LifeEvent.Retired]: 'away: retired',
}

/** Times are seconds of measured time, so what the warm-up holds is negative; a field is empty where it never happened. */
export function workersCsv(
  lanes: readonly DrawnLane[],
  fromMs: number,
  toMs: number,
  about: readonly string[],
): string {
  const lines = lanes.flatMap(lane => [...requestLines(lane, fromMs, toMs), ...awayLines(lane, fromMs, toMs)])
  return `${[...about.map(line => `# ${line.replaceAll(/\s+/g, ' ')}`), HEAD.join(','), ...lines].join('\n')}\n`
}

function requestLines({ name, result, index }: DrawnLane, fromMs: number, toMs: number): string[] {
  const { rows, scenario } = result
  if (!rows) return []
  const warmupMs = scenario.run.warmupSeconds * 1000
  const lines: string[] = []
  for (let row = 0; row < rows.count; row++) {
    const [from, to] = [rows.startedMs[row]! - warmupMs, index.leftMs[row]! - warmupMs]
    if (!(from < toMs) || !(to > fromMs)) continue
    const times = [rows.startedMs, rows.dataMs, rows.ioFromMs, rows.ioToMs, index.leftMs].map(column =>
      seconds(column[row]! - warmupMs),
    )
    const outcome = OUTCOME_NAMES[rows.outcome[row] as keyof typeof OUTCOME_NAMES]
    const known = seconds(rows.endedMs[row]! - warmupMs)
    lines.push([quoted(name), rows.worker[row]! + 1, `request ${row + 1}`, ...times, outcome, known].join(','))
  }
  return lines
}

function awayLines({ name, result, index }: DrawnLane, fromMs: number, toMs: number): string[] {
  const warmupMs = result.scenario.run.warmupSeconds * 1000
  return awayIn(index.lives, warmupMs + fromMs, warmupMs + toMs).map(({ worker, fromMs: since, toMs: until, why }) =>
    [
      quoted(name),
      worker + 1,
      quoted(AWAY[why]!),
      seconds(since - warmupMs),
      '',
      '',
      '',
      seconds(until - warmupMs),
      '',
      '',
    ].join(','),
  )
}

/** To a tenth of a millisecond. */
function seconds(ms: number): string {
  return Number.isFinite(ms) ? String(Math.round(ms * 10) / 10_000) : ''
}
