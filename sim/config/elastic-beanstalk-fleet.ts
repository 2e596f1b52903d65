/**
 * The options of Elastic Beanstalk that say how many instances there are, when one is added or taken out, and what the load
 * balancer does. Names, units and defaults: developer guide, command-options-general.md (2023).
 */
import { notAllowed } from '../scenario/problem.ts'
import type { FleetMetric, ParameterPath } from '../scenario/scenario.ts'
import type { Option } from './elastic-beanstalk-options.ts'
import type { Findings } from './findings.ts'
import { numberOf } from './settings.ts'

export const TRIGGER = 'aws:autoscaling:trigger'

/** A number in the file, and what it is in the scenario's unit. */
interface Read {
  path: ParameterPath
  times?: number
}

const OPTIONS: readonly [namespace: RegExp, options: Readonly<Record<string, Read>>][] = [
  [
    /^aws:autoscaling:asg$/,
    { MinSize: { path: 'fleet.min' }, MaxSize: { path: 'fleet.max' }, Cooldown: { path: 'fleet.cooldownSeconds' } },
  ],
  [
    /^aws:elb:policies$/,
    {
      ConnectionSettingIdleTimeout: { path: 'fleet.idleTimeoutSeconds' },
      ConnectionDrainingTimeout: { path: 'fleet.drainSeconds' },
    },
  ],
  [/^aws:elbv2:loadbalancer$/, { IdleTimeout: { path: 'fleet.idleTimeoutSeconds' } }],
  [
    /^aws:elb:healthcheck$/,
    {
      Interval: { path: 'fleet.checkSeconds' },
      Timeout: { path: 'fleet.checkTimeoutSeconds' },
      HealthyThreshold: { path: 'fleet.healthyChecks' },
      UnhealthyThreshold: { path: 'fleet.unhealthyChecks' },
    },
  ],
  [
    /^aws:elasticbeanstalk:environment:process:/,
    {
      HealthCheckInterval: { path: 'fleet.checkSeconds' },
      HealthCheckTimeout: { path: 'fleet.checkTimeoutSeconds' },
      HealthyThresholdCount: { path: 'fleet.healthyChecks' },
      UnhealthyThresholdCount: { path: 'fleet.unhealthyChecks' },
      DeregistrationDelay: { path: 'fleet.drainSeconds' },
    },
  ],
]

/** Elastic Load Balancing’s guide, how-elastic-load-balancing-works (2023). */
const BALANCERS: Readonly<Record<string, string>> = { classic: 'least-outstanding', application: 'round-robin' }

/** Whether it is one of the fleet's. */
export function readFleetOption(option: Option, findings: Findings): boolean {
  const { namespace, name, place, value } = option
  const found = OPTIONS.find(([pattern]) => pattern.test(namespace))?.[1]
  const read = found && Object.hasOwn(found, name) ? found[name] : undefined
  if (read) takeNumber(read, option, findings)
  else if (name === 'Application Healthcheck URL' || name === 'HealthCheckPath') {
    findings.take('fleet.healthCheck', /^(tcp|ssl)/i.test(String(value)) ? 'tcp' : 'http', place)
  } else if (name === 'ConnectionDrainingEnabled') {
    if (String(value) === 'false') findings.take('fleet.drainSeconds', 0, place, 'nothing is drained')
  } else if (name === 'LoadBalancerType' && Object.hasOwn(BALANCERS, String(value))) {
    findings.take('fleet.balancer', BALANCERS[String(value)]!, place, 'as it chooses over HTTP')
  } else if (name === 'EnvironmentType' && value === 'SingleInstance') {
    findings.take('fleet.min', 1, place)
    findings.take('fleet.max', 1, place)
  } else return false
  return true
}

function takeNumber({ path, times = 1 }: Read, { value, place }: Option, findings: Findings): void {
  const number = numberOf(value)
  if (Number.isNaN(number)) findings.leave(place, notAllowed(path, value, 'a number').message)
  else findings.take(path, Number((number * times).toPrecision(12)), place)
}

interface Measure {
  metric: FleetMetric
  /** CloudWatch's unit of it: an alarm with another one has no data. */
  unit: string
  upper: Read
  lower: Read
}

