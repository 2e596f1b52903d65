/**
 * The command line as a function of its words and of the world it is given; `main.ts` gives it the real one.
 */
import { closest, distance } from 'fastest-levenshtein'
import { version } from '../../package.json'
import { shown } from '../scenario/problem.ts'
import { readArguments } from './arguments.ts'
import { calibrateCommand } from './commands/calibrate.ts'
import type { Command } from './commands/command.ts'
import { exportCommand } from './commands/export.ts'
import { fleetCommand } from './commands/fleet.ts'
import { commandText, overviewText } from './commands/help.ts'
import { importCommand } from './commands/import.ts'
import { machinesCommand } from './commands/machines.ts'
import { mergeCommand } from './commands/merge.ts'
import { paramsCommand } from './commands/params.ts'
import { planCommand } from './commands/plan.ts'
import { presetsCommand } from './commands/presets.ts'
import { runCommand } from './commands/run.ts'
import { sweepCommand } from './commands/sweep.ts'
import { trafficCommand } from './commands/traffic.ts'
import { validateCommand } from './commands/validate.ts'
import { pen } from './format.ts'
import { Interrupted, type Io, PastTolerance, ReaderGone, UserError } from './io.ts'

export const COMMANDS: readonly Command[] = [
  runCommand,
  sweepCommand,
  fleetCommand,
  planCommand,
  mergeCommand,
  validateCommand,
  calibrateCommand,
  trafficCommand,
  importCommand,
  exportCommand,
  presetsCommand,
  machinesCommand,
  paramsCommand,
]

export const EXIT_OK = 0
export const EXIT_FAULT = 1
/** As with a test that fails; what differs was printed. */
export const EXIT_PAST_TOLERANCE = 1
export const EXIT_USER_ERROR = 2
/** 128 + SIGINT, as a shell reports it. */
export const EXIT_INTERRUPTED = 130

/**
 * Does what the words after `prefork` ask for and returns the exit code. Never throws: what is wrong with the words is
 * said on standard error, one sentence each; a fault of the program leaves its stack there.
 */
export async function prefork(words: readonly string[], io: Io): Promise<number> {
  try {
    await dispatch(words, io)
    return EXIT_OK
  } catch (error) {
    if (error instanceof ReaderGone) return EXIT_OK
    if (error instanceof PastTolerance) return EXIT_PAST_TOLERANCE
    if (error instanceof Interrupted) return EXIT_INTERRUPTED
    const isUserError = error instanceof UserError
    const text = isUserError
      ? error.sentences.join('\n')
      : `Prefork failed, which is a fault of its own:\n${faultText(error)}`
    await io.stderr.write(`${text}\n`).catch(() => {})
    return isUserError ? EXIT_USER_ERROR : EXIT_FAULT
  }
}

async function dispatch([first, ...rest]: readonly string[], io: Io): Promise<void> {
  const marks = pen(io.stdout.colour)
  if (first === undefined || first === '--help' || first === '-h') return io.stdout.write(overviewText(COMMANDS, marks))
  if (first === '--version') return io.stdout.write(`prefork ${version}\n`)
  if (first === 'help') return io.stdout.write(helpText(rest, io))
  const command = findCommand(first)
  if (rest.includes('--help') || rest.includes('-h')) return io.stdout.write(commandText(command.spec, marks))
  return command.run(readArguments(command.spec, rest), io)
}

function helpText([name, ...more]: readonly string[], io: Io): string {
  const marks = pen(io.stdout.colour)
  if (name === undefined) return overviewText(COMMANDS, marks)
  if (more.length > 0)
    throw new UserError(`“prefork help” explains one command at a time, but was given ${more.length + 1}.`)
  return commandText(findCommand(name).spec, marks)
}

function findCommand(name: string): Command {
  const command = COMMANDS.find(({ spec }) => spec.name === name)
  if (command) return command
  const names = COMMANDS.map(({ spec }) => spec.name)
  const near = closest(name.slice(0, 20), names)
  const advice = distance(name, near) <= 2 ? `did you mean ${near}?` : `the commands are ${names.join(', ')} and help.`
  throw new UserError(`There is no command ${shown(name)}; ${advice}`)
}

function faultText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
