/** A fleet over hours and days: its sentence, its charts and its table of events. */
import { compact, count, dollars, percent } from '../format.ts'
import { form } from '../plural.ts'

/** What happened, in one or two sentences. */
export const sentence = (of: {
  offered: number
  failedShare: number
  /** What it is scaled by and how often it was; null where its size is fixed. */
  scaled: { by: string; times: number } | null
  /** Null where no price is set. */
  dollarsPerMillion: number | null
}) => {
  const scaled =
    of.scaled === null ? '' : `, and the fleet, scaled by ${of.scaled.by}, changed its size ${times(of.scaled)}`
  const bill = of.dollarsPerMillion === null ? '' : ` A million answers cost ${dollars(of.dollarsPerMillion)}.`
  return `${answered(of)}${scaled}.${bill}`
}

function answered({ offered, failedShare }: { offered: number; failedShare: number }): string {
  const requests = `${count(offered)} ${form(offered, { one: 'request', other: 'requests' })}`
  if (failedShare > 0) return `${percent(failedShare).replace('<', 'Fewer than')} of ${requests} failed`
  return offered === 1 ? 'The only request was answered' : `All ${requests} were answered`
}

export const nothingSent = 'Nothing was sent.'

/** "not once", "once", "twice", "6 times". */
export const times = ({ times }: { times: number }) => ['not once', 'once', 'twice'][times] ?? `${count(times)} times`

export const cancelled = 'Cancelled. What is shown is from before.'

export const events = {
  none: 'Nothing: the fleet has the size it began with.',
  title: 'What happened to the fleet, as table',
  time: 'Time',
  what: 'What',
  why: 'Why',
  instances: 'Instances',
  errorsBefore: 'Errors 10 min before',
  errorsAfter: 'after',
  instance: ({ instance, did }: { instance: number; did: string }) => `Instance ${instance} ${did}`,
  showAll: ({ events }: { events: number }) => `Show all ${count(events)}`,
}

export const units = { instances: 'instances', credits: 'credits', dollars: 'US dollars' }

export const charts = {
  requests: {
    title: 'Requests',
    subtitle: 'a second; grey: offered',
    offered: 'offered',
    answered: 'answered',
    summary: ({ offered, answered }: { offered: number; answered: number }) =>
      `Up to ${compact(offered)} a second were offered and up to ${compact(answered)} answered.`,
  },
  errors: {
    title: 'Errors',
    subtitle: 'failed requests a second',
    failed: 'failed',
    summary: ({ most }: { most: number }) => `Up to ${compact(most)} a second failed.`,
    none: 'Nothing failed.',
  },
  instances: {
    title: 'Instances',
    subtitle: 'paid for; dashed: in service',
    paidFor: 'paid for',
    inService: 'in service',
    summary: ({ least, most }: { least: number; most: number }) =>
      `Between ${compact(least)} and ${compact(most)} instances were paid for.`,
  },
  cpu: {
    title: 'CPU utilization',
    subtitle: 'share of the vCPUs that were up',
    cpu: 'CPU',
    summary: ({ most }: { most: number }) => `At most ${compact(100 * most)} percent.`,
  },
  latency: {
    title: 'Latency',
    subtitle: 'of answers; dashed: 99 of 100',
    mean: 'mean',
    p99: 'p99',
    summary: ({ most }: { most: number }) => `The mean was at most ${compact(most)} ms.`,
  },
  cost: {
    title: 'Cost',
    subtitle: 'spent so far, machines alone',
    spent: 'spent',
    tick: ({ dollars }: { dollars: number }) => `$${compact(dollars)}`,
    summary: ({ spent }: { spent: number }) => `In the end ${dollars(spent)}.`,
  },
  credits: {
    title: 'CPU credits',
    subtitle: 'of an instance, on average; one is a vCPU for a minute',
    subtitleOwed: 'of an instance, on average; one is a vCPU for a minute; dashed: owed',
    left: 'left',
    owed: 'owed',
    summary: ({ most, throttled, charged }: { most: number; throttled: number; charged: number }) => {
      const slow =
        throttled > 0 ? ` Instances were slowed down for ${compact(100 * throttled)} percent of the time.` : ''
      const paid = charged > 0 ? ` ${compact(charged)} surplus credits were charged.` : ''
      return `At most ${compact(most)} credits.${slow}${paid}`
    },
  },
  metric: {
    title: ({ metric }: { metric: string }) => `What the rule sees: ${metric}`,
    subtitle: ({ unit, seconds }: { unit: string; seconds: number }) =>
      `${unit}, one value each ${seconds} s; dotted: thresholds`,
    units: {
      'network-out': 'MB in a period, mean of the instances',
      cpu: 'percent, mean of the instances',
      latency: 'ms, mean of the instances',
      requests: 'a second, mean of the instances',
    },
    oneMore: 'one more',
    oneFewer: 'one fewer',
    mean: 'mean',
    column: 'Mean of the instances',
    summary: ({ upper, lower }: { upper: string; lower: string }) =>
      `One instance more above ${upper}, one fewer below ${lower}.`,
    never: 'The fleet is never scaled.',
  },
}