const LATENCY: Measure = {
  metric: 'latency',
  unit: 'Seconds',
  upper: { path: 'fleet.latencyUpperMs', times: 1000 },
  lower: { path: 'fleet.latencyLowerMs', times: 1000 },
}

const MEASURES: Readonly<Record<string, Measure>> = {
  NetworkOut: {
    metric: 'network-out',
    unit: 'Bytes',
    upper: { path: 'fleet.networkOutUpperMb', times: 1e-6 },
    lower: { path: 'fleet.networkOutLowerMb', times: 1e-6 },
  },
  CPUUtilization: {
    metric: 'cpu',
    unit: 'Percent',
    upper: { path: 'fleet.cpuUpperPercent' },
    lower: { path: 'fleet.cpuLowerPercent' },
  },
  Latency: LATENCY,
  TargetResponseTime: LATENCY,
}

const IN_MINUTES = 60
const DEFAULT_PERIOD = 5

/** The rule that adds and removes instances. What a threshold means, the metric decides, wherever it stands. */
export function readTrigger(options: readonly Option[], findings: Findings): void {
  const last = (name: string) => options.findLast(option => option.name === name)
  const name = String(last('MeasureName')?.value ?? 'NetworkOut')
  const measure = Object.hasOwn(MEASURES, name) ? MEASURES[name]! : null
  const hasThresholds = last('UpperThreshold') !== undefined && last('LowerThreshold') !== undefined
  for (const option of options) {
    if (option !== last(option.name)) findings.leave(option.place, 'a later line sets it again.')
    else readOption(option, measure, hasThresholds, findings)
  }
  readPeriods(last('Period'), last('EvaluationPeriods'), last('BreachDuration'), findings)
}

function readOption(option: Option, measure: Measure | null, hasThresholds: boolean, findings: Findings): void {
  const { name, place } = option
  if (name === 'MeasureName' && measure) {
    findings.take('fleet.metric', measure.metric, place, hasThresholds ? '' : 'its thresholds are not all there')
  } else if (name === 'UpperThreshold' && measure) takeNumber(measure.upper, option, findings)
  else if (name === 'LowerThreshold' && measure) takeNumber(measure.lower, option, findings)
  else if (!PERIODS.has(name)) {
    const why = whyNotTaken(option, measure)
    if (why !== null) findings.leave(place, why)
  }
}

const PERIODS: ReadonlySet<string> = new Set(['Period', 'EvaluationPeriods', 'BreachDuration'])

/** Null where it says what the model does anyway. */
function whyNotTaken({ name, value }: Option, measure: Measure | null): string | null {
  switch (name) {
    case 'MeasureName':
      return `the model scales by ${Object.keys(MEASURES).join(', ')}.`
    case 'UpperThreshold':
    case 'LowerThreshold':
      return 'its metric is not modelled.'
    case 'Unit':
      if (measure === null || value === measure.unit) return null
      return `CloudWatch has it in ${measure.unit}; with another unit the alarm has no data.`
    case 'Statistic':
      return value === 'Average' ? null : 'the model takes the average of the instances.'
    case 'UpperBreachScaleIncrement':
    case 'LowerBreachScaleIncrement':
      return Math.abs(numberOf(value)) === 1 ? null : 'the model adds and removes one instance at a time.'
    default:
      return 'it changes nothing that is modelled.'
  }
}

/** BreachDuration = Period × EvaluationPeriods, says the guide; either of the two may be left out. */
function readPeriods(
  period: Option | undefined,
  evaluations: Option | undefined,
  breach: Option | undefined,
  findings: Findings,
): void {
  if (period) takeNumber({ path: 'fleet.periodSeconds', times: IN_MINUTES }, period, findings)
  if (breach) {
    takeNumber({ path: 'fleet.breachSeconds', times: IN_MINUTES }, breach, findings)
    return
  }
  const minutes = numberOf(period?.value ?? DEFAULT_PERIOD)
  if (!(minutes > 0)) return
  if (evaluations) takeNumber({ path: 'fleet.breachSeconds', times: IN_MINUTES * minutes }, evaluations, findings)
  else if (period) {
    findings.take('fleet.breachSeconds', minutes * IN_MINUTES, period.place, 'one period, which is the default')
  }
}
