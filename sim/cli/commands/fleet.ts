/**
 * `prefork fleet`: several instances behind a load balancer, over hours and days.
 */

import { replicationsToJson, toJsonText } from '../../experiment/result-json.ts'
import { replicationOf, seedProblem } from '../../experiment/seeds.ts'
import { type FleetSummary, figuresOf, summariseFleets } from '../../fleet/figures.ts'
import { fleetProblems } from '../../fleet/problems.ts'
import type { FleetResult } from '../../fleet/result.ts'
import { accepted, refused } from '../../scenario/problem.ts'
import { completeScenario } from '../../scenario/validate.ts'
import type { Trace } from '../../simulate.ts'
import { simulateFleet } from '../../simulate-fleet.ts'
import type { Arguments } from '../arguments.ts'
import { fleetReport } from '../fleet-report.ts'
import { pen } from '../format.ts'
import { type Io, UserError } from '../io.ts'
import { checked, loadAsked, NEEDS_TRACE } from '../load.ts'
import { withProgress } from '../progress.ts'
import { fleetReplicationLines } from '../replication-lines.ts'
import { type Command, JSON_OPTION, SCENARIO_DETAILS, SCENARIO_OPERAND, SCENARIO_OPTIONS } from './command.ts'

export const fleetCommand: Command = {
  spec: {
    name: 'fleet',
    operand: SCENARIO_OPERAND,
    about: 'simulates hours of an autoscaled fleet, and what it costs',
    details: [
      SCENARIO_DETAILS,
      'Each instance is the whole scenario: nginx, server and machine. The group “fleet” says how many there are, when one is added or taken out, and how traffic goes over the day; its defaults are Elastic Beanstalk’s. run.seconds and the warm-up have no part in it: everything that is sent in fleet.hours is counted.',
      'With more than one replication, the report is of the first, followed by the mean of each figure over all of them with its 95 % confidence interval (Student’s t). In JSON these are in “replications”.',
    ],
    options: [...SCENARIO_OPTIONS, JSON_OPTION],
    examples: [
      'prefork fleet --set machine.type=t3.small --set server.workers=4',
      'prefork fleet fleet/two-cores --set fleet.metric=cpu --replications 10',
      'prefork fleet --set fleet.load=spike --set fleet.hours=24 --json',
    ],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  const asked = await loadAsked(args, io)
  const scenario = checked(completeScenario(asked.scenario))
  if (scenario.traffic.kind === 'trace' && !asked.trace) throw new UserError(NEEDS_TRACE)
  const seeds = seedProblem(scenario, scenario.run.replications)
  const problems = [...fleetProblems(scenario, asked.trace), ...(seeds ? [seeds] : [])]
  checked(problems.length > 0 ? refused(problems) : accepted(scenario))
  const result = simulateFleet(scenario, asked.trace ? { trace: asked.trace } : {})
  const summary = await replicate(result, asked.trace, io)
  if (args.has('json')) return io.stdout.write(toJsonText(fleetJson(result, summary)))
  const marks = pen(io.stdout.colour)
  const lines = summary ? fleetReplicationLines(summary, scenario, marks) : []
  await io.stdout.write(fleetReport(result, lines, marks))
}

/** Means over all replications, of which `first` is one; null when it is the only one. */
async function replicate(first: FleetResult, trace: Trace | null, io: Io): Promise<FleetSummary | null> {
  const { scenario } = first
  const others = scenario.run.replications - 1
  if (others === 0) return null
  const runs = { count: others, trace, scenarioAt: (index: number) => replicationOf(scenario, index + 1) }
  const figures = await withProgress(io, others, onSettled => io.simulateFleets(runs, onSettled))
  return summariseFleets([figuresOf(first), ...figures])
}

/** All but the series; the scenario last, as for a run. */
function fleetJson({ series: _series, scenario, ...rest }: FleetResult, summary: FleetSummary | null): object {
  const repeated = summary && { replications: replicationsToJson(summary, scenario.run.replications) }
  return { ...rest, ...repeated, scenario }
}
