/**
 * `prefork export`: a scenario's setup as the files that real servers read.
 */
import { FILE_KINDS } from '../../config/configuration.ts'
import { composeFile } from '../../config/take-home/compose.ts'
import { takeHome } from '../../config/take-home/files.ts'
import { shown } from '../../scenario/problem.ts'
import type { Arguments } from '../arguments.ts'
import { type Io, UserError } from '../io.ts'
import { checked, completeAsked, loadAsked } from '../load.ts'
import { type Command, SCENARIO_DETAILS, SCENARIO_OPERAND, SCENARIO_OPTIONS } from './command.ts'

const KINDS = [...FILE_KINDS, 'compose'] as const

export const exportCommand: Command = {
  spec: {
    name: 'export',
    operand: SCENARIO_OPERAND,
    about: 'writes a scenario’s setup as real configuration, or as an experiment to run',
    details: [
      SCENARIO_DETAILS,
      'Each line has a remark that says why it has its value. What a file cannot say is told on standard error. “prefork import” reads the same values back.',
      'With --as compose it is a docker-compose.yml: the server, nginx, an application that spends the CPU and the wait each request asks for, and a script that sends the scenario’s traffic and prints what became of it.',
    ],
    options: [{ name: 'as', value: 'kind', about: `the file: ${KINDS.join(', ')}` }, ...SCENARIO_OPTIONS],
    examples: [
      'prefork export one-core/pool --as conf.py > gunicorn.conf.py',
      'prefork export scenario.json --as compose > docker-compose.yml',
    ],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  const asked = args.one('as')
  const kind = KINDS.find(known => known === asked)
  if (!kind) {
    const what = asked === null ? 'missing' : shown(asked)
    throw new UserError(`--as is ${what}; allowed is one of ${KINDS.join(', ')}.`)
  }
  const scenario = completeAsked(await loadAsked(args, io))
  const file = checked(kind === 'compose' ? composeFile(scenario) : takeHome(kind, scenario))
  await io.stdout.write(file.text)
  for (const sentence of file.lost) await io.stderr.write(`${sentence}\n`)
}
