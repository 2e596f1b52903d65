/** The page “Plan”: what is asked, and the answer round the sentences that sim/experiment/plan/words.ts makes. */
export const title = 'Plan'
export const before = 'How many workers, on what, for your load?'
export const soFar = 'The plan so far'
export const stages = {
  search: 'Looking for the cheapest setup that holds',
  order: 'Raising the load until things break',
  grid: 'Trying workers and cores around it',
  rules: 'Putting rules of thumb on trial',
  done: '',
}
export const cancel = 'Cancel'
export const again = 'Compute again'
export const stopped = 'Stopped. What was found until then is shown.'
export const cheapestFirst = 'The cheapest setups are tried first; the first that holds appears here.'
export const toCome = 'To come.'

export const how = {
  title: 'How this was found',
  prices: ({ note, region, date }: { note: string; region: string; date: string }) =>
    `${note} Prices on demand, Linux, ${region}, of ${date}.`,
}

export const asked = {
  title: 'What is asked',
  p99: 'p99 at most',
  errors: 'Errors at most',
  budget: 'Budget a month',
  instances: 'Instances',
  choice: 'Machines and servers to choose from',
  families: 'EC2 families',
  servers: 'Servers',
  exactValue: ({ label }: { label: string }) => `${label}, exact value`,
}

export const answer = {
  none: 'Allow more machines, a larger budget or weaker goals.',
  title: 'The answer',
  closest: 'What comes closest',
  headroomToCome: 'How much more it bears is being looked for.',
  open: 'Open in the playground',
}

export const breaks = {
  title: 'What breaks first',
  toCome: 'To come: the load is raised until everything has run out.',
  about: ({ load, seconds }: { load: string; seconds: number }) =>
    `The load is raised from ${load} on, for ${seconds} s each time. At the left end of a bar no run had it, at the right end every run. The line is the load that was asked for.`,
}

export const map = {
  title: 'Workers × cores',
  cores: 'Cores',
  /** `<rest>` is only spoken. */
  workers: ({ workers }: { workers: number }) => `${workers}<rest> workers</rest>`,
  about: ({ server, instances }: { server: string; instances: number }) => {
    const each = instances > 1 ? `, on each of ${instances} instances` : ''
    return `${server} with your load${each}, on machines with memory for all. Columns are workers, rows are cores.`
  },
  /** What signs mean; `<sign>` is where the sign stands. */
  keys: {
    holds: '<sign></sign> holds',
    fewest: '<sign></sign> the fewest workers that hold',
    undecided: '<sign></sign> undecided',
    fails: '<sign></sign> fails',
    out: '<sign></sign> ruled out by arithmetic',
  },
  ruledOut: 'ruled out by arithmetic',
  fewest: 'the fewest that hold',
}

export const rules = {
  title: 'Rules of thumb on trial',
  workersOn: ({ cores }: { cores: number }) => `Workers on ${cores} cores`,
  cpu: ({ share }: { share: string }) => `${share} CPU`,
  fewest: 'The fewest that hold',
  none: 'none',
}

export const runnersUp = {
  title: 'Runners-up',
  machines: 'Machines',
  server: 'Server',
  configuration: 'Configuration',
  month: 'A month',
  errors: 'Errors',
  verdict: 'Verdict',
}
