/**
 * A scenario as option settings of Elastic Beanstalk: the platform's gunicorn, the machine, and the fleet around it. Names,
 * units and limits: developer guide, command-options-general.md and command-options-specific.md (2023).
 */
import { thresholdsOf } from '../../fleet/scaling.ts'
import { METRIC_NAMES } from '../../fleet/words.ts'
import type { FleetMetric, Scenario } from '../../scenario/scenario.ts'
import type { TakeHomeFile } from './files.ts'
import { addressOf, lostBut } from './options.ts'
import { capital, loadInWords, whyThreads, whyWorkers } from './reasons.ts'

interface Line {
  name: string
  value: string | number | boolean
  /** Empty where the name says it. */
  why: string
}

/** The two options that the platform has for gunicorn; the others need a Procfile. */
const CANNOT = [
  'server.backlog',
  'server.connections',
  'server.timeoutMs',
  'server.keepaliveMs',
  'server.maxRequests',
  'server.maxRequestsJitter',
] as const

export function beanstalkFile(scenario: Scenario): TakeHomeFile {
  const lost = platformCannot(scenario)
  const sections: [namespace: string, lines: Line[]][] = [
    ['aws:elasticbeanstalk:container:python', platformLines(scenario)],
    ['aws:ec2:instances', machineLines(scenario)],
    ['aws:autoscaling:asg', groupLines(scenario, lost)],
    ['aws:autoscaling:trigger', triggerLines(scenario, lost)],
    ...balancerSections(scenario, lost),
  ]
  const texts = sections.filter(([, lines]) => lines.length > 0).map(([name, lines]) => sectionText(name, lines))
  const head = `# For ${loadInWords(scenario)}. Written by Prefork from a scenario.\noption_settings:\n`
  return { name: '.ebextensions/prefork.config', text: head + texts.join(''), lost }
}

function sectionText(namespace: string, lines: readonly Line[]): string {
  const texts = lines.map(({ name, value, why }) => {
    const quoted = / /.test(name) ? JSON.stringify(name) : name
    return `${why === '' ? '' : `    # ${capital(why)}.\n`}    ${quoted}: ${value}\n`
  })
  return `  ${namespace}:\n${texts.join('')}`
}

function platformCannot(scenario: Scenario): string[] {
  const { server, proxy } = scenario
  const lost = lostBut(scenario, CANNOT, 'An option setting')
  if (addressOf(scenario) !== '127.0.0.1:8000')
    lost.push(`The platform listens at 127.0.0.1:8000 behind nginx, not at ${addressOf(scenario)}.`)
  if (server.kind === 'gunicorn-gthread' && server.threads === 1)
    lost.push('With NumThreads 1 the platform’s workers are sync.')
  if (proxy.kind === 'none') lost.push('The platform has nginx in front of gunicorn.')
  return lost
}

function platformLines(scenario: Scenario): Line[] {
  const { server } = scenario
  const isSync = server.kind === 'gunicorn-sync'
  return [
    { name: 'NumProcesses', value: server.workers, why: whyWorkers(scenario) },
    {
      name: 'NumThreads',
      value: server.threads,
      why: isSync ? 'one thread, so that the workers are sync' : whyThreads(scenario),
    },
    { name: 'WSGIPath', value: 'app:app', why: '' },
  ]
}

function machineLines({ machine }: Scenario): Line[] {
  if (machine.type === 'custom') return []
  const vcpus = machine.cores === 1 ? 'its one vCPU' : `its ${machine.cores} vCPUs`
  return [{ name: 'InstanceTypes', value: machine.type, why: `$${machine.dollarsPerHour} an hour, for ${vcpus}` }]
}

function groupLines({ fleet }: Scenario, lost: string[]): Line[] {
  const size = [
    { name: 'MinSize', value: fleet.min, why: 'there are never fewer' },
    { name: 'MaxSize', value: fleet.max, why: fleet.min === fleet.max ? 'nothing is scaled' : 'there are never more' },
  ]
  if (fleet.min === fleet.max) return size
  const cooldown = whole(fleet.cooldownSeconds, 'Cooldown', 'seconds', lost)
  return [...size, { name: 'Cooldown', value: cooldown, why: 'so many seconds nothing is done after a change' }]
}

/** CloudWatch's name and unit of a metric, and how many of its units are one of ours. */
const MEASURES: Readonly<Record<FleetMetric, { name: string; unit: string; times: number } | null>> = {
  'network-out': { name: 'NetworkOut', unit: 'Bytes', times: 1 },
  cpu: { name: 'CPUUtilization', unit: 'Percent', times: 100 },
  latency: { name: 'Latency', unit: 'Seconds', times: 0.001 },
  requests: null,
}

