/**
 * How long clients wait and what they do after a failure. See `../parameters.ts`, the one table, of which this is a part.
 */
import type { Parameter } from '../parameters.ts'

export const client: readonly Parameter[] = [
  {
    path: 'client.timeoutMs',
    label: 'Clients leave after',
    help: 'A client that has waited this long gives up. The server does not notice and still does the work.',
    level: 'basic',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 3_600_000,
    scale: 'log',
    zeroMeans: 'never',
    // botocore's connect and read timeouts are 60 s (botocore/endpoint.py:39); requests has none.
    default: 60_000,
  },
  {
    path: 'client.goalMs',
    label: 'In time means within',
    help: 'An answer within this time counts as goodput. It changes what is counted, not what happens.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    aboveMin: true,
    max: 3_600_000,
    scale: 'log',
    default: 1000,
  },
  {
    path: 'client.retries',
    label: 'Retries',
    help: 'How often a client sends a failed request again.',
    level: 'advanced',
    kind: 'number',
    unit: '',
    integer: true,
    min: 0,
    max: 20,
    scale: 'linear',
    default: 0,
  },
  {
    path: 'client.backoffMs',
    label: 'First backoff',
    help: 'Wait before the first retry; it doubles with each further one.',
    level: 'advanced',
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 600_000,
    scale: 'log',
    default: 100,
    relevant: s => s.client.retries > 0,
  },
  {
    path: 'client.jitter',
    label: 'Jitter',
    help: 'Full: the wait is drawn evenly between nothing and the backoff, so that clients do not return together.',
    level: 'advanced',
    kind: 'choice',
    choices: [
      { value: 'full', label: 'full' },
      { value: 'none', label: 'none' },
    ],
    default: 'full',
    relevant: s => s.client.retries > 0,
  },
]
