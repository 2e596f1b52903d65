/** Chapters: what stands around their words. The words are files of their own, in web/learn/chapters/. */
import { compact, NBSP, price } from '../format.ts'

export const question = {
  answer: 'See what happens',
  skip: 'Show me',
  right: 'You were right.',
  wrong: 'It came out otherwise.',
  again: 'Ask me again',
  /** What is marked of the choices, once one is chosen. */
  marks: {
    own: 'your answer',
    real: 'what happens',
    ownIsReal: 'your answer, and what happens',
  },
}

/** A question that is answered by drawing. */
export const curve = {
  name: ({ of, over }: { of: string; over: string }) => `${of} over ${over}`,
  axes: ({ of, unit, over }: { of: string; unit: string; over: string }) => `${over}; upwards ${of}, ${unit}`,
  enter: 'Enter the values instead',
  place: ({ over, at }: { over: string; at: number }) => `${over} ${compact(at)}`,
  drawn: 'Dashed: what you drew.',
  real: ({ values, unit }: { values: readonly { at: number; value: number }[]; unit: string }) =>
    `Solid: what happens, ${values.map(({ at, value }) => `${compact(value)} at ${compact(at)}`).join(', ')} (${unit}).`,
  again: 'Draw it again',
}

/** Beside the words, or below them. */
export const live = {
  before: 'The simulation begins when you have answered.',
  skip: 'Show it without answering',
  situation: 'Situation',
  open: 'Open this in the playground',
}

export const fleetDay = {
  fleet: 'Fleet',
  running: 'A day is being simulated.',
  soFar: 'Simulated so far',
  rate: 'Requests a second, on average',
  overTime: 'Over a day',
  open: 'Open this fleet with all its settings',
}

export const why = 'Why'
/** What an hour of a machine costs, where it is little. */
export const cents = ({ cents }: { cents: number }) => `${compact(cents)}${NBSP}cents`

export const challenge = {
  running: ({ runs }: { runs: number }) => `Running ${runs} times…`,
  check: 'Check',
  reached: ({ runs }: { runs: number }) => `Reached, in the mean of ${runs} runs.`,
  missed: ({ goals }: { goals: number }) =>
    goals === 1 ? 'One goal is not reached yet.' : `${goals} goals are not reached yet.`,
  goalReached: ({ value }: { value: string }) => `reached: ${value}`,
  goalMissed: ({ value }: { value: string }) => `not reached: ${value}`,
  machine: ({ machine, dollars }: { machine: string; dollars: number }) => `${machine}, ${price(dollars)} an hour`,
  solution: ({ settings }: { settings: string[] }) => `One solution: ${settings.join(', ')}.`,
  hint: 'Give me a hint',
  anotherHint: 'Another hint',
  showSolution: 'Show a solution',
}

/** Names of what a challenge asks for. */
export const goals = {
  p95Ms: '95 of 100 answers within',
  p99Ms: '99 of 100 answers within',
  errorShare: 'failed requests',
  throughputPerSecond: 'answers a second',
  workers: 'workers',
  cores: 'cores',
  dollarsPerHour: 'price of the machine an hour',
}
/** "95 of 100 answers within 300 ms". */
export const goalWithin = ({ name, value }: { name: string; value: string }) => `${name} ${value}`
/** "failed requests: at most 0 %". */
export const goal = ({ name, atLeast, atMost }: { name: string; atLeast: string | null; atMost: string | null }) => {
  const bounds = [atLeast === null ? '' : `at least ${atLeast}`, atMost === null ? '' : `at most ${atMost}`]
  return `${name}: ${bounds.filter(Boolean).join(', ')}`
}
