/**
 * How a request ended, as its client saw it. Codes are small integers in columns; names are the contract of `--json`.
 */
export const Outcome = {
  /** Not yet known. */
  Pending: 0,
  Ok: 1,
  /** The server answered with an error: the watchdog of gunicorn ≥ 22 killed the worker. */
  ServerError: 2,
  /** nginx: upstream refused (full unix socket) or closed without an answer (killed worker). */
  BadGateway: 3,
  /** nginx: connect or read timeout. */
  GatewayTimeout: 4,
  /** The client left (nginx logs 499). */
  Timeout: 5,
  /** Nothing to connect to, or the kernel gave up connecting. Only without a proxy. */
  Refused: 6,
  /** The connection was closed before any answer. */
  Reset: 7,
} as const

export type Outcome = (typeof Outcome)[keyof typeof Outcome]

/** How a request ended without an answer. */
export type Failure = Exclude<Outcome, typeof Outcome.Pending | typeof Outcome.Ok>

/** Name by code; index 0, pending, never appears in a finished run. */
export const OUTCOME_NAMES = ['pending', '200', '500', '502', '504', 'timeout', 'refused', 'reset'] as const

export type OutcomeName = Exclude<(typeof OUTCOME_NAMES)[number], 'pending'>

/** The names a result counts, in the order they are shown. */
export const COUNTED_OUTCOMES = OUTCOME_NAMES.slice(1) as unknown as readonly OutcomeName[]

export const OUTCOME_COUNT = OUTCOME_NAMES.length
