/**
 * The option settings of an Elastic Beanstalk `.config`, in both of their forms: a map of namespaces, and a list of
 * options with their namespace.
 */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import { shown } from '../scenario/problem.ts'
import type { Place } from './configuration.ts'
import { excerpt, type Findings } from './findings.ts'
import { readGunicorn } from './gunicorn.ts'
import type { Setting, Value } from './settings.ts'

interface Option {
  namespace: string
  name: string
  value: Value
  place: Place
}

const CONTAINER = 'aws:elasticbeanstalk:container:python'

/** Options of the Python platform and their defaults: developer guide, command-options-specific (2023). */
const DEFAULTS = { processes: 1, threads: 15 }

const DEFAULT: Place = { line: 0, text: '' }
const DEFAULT_NOTE = 'Elastic Beanstalk’s default'

const UNREAD: readonly [namespace: RegExp, why: string][] = [
  [
    /^aws:autoscaling:(asg|trigger|updatepolicy|scheduledaction)/,
    'it belongs to a fleet, which “prefork fleet” simulates; a scenario is one machine.',
  ],
  [/^aws:ec2:|^aws:autoscaling:launchconfiguration/, 'the machine is set by hand: machine.type, or machine.cores.'],
  [/^aws:elb|^aws:elbv2/, 'it belongs to a fleet, which “prefork fleet” simulates; a scenario is one machine.'],
  [/:environment$/, 'environment variables change nothing that is modelled.'],
  [/^aws:elasticbeanstalk:/, 'it changes nothing that is modelled.'],
]

export function readElasticBeanstalk(source: string, findings: Findings): void {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, logLevel: 'silent', maxAliasCount: 0 } as never)
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)
  for (const error of document.errors.slice(0, 20)) {
    const line = lineOf(error.pos[0])
    findings.leave(
      { line, text: lineText(source, line) },
      `this is not YAML: ${error.message.split('\n')[0]!.replace(/ at line .*/, '')}.`,
    )
  }
  const place = (node: unknown): Place => {
    const line = lineOf((node as Node | null)?.range?.[0] ?? 0)
    return { line, text: lineText(source, line) }
  }
  const root = document.contents
  if (!isMap(root)) {
    findings.leave(place(root), 'option_settings is missing.')
    return
  }
  const options: Option[] = []
  for (const { key, value } of root.items) {
    const name = scalarOf(key)
    if (name === 'option_settings') options.push(...optionsIn(value, place, findings))
    else findings.leave(place(key), 'only option_settings are read.')
  }
  readOptions(options, findings)
}

function lineText(source: string, line: number): string {
  return excerpt(source.split('\n', line).at(-1) ?? '')
}

function scalarOf(node: unknown): Value {
  if (!isScalar(node)) return null
  const { value } = node
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function optionsIn(node: unknown, place: (node: unknown) => Place, findings: Findings): Option[] {
  if (isMap(node)) return node.items.flatMap(({ key, value }) => namespaceOptions(key, value, place, findings))
  if (isSeq(node)) return node.items.flatMap(item => listedOption(item, place, findings))
  findings.leave(place(node), 'option_settings are a map of namespaces or a list of options.')
  return []
}

function namespaceOptions(key: unknown, node: unknown, place: (node: unknown) => Place, findings: Findings): Option[] {
  const namespace = String(scalarOf(key))
  if (!isMap(node)) {
    findings.leave(place(key), 'a namespace holds options: name and value.')
    return []
  }
  return node.items.map(item => ({
    namespace,
    name: String(scalarOf(item.key)),
    value: scalarOf(item.value),
    place: place(item.key),
  }))
}

/** `- namespace: …`, `option_name: …`, `value: …`. */
function listedOption(node: unknown, place: (node: unknown) => Place, findings: Findings): Option[] {
  if (!isMap(node)) {
    findings.leave(place(node), 'an option in a list has namespace, option_name and value.')
    return []
  }
  const field = (name: string) => scalarOf((node as YAMLMap).get(name, true))
  const name = field('option_name') ?? field('OptionName')
  const namespace = field('namespace') ?? field('Namespace')
  if (name === null || namespace === null) {
    findings.leave(place(node), 'an option in a list has namespace, option_name and value.')
    return []
  }
  const at = (node as YAMLMap).get('value', true) ?? node
  return [
    { namespace: String(namespace), name: String(name), value: field('value') ?? field('Value'), place: place(at) },
  ]
}

/** The platform starts gunicorn with these two, `--workers` and `--threads`, behind nginx. */
function readOptions(options: readonly Option[], findings: Findings): void {
  const last = (name: string) => options.findLast(option => option.namespace === CONTAINER && option.name === name)
  const processes = last('NumProcesses')
  const threads = last('NumThreads')
  for (const option of options) if (option !== processes && option !== threads) leave(option, findings)
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

function leave({ namespace, name, place }: Option, findings: Findings): void {
  if (namespace === CONTAINER && /^(NumProcesses|NumThreads)$/.test(name)) {
    findings.leave(place, 'a later line sets it again.')
    return
  }
  if (name === 'WSGIPath') {
    findings.leave(place, 'the application; what a request costs is not in it.')
    return
  }
  const why = UNREAD.find(([pattern]) => pattern.test(namespace))?.[1]
  findings.leave(place, why ?? `Elastic Beanstalk’s namespace ${shown(namespace)} is not known here.`)
}
