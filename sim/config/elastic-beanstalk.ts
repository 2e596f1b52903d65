/**
 * What the options of an Elastic Beanstalk `.config` set: the platform's gunicorn, the type of its instances, and the fleet
 * around them.
 */
import { shown } from '../scenario/problem.ts'
import type { Place } from './configuration.ts'
import { readFleetOption, readTrigger, TRIGGER } from './elastic-beanstalk-fleet.ts'
import { type Option, optionsOf } from './elastic-beanstalk-options.ts'
import type { Findings } from './findings.ts'
import { readGunicorn } from './gunicorn.ts'
import type { Setting } from './settings.ts'

const CONTAINER = 'aws:elasticbeanstalk:container:python'

/** Options of the Python platform and their defaults: developer guide, command-options-specific (2023). */
const DEFAULTS = { processes: 1, threads: 15 }

const DEFAULT: Place = { line: 0, text: '' }
const DEFAULT_NOTE = 'Elastic Beanstalk’s default'

const UNREAD: readonly [namespace: RegExp, why: string][] = [
  [
    /^aws:autoscaling:updatepolicy|^aws:elasticbeanstalk:(command|trafficsplitting)/,
    'nothing is deployed in the model.',
  ],
  [/^aws:autoscaling:scheduledaction/, 'nothing is scaled by the clock in the model.'],
  [/^aws:(ec2|autoscaling):/, 'of the machine only its type is read, and of the group its size and its rule.'],
  [/^aws:elb/, 'of the load balancer only its idle timeout, its draining and its health checks are read.'],
  [/:application:environment$/, 'environment variables change nothing that is modelled.'],
  [/^aws:elasticbeanstalk:/, 'it changes nothing that is modelled.'],
]

export function readElasticBeanstalk(source: string, findings: Findings): void {
  const options = optionsOf(source, findings)
  readContainer(options, findings)
  readInstanceType(options, findings)
  readTrigger(
    options.filter(({ namespace }) => namespace === TRIGGER),
    findings,
  )
  for (const option of options)
    if (!isReadElsewhere(option) && !readFleetOption(option, findings)) leave(option, findings)
}

/** The platform starts gunicorn with these two, `--workers` and `--threads`, behind nginx. */
function readContainer(options: readonly Option[], findings: Findings): void {
  const last = (name: string) => lastOf(options, CONTAINER, name, findings)
  const processes = last('NumProcesses')
  const threads = last('NumThreads')
  if (!processes && !threads) return
  const settings = [
    settingOf('workers', processes, DEFAULTS.processes),
    settingOf('threads', threads, DEFAULTS.threads),
  ]
  readGunicorn(settings, findings)
  findings.take('proxy.kind', 'nginx', DEFAULT, 'Elastic Beanstalk puts nginx in front')
  findings.take('proxy.upstreamKeepalive', 0, DEFAULT, 'its nginx keeps no connection')
  findings.take('proxy.socket', 'tcp', DEFAULT, 'gunicorn listens at 127.0.0.1:8000')
}

function settingOf(name: string, option: Option | undefined, otherwise: number): Setting {
  if (option) return { name, value: option.value, note: '', place: option.place }
  return { name, value: otherwise, note: DEFAULT_NOTE, place: DEFAULT }
}

/** The first of `InstanceTypes`, which goes before the older `InstanceType`: command-options-general. */
function readInstanceType(options: readonly Option[], findings: Findings): void {
  const older = lastOf(options, 'aws:autoscaling:launchconfiguration', 'InstanceType', findings)
  const types = lastOf(options, 'aws:ec2:instances', 'InstanceTypes', findings)
  const option = types ?? older
  if (!option) return
  if (types && older) findings.leave(older.place, `line ${types.place.line} goes before it.`)
  const [first = '', ...others] = String(option.value).split(',')
  findings.take('machine.type', first.trim(), option.place, others.length > 0 ? 'the first is used' : '')
}

/** The last of them counts. */
function lastOf(options: readonly Option[], namespace: string, name: string, findings: Findings): Option | undefined {
  const all = options.filter(option => option.namespace === namespace && option.name === name)
  for (const { place } of all.slice(0, -1)) findings.leave(place, 'a later line sets it again.')
  return all.at(-1)
}

function isReadElsewhere({ namespace, name }: Option): boolean {
  if (namespace === CONTAINER) return name === 'NumProcesses' || name === 'NumThreads'
  return namespace === TRIGGER || name === 'InstanceType' || name === 'InstanceTypes'
}

function leave(option: Option, findings: Findings): void {
  findings.leave(option.place, whyUnread(option))
}

function whyUnread({ namespace, name }: Option): string {
  if (name === 'WSGIPath') return 'the application; what a request costs is not in it.'
  if (name === 'EnableSpot') return 'prices are those on demand.'
  const why = UNREAD.find(([pattern]) => pattern.test(namespace))?.[1]
  return why ?? `Elastic Beanstalk’s namespace ${shown(namespace)} is not known here.`
}
