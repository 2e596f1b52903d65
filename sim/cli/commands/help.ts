/**
 * `prefork --help` and `prefork help <command>`, written from what the commands say of themselves.
 */
import type { CommandSpec, Option } from '../arguments.ts'
import { alignColumns, type Pen, wrap } from '../format.ts'
import type { Command } from './command.ts'

const WIDTH = 90

export function overviewText(commands: readonly Command[], marks: Pen): string {
  const rows = commands.map(({ spec }) => [`prefork ${spec.name}`, spec.about])
  const lines = [
    'Prefork simulates a web application’s server: how many requests it answers, how fast, and which',
    'ones fail, with one worker or many, on one core or many.',
    '',
    ...alignColumns([...rows, ['prefork help <command>', 'says more about one of them']], ['left', 'left'], '  '),
    '',
    marks.strong('To begin with'),
    '  prefork run one-core/one',
    '  prefork run one-core/pool',
    '  prefork sweep --set traffic.ratePerSecond=60 --over server.workers=1..8 --replications 5',
    '',
    'Exit codes: 0 done, 1 past a tolerance or a fault of the program, 2 something was wrong with the request.',
  ]
  return `${lines.join('\n')}\n`
}

export function commandText(spec: CommandSpec, marks: Pen): string {
  const lines = [
    `${marks.strong(['prefork', spec.name, spec.operand].filter(Boolean).join(' '))} [options]`,
    `  ${spec.about}`,
    '',
    ...spec.details.flatMap(detail => [...wrap(detail, WIDTH), '']),
    marks.strong('Options'),
    ...alignColumns(spec.options.map(optionRow), ['left', 'left'], '  '),
    '',
    marks.strong('Examples'),
    ...spec.examples.map(example => `  ${example}`),
  ]
  return `${lines.join('\n')}\n`
}

function optionRow({ name, value, about, multiple }: Option): string[] {
  return [value ? `--${name} ${value}` : `--${name}`, multiple ? `${about}; may be repeated` : about]
}