function triggerLines(scenario: Scenario, lost: string[]): Line[] {
  const { fleet } = scenario
  if (fleet.min === fleet.max) return []
  const measure = MEASURES[fleet.metric]
  if (measure === null) {
    lost.push('A trigger cannot count requests an instance; the rule is left out, and there it is NetworkOut.')
    return []
  }
  const { upper, lower } = thresholdsOf(scenario)
  const inUnit = (value: number) => Number((value * measure.times).toPrecision(12))
  const period = whole(fleet.periodSeconds / 60, 'Period', 'minutes', lost)
  const periods = Math.max(1, Math.ceil(fleet.breachSeconds / fleet.periodSeconds))
  const name = isClassic(scenario) || fleet.metric !== 'latency' ? measure.name : 'TargetResponseTime'
  return [
    { name: 'MeasureName', value: name, why: `${METRIC_NAMES[fleet.metric]} decides` },
    { name: 'Statistic', value: 'Average', why: '' },
    { name: 'Unit', value: measure.unit, why: '' },
    { name: 'UpperThreshold', value: inUnit(upper), why: 'one instance more above this' },
    { name: 'LowerThreshold', value: inUnit(lower), why: 'one fewer below this' },
    { name: 'Period', value: period, why: 'minutes, for which there is one value' },
    { name: 'EvaluationPeriods', value: periods, why: 'so many values in a row must be past the threshold' },
    { name: 'BreachDuration', value: period * periods, why: '' },
  ]
}

/** Over HTTP a classic load balancer takes the instance with the fewest outstanding requests; an application one has turns. */
function isClassic({ fleet }: Scenario): boolean {
  return fleet.healthCheck === 'tcp' || fleet.balancer === 'least-outstanding'
}

function balancerSections(scenario: Scenario, lost: string[]): [namespace: string, lines: Line[]][] {
  const { fleet } = scenario
  const isOld = isClassic(scenario)
  if (isOld && fleet.balancer === 'round-robin' && fleet.max > 1)
    lost.push(
      'A load balancer that checks over TCP is a classic one, and gives a request to the instance with the fewest.',
    )
  const type = { name: 'LoadBalancerType', value: isOld ? 'classic' : 'application', why: '' }
  const [idle, drain, check, timeout] = (
    [
      [fleet.idleTimeoutSeconds, 'The idle timeout'],
      [fleet.drainSeconds, 'The draining'],
      [fleet.checkSeconds, 'The interval of health checks'],
      [fleet.checkTimeoutSeconds, 'The timeout of health checks'],
    ] as const
  ).map(([value, name]) => whole(value, name, 'seconds', lost)) as [number, number, number, number]
  const whyIdle = 'seconds without an answer, then its client gets a 504'
  const whyDrain = 'seconds in which an instance that leaves may finish'
  const counts = { healthy: 'passed checks in a row bring an instance in', unhealthy: 'failed ones take it out' }
  const environment: [string, Line[]] = ['aws:elasticbeanstalk:environment', [type]]
  if (!isOld) {
    return [
      environment,
      ['aws:elbv2:loadbalancer', [{ name: 'IdleTimeout', value: idle, why: whyIdle }]],
      [
        'aws:elasticbeanstalk:environment:process:default',
        [
          { name: 'HealthCheckPath', value: '/', why: 'a request like any other, which waits in the same queues' },
          { name: 'HealthCheckInterval', value: check, why: '' },
          { name: 'HealthCheckTimeout', value: timeout, why: '' },
          { name: 'HealthyThresholdCount', value: fleet.healthyChecks, why: counts.healthy },
          { name: 'UnhealthyThresholdCount', value: fleet.unhealthyChecks, why: counts.unhealthy },
          { name: 'DeregistrationDelay', value: drain, why: whyDrain },
        ],
      ],
    ]
  }
  const isHttp = fleet.healthCheck === 'http'
  return [
    environment,
    [
      'aws:elasticbeanstalk:application',
      [
        {
          name: 'Application Healthcheck URL',
          value: isHttp ? '/' : 'TCP:80',
          why: isHttp
            ? 'a request like any other, which waits in the same queues'
            : 'passes as long as nginx accepts connections',
        },
      ],
    ],
    [
      'aws:elb:healthcheck',
      [
        { name: 'Interval', value: check, why: '' },
        { name: 'Timeout', value: timeout, why: '' },
        { name: 'HealthyThreshold', value: fleet.healthyChecks, why: counts.healthy },
        { name: 'UnhealthyThreshold', value: fleet.unhealthyChecks, why: counts.unhealthy },
      ],
    ],
    [
      'aws:elb:policies',
      [
        { name: 'ConnectionSettingIdleTimeout', value: idle, why: whyIdle },
        { name: 'ConnectionDrainingEnabled', value: drain > 0, why: '' },
        ...(drain > 0 ? [{ name: 'ConnectionDrainingTimeout', value: drain, why: whyDrain }] : []),
      ],
    ],
  ]
}

/** Rounded up, so that none becomes 0 that is not. */
function whole(value: number, name: string, unit: string, lost: string[]): number {
  const up = Math.ceil(value - 1e-9)
  if (Math.abs(up - value) > 1e-9)
    lost.push(`${name} takes whole ${unit}: ${up} instead of ${Number(value.toPrecision(6))}.`)
  return up
}
