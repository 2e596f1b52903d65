/** The settings a sweep was computed from, in one line: what all its cells share. */
import { findParameter } from '../../sim/scenario/parameters.ts'
import { getParameter, type ParameterPath } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { valueText } from '../controls/value-text.ts'
import type { SweepRun } from '../state/sweep.ts'

const TOLD: readonly ParameterPath[] = [
  'traffic.ratePerSecond',
  'traffic.users',
  'request.cpuMs',
  'request.ioMs',
  'client.timeoutMs',
  'proxy.readTimeoutMs',
  'run.seconds',
  'run.seed',
]

export function sweepSource(run: SweepRun): string {
  const lanes = run.laneNames.map((_, lane) => run.cells.find(cell => cell.lane === lane)!.scenario)
  const first = lanes[0]!
  const shared = TOLD.flatMap(path => {
    const parameter = findParameter(path)!
    if (parameter.relevant && !parameter.relevant(first)) return []
    return `${parameter.label.toLowerCase()} ${valueText(parameter, getParameter(first, path))}`
  })
  const servers = lanes.map(({ server }) => SERVER_KINDS[server.kind].configLine(server))
  return `${[...new Set(servers)].join(' and ')}; ${shared.join(', ')}.`
}
