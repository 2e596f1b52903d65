/**
 * The option settings of an Elastic Beanstalk `.config` as a list, in both of their forms: a map of namespaces, and a list
 * of options with their namespace. What an option means is not known here.
 */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import type { Place } from './configuration.ts'
import { excerpt, type Findings } from './findings.ts'
import type { Value } from './settings.ts'

export interface Option {
  namespace: string
  name: string
  value: Value
  place: Place
}

type PlaceOf = (node: unknown) => Place

export function optionsOf(source: string, findings: Findings): Option[] {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, logLevel: 'silent', maxAliasCount: 0 } as never)
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)
  for (const error of document.errors.slice(0, 20)) {
    const line = lineOf(error.pos[0])
    const why = `this is not YAML: ${error.message.split('\n')[0]!.replace(/ at line .*/, '')}.`
    findings.leave({ line, text: lineText(source, line) }, why)
  }
  const place: PlaceOf = node => {
    const line = lineOf((node as Node | null)?.range?.[0] ?? 0)
    return { line, text: lineText(source, line) }
  }
  const root = document.contents
  if (!isMap(root)) {
    findings.leave(place(root), 'option_settings is missing.')
    return []
  }
  return root.items.flatMap(({ key, value }) => {
    if (scalarOf(key) === 'option_settings') return optionsIn(value, place, findings)
    findings.leave(place(key), 'only option_settings are read.')
    return []
  })
}

function lineText(source: string, line: number): string {
  return excerpt(source.split('\n', line).at(-1) ?? '')
}

function scalarOf(node: unknown): Value {
  if (!isScalar(node)) return null
  const { value } = node
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function optionsIn(node: unknown, place: PlaceOf, findings: Findings): Option[] {
  if (isMap(node)) return node.items.flatMap(({ key, value }) => namespaceOptions(key, value, place, findings))
  if (isSeq(node)) return node.items.flatMap(item => listedOption(item, place, findings))
  findings.leave(place(node), 'option_settings are a map of namespaces or a list of options.')
  return []
}

function namespaceOptions(key: unknown, node: unknown, place: PlaceOf, findings: Findings): Option[] {
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
function listedOption(node: unknown, place: PlaceOf, findings: Findings): Option[] {
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
