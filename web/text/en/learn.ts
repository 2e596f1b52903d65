/** Chapters: what stands around their words. The words are files of their own, in web/learn/chapters/. */

export const challenge = {
  running: ({ runs }: { runs: number }) => `Running ${runs} times…`,
  check: 'Check',
  reached: ({ runs }: { runs: number }) => `Reached, in the mean of ${runs} runs.`,
  missed: ({ goals }: { goals: number }) =>
    goals === 1 ? 'One goal is not reached yet.' : `${goals} goals are not reached yet.`,
  goalReached: ({ value }: { value: string }) => `reached: ${value}`,
  goalMissed: ({ value }: { value: string }) => `not reached: ${value}`,
  machine: ({ machine, dollars }: { machine: string; dollars: number }) => `${machine}, $${dollars} an hour`,
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
