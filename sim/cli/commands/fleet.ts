/**
 * `prefork fleet`: several instances behind a load balancer, over hours and days.
 */

import { toJsonText } from '../../experiment/result-json.ts'
import { fleetProblems } from '../../fleet/problems.ts'
import type { FleetResult } from '../../fleet/result.ts'
import { accepted, refused } from '../../scenario/problem.ts'
import { completeScenario } from '../../scenario/validate.ts'
import { simulateFleet } from '../../simulate-fleet.ts'
import type { Arguments } from '../arguments.ts'
import { fleetReport } from '../fleet-report.ts'
import { pen } from '../format.ts'
import { type Io, UserError } from '../io.ts'
import { checked, loadAsked, NEEDS_TRACE } from '../load.ts'
import { type Command, JSON_OPTION, SCENARIO_DETAILS, SCENARIO_OPERAND, SCENARIO_OPTIONS } from './command.ts'

export const fleetCommand: Command = {
  spec: {
    name: 'fleet',
    operand: SCENARIO_OPERAND,
    about: 'simulates hours of an autoscaled fleet, and what it costs',
    details: [
      SCENARIO_DETAILS,
      'Each instance is the whole scenario: nginx, server and machine. The group “fleet” says how many there are, when one is added or taken out, and how traffic goes over the day; its defaults are Elastic Beanstalk’s. run.seconds and the warm-up have no part in it: everything that is sent in fleet.hours is counted.',
    ],
    options: [...SCENARIO_OPTIONS.filter(({ name }) => name !== 'replications'), JSON_OPTION],
    examples: [
      'prefork fleet --set machine.type=t3.small --set server.workers=4',
      'prefork fleet fleet/two-cores --set fleet.metric=cpu',
      'prefork fleet --set fleet.load=spike --set fleet.hours=24 --json',
    ],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  const asked = await loadAsked(args, io)
  const scenario = checked(completeScenario(asked.scenario))
  if (scenario.traffic.kind === 'trace' && !asked.trace) throw new UserError(NEEDS_TRACE)
  const problems = fleetProblems(scenario, asked.trace)
  checked(problems.length > 0 ? refused(problems) : accepted(scenario))
  const result = simulateFleet(scenario, asked.trace ? { trace: asked.trace } : {})
  await io.stdout.write(args.has('json') ? toJsonText(fleetJson(result)) : fleetReport(result, pen(io.stdout.colour)))
}

/** All but the series; the scenario last, as for a run. */
function fleetJson({ series: _series, scenario, ...rest }: FleetResult): object {
  return { ...rest, scenario }
}
