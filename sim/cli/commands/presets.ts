/**
 * `prefork presets`: scenarios that have a name.
 */

import { toJsonText } from '../../experiment/result-json.ts'
import { PRESETS, type Preset } from '../../scenario/presets.ts'
import type { Arguments } from '../arguments.ts'
import { type Pen, pen, wrap } from '../format.ts'
import type { Io } from '../io.ts'
import { type Command, JSON_OPTION } from './command.ts'

const WIDTH = 80

export const presetsCommand: Command = {
  spec: {
    name: 'presets',
    about: 'lists the scenarios that have a name',
    details: [
      'Each with the line of configuration that it stands for. A name with a slash is one lane of a story on the page: prefork run one-core/pool.',
    ],
    options: [JSON_OPTION],
    examples: ['prefork presets', 'prefork presets --json'],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  if (args.has('json')) return io.stdout.write(toJsonText(PRESETS))
  const marks = pen(io.stdout.colour)
  await io.stdout.write(PRESETS.map(preset => presetText(preset, marks)).join('\n'))
}

function presetText({ id, title, about, line }: Preset, marks: Pen): string {
  const configuration = line.split('\n').map(each => `  ${each}`)
  const lines = [`${marks.strong(id)}  ${title}`, ...configuration, ...wrap(about, WIDTH, '  ').map(marks.quiet)]
  return `${lines.join('\n')}\n`
}
