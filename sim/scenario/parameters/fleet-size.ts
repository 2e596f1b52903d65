/**
 * How many instances a fleet may have, and how long one takes to be there. Defaults are Elastic Beanstalk’s
 * (command-options-general.md of 2023).
 * See `../parameters.ts`, the one table, of which this is a part.
 */
import type { Parameter } from '../parameters.ts'
import type { Scenario } from '../scenario.ts'

/** What only matters where instances come and go. */
export const scales = (s: Scenario) => s.fleet.min < s.fleet.max

export const fleetSize: readonly Parameter[] = [
  {
    path: 'fleet.min',
    label: 'Fewest instances',
    help: 'There are never fewer. MinSize of the Auto Scaling group.',
    level: 'basic',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 50,
    scale: 'linear',
    usual: { min: 1, max: 10 },
    default: 1,
  },
  {
    path: 'fleet.max',
    label: 'Most instances',
    help: 'There are never more. MaxSize of the Auto Scaling group. As many as the fewest: nothing is scaled.',
    level: 'basic',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 50,
    scale: 'linear',
    usual: { min: 1, max: 10 },
    default: 4,
  },
  {
    path: 'fleet.bootSeconds',
    label: 'Boot and deploy',
    help: 'From the launch of an instance until its server can be asked. It is paid for all that time.',
    level: 'basic',
    kind: 'number',
    unit: 's',
    min: 0,
    max: 3600,
    scale: 'log',
    usual: { min: 10, max: 900 },
    // An assumption: two to five minutes are told; nobody’s measurement was found.
    default: 180,
    relevant: scales,
  },
]
