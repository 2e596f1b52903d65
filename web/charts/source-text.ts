/** The settings that runs were computed from, in words: the usual ones, and whatever else is not at its default. */

import { PARAMETERS } from '../../sim/scenario/parameters.ts'
import { getParameter, type ParameterPath, type Scenario } from '../../sim/scenario/scenario.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { completeScenario, diffScenario } from '../../sim/scenario/validate.ts'
import { valueText } from '../controls/value-text.ts'
import type { SweepRun } from '../state/sweep-cells.ts'
import { wordsOf } from '../text/parameters.ts'

const ALWAYS: readonly ParameterPath[] = [
  'traffic.ratePerSecond',
  'traffic.users',
  'request.cpuMs',
  'request.ioMs',
  'machine.cores',
  'client.timeoutMs',
  'proxy.readTimeoutMs',
  'run.seconds',
  'run.seed',
]

/** Said by the server's own configuration line. */
const SAID_ELSEWHERE: readonly ParameterPath[] = ['server.kind', 'server.workers', 'server.threads']

export function sweepSource(run: SweepRun): string {
  const scenarios = run.lines.map((_, line) => run.cells.find(cell => cell.line === line)!.scenario)
  const servers = new Set(scenarios.map(({ server }) => SERVER_KINDS[server.kind].configLine(server)))
  const told = new Set(scenarios.flatMap(scenario => tell(scenario, run.parameter.path)))
  return [...servers, ...told].join(' · ')
}

/** One lane's settings in a line, its server's own configuration first. */
export function scenarioSource(scenario: Scenario): string {
  return [SERVER_KINDS[scenario.server.kind].configLine(scenario.server), ...tell(scenario)].join(' · ')
}

function tell(scenario: Scenario, swept?: ParameterPath): string[] {
  const plain = completeScenario({ server: { kind: scenario.server.kind } })
  const changed = plain.ok ? diffScenario(scenario, plain.value).map(({ path }) => path) : []
  return PARAMETERS.filter(
    ({ path, relevant }) =>
      (ALWAYS.includes(path) || changed.includes(path)) &&
      path !== swept &&
      !SAID_ELSEWHERE.includes(path) &&
      (!relevant || relevant(scenario)),
  ).map(parameter => `${wordsOf(parameter).label} ${valueText(parameter, getParameter(scenario, parameter.path))}`)
}
