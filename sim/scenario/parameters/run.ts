/**
 * How long a run lasts, and its seed. See `../parameters.ts`, the one table, of which this is a part.
 */
import type { Parameter } from '../parameters.ts'

/** A day of simulated time. */
export const MAX_SECONDS = 86_400

/** Seeds are whole numbers of 31 bits. */
export const MAX_SEED = 2_147_483_647

export const run: readonly Parameter[] = [
  {
    path: 'run.seconds',
    label: 'Measured time',
    help: 'Simulated seconds that are measured.',
    level: 'advanced',
    kind: 'number',
    unit: 's',
    min: 0.1,
    max: MAX_SECONDS,
    scale: 'log',
    usual: { min: 10, max: 3600 },
    default: 60,
  },
  {
    path: 'run.warmupSeconds',
    label: 'Warm-up',
    help: 'Simulated seconds before the measured time. What is sent in them is not counted.',
    level: 'advanced',
    kind: 'number',
    unit: 's',
    min: 0,
    max: MAX_SECONDS,
    scale: 'log',
    usual: { min: 1, max: 600 },
    default: 5,
  },
  {
    path: 'run.seed',
    label: 'Seed',
    help: 'Another seed is another day with the same settings.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 0,
    max: MAX_SEED,
    scale: 'linear',
    usual: { min: 0, max: 100 },
    default: 1,
  },
  {
    path: 'run.replications',
    label: 'Replications',
    help: 'How many runs, with seeds that follow each other, a mean and its interval are computed from.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 1,
    max: 1000,
    scale: 'log',
    default: 1,
  },
]
