/**
 * How requests arrive. See `../parameters.ts`, the one table, of which this is a part.
 */
import type { Parameter } from '../parameters.ts'
import type { Scenario } from '../scenario.ts'
import { MAX_SECONDS } from './run.ts'

const MAX_RATE = 100_000

const isOpen = (s: Scenario) => s.traffic.kind === 'open'
const isClosed = (s: Scenario) => s.traffic.kind === 'closed'

export const traffic: readonly Parameter[] = [
  {
    path: 'traffic.kind',
    label: 'Kind of traffic',
    help: 'Open: requests come whatever happens to the earlier ones. Closed: each user waits for an answer, thinks, and asks again. Trace: requests come from a recording.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'open', label: 'open loop' },
      { value: 'closed', label: 'closed loop' },
      { value: 'trace', label: 'recorded trace' },
    ],
    default: 'open',
  },
  {
    path: 'traffic.ratePerSecond',
    label: 'Requests a second',
    help: 'How many requests arrive in a second, on average.',
    level: 'basic',
    kind: 'number',
    unit: '/s',
    min: 0,
    aboveMin: true,
    max: MAX_RATE,
    scale: 'log',
    usual: { min: 1, max: 1000 },
    default: 30,
    relevant: isOpen,
  },
  {
    path: 'traffic.arrivals',
    label: 'Arrivals',
    help: 'Poisson: independent of each other, as from many people. Even: one every so many milliseconds. Bursty: half of all requests come in bursts.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'poisson', label: 'Poisson' },
      { value: 'even', label: 'evenly spaced' },
      { value: 'bursty', label: 'in bursts' },
    ],
    default: 'poisson',
    relevant: isOpen,
  },
  {
    path: 'traffic.burstFactor',
    label: 'Burst height',
    help: 'The rate inside a burst, as a multiple of the average rate.',
    level: 'advanced',
    kind: 'number',
    unit: '×',
    min: 1,
    max: 100,
    scale: 'log',
    default: 5,
    relevant: s => isOpen(s) && s.traffic.arrivals === 'bursty',
  },
  {
    path: 'traffic.burstMs',
    label: 'Burst length',
    help: 'How long a burst lasts on average.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 1,
    max: 600_000,
    scale: 'log',
    usual: { min: 10, max: 60_000 },
    default: 2000,
    relevant: s => isOpen(s) && s.traffic.arrivals === 'bursty',
  },
  {
    path: 'traffic.steps',
    label: 'Rate over time',
    help: 'From each instant on, a new rate. Before the first step the rate is “Requests a second”.',
    level: 'advanced',
    kind: 'steps',
    maxSteps: 1000,
    maxSeconds: MAX_SECONDS,
    maxRatePerSecond: MAX_RATE,
    default: [],
    relevant: isOpen,
  },
  {
    path: 'traffic.users',
    label: 'Users',
    help: 'How many users take turns thinking and waiting for an answer.',
    level: 'basic',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 100_000,
    scale: 'log',
    usual: { min: 1, max: 10_000 },
    default: 50,
    relevant: isClosed,
  },
  {
    path: 'traffic.thinkMs',
    label: 'Think time',
    help: 'How long a user waits between an answer and the next request, on average (exponential).',
    level: 'basic',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 3_600_000,
    scale: 'log',
    usual: { min: 10, max: 60_000 },
    default: 1000,
    relevant: isClosed,
  },
]
