import type { Arguments, CommandSpec, Option } from '../arguments.ts'
import type { Io } from '../io.ts'

export interface Command {
  spec: CommandSpec
  /** @throws UserError, PastTolerance, ReaderGone, Interrupted; anything else is a fault of the program. */
  run(args: Arguments, io: Io): Promise<void>
}

/** What every command that takes a scenario takes with it. */
export const SCENARIO_OPERAND = '[preset | scenario.json | -]'

export const SCENARIO_OPTIONS: readonly Option[] = [
  { name: 'set', value: 'path=value', multiple: true, about: 'sets one parameter; “prefork params” lists them' },
  {
    name: 'trace',
    value: 'file.csv',
    about: 'replays a recording: columns sent_ms,cpu_ms,io_ms; - reads standard input',
  },
  { name: 'seed', value: 'n', about: 'another seed is another day with the same settings' },
  { name: 'replications', value: 'n', about: 'runs n days, with seeds that follow each other' },
]

export const JSON_OPTION: Option = { name: 'json', about: 'prints JSON, for programs' }

export const CSV_OPTION: Option = { name: 'csv', about: 'prints CSV' }

export const SCENARIO_DETAILS =
  'The scenario is a preset (“prefork presets” lists them), a JSON file, or JSON on standard input (-); without one, every parameter has its default. Options change it from there.'
