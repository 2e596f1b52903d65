/**
 * `prefork params`: the parameter table.
 */

import { toJsonText } from '../../experiment/result-json.ts'
import { allowedWords } from '../../scenario/allowed.ts'
import { MACHINE_TYPES } from '../../scenario/machine-types.ts'
import { type NumberParameter, PARAMETERS, type Parameter } from '../../scenario/parameters.ts'
import { SERVER_KINDS } from '../../scenario/server-kinds.ts'
import { formatValue } from '../../scenario/text.ts'
import type { Arguments } from '../arguments.ts'
import { alignColumns, type Pen, pen, wrap } from '../format.ts'
import type { Io } from '../io.ts'
import { type Command, JSON_OPTION } from './command.ts'

const WIDTH = 100

export const paramsCommand: Command = {
  spec: {
    name: 'params',
    about: 'lists every parameter with its default and what is allowed',
    details: [
      'Each line names a parameter as --set and --over take it. Where the default depends on the server, each server’s own is listed.',
    ],
    options: [JSON_OPTION],
    examples: ['prefork params', 'prefork params --json'],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  if (args.has('json')) return io.stdout.write(toJsonText(PARAMETERS.map(parameterJson)))
  await io.stdout.write(tableText(pen(io.stdout.colour)))
}

/** The table’s entry, with each server’s own default where there is one. Functions are no part of it. */
function parameterJson(parameter: Parameter): object {
  const { relevant: _relevant, ...entry } = parameter
  if (entry.kind === 'steps') return entry
  const { ofServer, ...rest } = entry
  const servers = ofServer && Object.values(SERVER_KINDS).map(kind => [kind.name, ofServer(kind)])
  return {
    ...('ofMachine' in rest ? withMachines(rest) : rest),
    ...(servers && { servers: Object.fromEntries(servers) }),
  }
}

function withMachines({ ofMachine, ...rest }: Pick<NumberParameter, 'ofMachine'>): object {
  const machines = ofMachine && MACHINE_TYPES.map(type => [type.name, ofMachine(type)])
  return { ...rest, ...(machines && { machines: Object.fromEntries(machines) }) }
}

function tableText(marks: Pen): string {
  const heads = PARAMETERS.map(parameter => [
    marks.strong(parameter.path),
    formatValue(parameter, parameter.default),
    allowedWords(parameter, null),
  ])
  const [titles, ...lines] = alignColumns([['parameter', 'default', 'allowed'], ...heads], ['left', 'left', 'left'])
  const entries = PARAMETERS.map((parameter, at) => [lines[at], ...noteLines(parameter, marks)].join('\n'))
  return `${[titles, ...entries].join('\n\n')}\n`
}

function noteLines(parameter: Parameter, marks: Pen): string[] {
  const notes = [`${parameter.label}. ${parameter.help}`, ...serverNotes(parameter)]
  return notes.flatMap(note => wrap(note, WIDTH, '    ')).map(line => marks.quiet(line))
}

/** Defaults that differ between servers, the servers with the same one together. */
function serverNotes(parameter: Parameter): string[] {
  if (parameter.kind === 'steps') return []
  if (parameter.kind === 'number' && parameter.ofMachine)
    return ['A machine.type other than custom has its own: “prefork machines” lists them.']
  if (!parameter.ofServer) return []
  const servers = new Map<string, string[]>()
  for (const kind of Object.values(SERVER_KINDS)) {
    const setting = settingWords(parameter.ofServer(kind))
    servers.set(setting, [...(servers.get(setting) ?? []), kind.name])
  }
  return [
    `Default by server: ${[...servers].map(([setting, names]) => `${setting} for ${names.join(', ')}`).join('; ')}.`,
  ]
}

function settingWords({ default: value, fixed }: { default: string | number; fixed?: true }): string {
  return fixed ? `always ${value}` : String(value)
}
