/**
 * `prefork validate`: recordings of the real stack, replayed and compared.
 */

import { toJsonText } from '../../experiment/result-json.ts'
import { shown } from '../../scenario/problem.ts'
import { parseTrace } from '../../scenario/trace.ts'
import { type Comparison, compareCase } from '../../validation/compare.ts'
import { type RecordedCase, readRecordedCases } from '../../validation/recorded-case.ts'
import type { Arguments } from '../arguments.ts'
import { pen } from '../format.ts'
import { type Io, PastTolerance, UserError } from '../io.ts'
import { checked, fileTrouble, MAX_TRACE_BYTES } from '../load.ts'
import { comparisonText, verdictText } from '../validation-report.ts'
import { type Command, JSON_OPTION } from './command.ts'

const MAX_CASES_BYTES = 10_000_000

export const validateCommand: Command = {
  spec: {
    name: 'validate',
    operand: 'folder',
    operandIs: 'folder',
    about: 'replays recordings of the real stack and says how far off the simulation is',
    details: [
      'The folder holds measured.json and traces/NAME.csv, as public/truth of this project does; its README.md describes both. Each recording is replayed request by request with the settings it was made with.',
      'Tolerances: answers a second within 3 %; the share of each outcome within 3 points, in a recording with a burst 5; p50 and p95 within 10 %, and 15 % where threads contend for a GIL, under gevent, and on two cores. p99 and CPU are shown and not judged. CPU is the server’s alone: nginx’s part is taken off the simulated value.',
      'Below 34 answers 3 % is less than one request. There the simulated count must lie in the 95 % interval of the measured one (Poisson); such lines are marked “count”.',
      'Exit codes: 0 all within tolerance, 1 some past it, 2 something could not be read.',
    ],
    options: [{ name: 'case', value: 'name', multiple: true, about: 'only this recording' }, JSON_OPTION],
    examples: ['prefork validate public/truth', 'prefork validate public/truth --case story-1-flask --json'],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  if (args.operand === null) {
    throw new UserError(
      'A folder of recordings is needed, with measured.json and traces/ in it: prefork validate public/truth.',
    )
  }
  const folder = args.operand.replace(/(?<=.)\/+$/, '')
  const file = `${folder}/measured.json`
  const all = checked(readRecordedCases(shown(file), await readText(file, MAX_CASES_BYTES, io)))
  const comparisons: Comparison[] = []
  const marks = pen(io.stdout.colour)
  for (const recorded of chosen(all, args.all('case'))) {
    const comparison = await replay(folder, recorded, io)
    comparisons.push(comparison)
    if (!args.has('json')) await io.stdout.write(`${comparisonText(comparison, marks)}\n`)
  }
  const within = comparisons.filter(({ isWithin }) => isWithin).length
  const closing = args.has('json')
    ? toJsonText({ recordings: comparisons.length, within, comparisons })
    : `${verdictText(comparisons)}\n`
  await io.stdout.write(closing)
  if (within < comparisons.length) throw new PastTolerance()
}

function chosen(all: readonly RecordedCase[], names: readonly string[]): readonly RecordedCase[] {
  const known = all.map(({ config }) => config.name)
  const unknown = names.filter(name => !known.includes(name))
  if (unknown.length > 0) {
    throw new UserError(unknown.map(name => `--case is ${shown(name)}; allowed is one of ${known.join(', ')}.`))
  }
  return names.length === 0 ? all : all.filter(({ config }) => names.includes(config.name))
}

async function replay(folder: string, recorded: RecordedCase, io: Io): Promise<Comparison> {
  const file = `${folder}/traces/${recorded.config.name}.csv`
  const trace = checked(parseTrace(file, await readText(file, MAX_TRACE_BYTES, io)))
  return checked(compareCase(recorded, trace))
}

async function readText(file: string, maxBytes: number, io: Io): Promise<string> {
  try {
    return await io.readFile(file, maxBytes)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${shown(file)} cannot be read: ${fileTrouble(error)}.`)
  }
}
