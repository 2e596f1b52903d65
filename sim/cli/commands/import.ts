/**
 * `prefork import`: from a server's configuration to a scenario.
 */
import { type Configuration, FILE_KIND_LABELS, FILE_KINDS, type FileKind } from '../../config/configuration.ts'
import { MAX_CONFIGURATION_LENGTH, readConfiguration } from '../../config/read-configuration.ts'
import { toJsonText } from '../../experiment/result-json.ts'
import { merge } from '../../scenario/merge.ts'
import { findParameter } from '../../scenario/parameters.ts'
import { shown } from '../../scenario/problem.ts'
import { formatValue } from '../../scenario/text.ts'
import { completeScenario, setParameters } from '../../scenario/validate.ts'
import type { Arguments } from '../arguments.ts'
import { alignColumns, type Pen, pen, plural } from '../format.ts'
import { type Io, UserError } from '../io.ts'
import { checked, readNamed } from '../load.ts'
import { type Command, JSON_OPTION } from './command.ts'

export const importCommand: Command = {
  spec: {
    name: 'import',
    operand: 'file …',
    operandIs: 'file',
    manyOperands: true,
    about: 'reads a server’s configuration: gunicorn, uWSGI, nginx, Procfile, Elastic Beanstalk',
    details: [
      'Reads a gunicorn.conf.py, a Procfile, a uwsgi.ini, an nginx configuration, an Elastic Beanstalk .config, or a command line in a file; - reads standard input. What a file is, its name and text say; --kind overrides that. Of several files the later counts more: give nginx.conf and gunicorn.conf.py together.',
      'Python is parsed and never executed: constants, arithmetic, names, defaults of environment variables, and multiprocessing.cpu_count(), which is machine.cores. Each line that sets nothing in a scenario is listed, and why.',
      'With --json it prints the scenario, to be saved and run.',
    ],
    options: [
      { name: 'kind', value: 'kind', about: `what the files are: ${FILE_KINDS.join(', ')}` },
      { name: 'set', value: 'path=value', multiple: true, about: 'what the files do not say, such as machine.cores=2' },
      JSON_OPTION,
    ],
    examples: [
      'prefork import gunicorn.conf.py --set machine.cores=4',
      'prefork import Procfile nginx.conf --json > scenario.json',
    ],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  if (args.operands.length === 0)
    throw new UserError('“prefork import” needs a file, such as gunicorn.conf.py, or - for standard input.')
  const asked = checked(setParameters({}, args.all('set')))
  const { cores } = checked(completeScenario(asked)).machine
  const kind = readKind(args.one('kind'))
  const files: { name: string; read: Configuration }[] = []
  for (const name of args.operands) {
    const text = await readNamed(name, 'configuration', MAX_CONFIGURATION_LENGTH * 4, io)
    const read = readConfiguration(text, { name: name === '-' ? null : name, kind, cores })
    if (!read.ok) throw new UserError(read.problems.map(problem => `${shown(name)}: ${problem.message}`))
    files.push({ name, read: read.value })
  }
  const scenario = merge(
    files.reduce((all, { read }) => merge(all, read.set), {}),
    asked,
  )
  checked(completeScenario(scenario))
  if (args.has('json')) return io.stdout.write(toJsonText(scenario))
  await io.stdout.write(files.map(({ name, read }) => fileText(name, read, pen(io.stdout.colour))).join('\n'))
}

function readKind(text: string | null): FileKind | null {
  if (text === null) return null
  const kind = FILE_KINDS.find(known => known === text)
  if (kind) return kind
  throw new UserError(`--kind is ${shown(text)}; allowed is one of ${FILE_KINDS.join(', ')}.`)
}

function fileText(name: string, { kind, understood, leftOut }: Configuration, marks: Pen): string {
  const flags = understood.map(({ path, value, line, text, note }) => [
    `--set ${path}=${formatValue(findParameter(path)!, value)}`,
    marks.quiet(line > 0 ? `line ${line}` : ''),
    marks.quiet([text, note].filter(part => part !== '').join('; ')),
  ])
  const rest = leftOut.map(({ line, text, why }) => [`line ${line}`, text, marks.quiet(why)])
  const lines = [
    `${marks.strong(shown(name))}, read as ${FILE_KIND_LABELS[kind]}`,
    ...alignColumns(flags, ['left', 'left', 'left'], '  '),
    ...(rest.length > 0 ? ['', `Not in the scenario: ${plural(rest.length, 'line')}`] : []),
    ...alignColumns(rest, ['left', 'left', 'left'], '  '),
  ]
  return `${lines.join('\n')}\n`
}
