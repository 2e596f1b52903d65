/**
 * `prefork merge`: the parts that `prefork sweep --shard` printed, joined to what one machine would have printed.
 */
import { version } from '../../../package.json'
import { parseAxis } from '../../experiment/axis.ts'
import type { RunSummary } from '../../experiment/metrics.ts'
import { readShard, runsOfShard } from '../../experiment/shard.ts'
import { planSweep, runCount, type Sweep, summariseSweep } from '../../experiment/sweep.ts'
import { shown } from '../../scenario/problem.ts'
import type { Arguments } from '../arguments.ts'
import { plural } from '../format.ts'
import { type Io, UserError } from '../io.ts'
import { asPartial, checked, readNamed } from '../load.ts'
import { writeSweep } from '../sweep-output.ts'
import { hashOf, type PartHeader, readRunLine, type SweepSettings } from '../sweep-part.ts'
import { type Command, CSV_OPTION, JSON_OPTION } from './command.ts'

/** A hundred thousand runs of some 400 bytes each are the most that a sweep has. */
const MAX_PART_BYTES = 100_000_000

export const mergeCommand: Command = {
  spec: {
    name: 'merge',
    operand: 'part …',
    operandIs: 'part',
    manyOperands: true,
    about: 'joins the parts of a sweep that was cut with --shard',
    details: [
      'Each operand is a file that “prefork sweep --shard i/n” printed; all n are needed, in any order. What is printed is what the sweep would have printed on one machine, to the last byte.',
      'Parts that are missing, doubled, cut short or of another sweep are refused. Two parts are of the same sweep when scenario, axes, replications, recording and version are alike, and when both machines computed a few small runs to the same last digit.',
    ],
    options: [CSV_OPTION, JSON_OPTION],
    examples: ['prefork merge part-*.jsonl', 'prefork merge part-*.jsonl --csv > sweep.csv'],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  if (args.has('csv') && args.has('json')) throw new UserError('--csv and --json cannot both be had; choose one.')
  if (args.operands.length === 0) {
    throw new UserError('“prefork merge” needs the parts of a sweep: files that “prefork sweep --shard i/n” printed.')
  }
  const parts: Part[] = []
  for (const name of args.operands) parts.push(readPart(name, await readNamed(name, 'part', MAX_PART_BYTES, io)))
  requireOneSweep(parts)
  requireAllParts(parts)
  const sweep = sweepOf(parts[0]!)
  await writeSweep(sweep, summariseSweep(sweep, summariesOf(parts, runCount(sweep))), args, io.stdout)
}

interface Part {
  /** The name of its file, as sentences show it. */
  name: string
  header: PartHeader
  lines: string[]
}

/** @throws UserError when the file is not a whole part. */
function readPart(file: string, text: string): Part {
  const name = shown(file)
  const [first, ...lines] = text.replace(/\n$/, '').split('\n')
  const header = readHeader(first!)
  if (header === null) {
    throw new UserError(`${name} is not a part of a sweep; allowed is what “prefork sweep --shard i/n” printed.`)
  }
  if (header.version !== version) {
    throw new UserError(
      `${name} was made by Prefork ${shown(header.version)}, but this is ${version}; use one version for all of a sweep.`,
    )
  }
  if (hashOf(header) !== header.sweep) {
    throw new UserError(`${name} was changed after it was printed: its settings do not match its hash.`)
  }
  if (lines.length !== header.runs) {
    throw new UserError(
      `${name} has ${lines.length} of ${plural(header.runs, 'run')}; part ${header.part}/${header.of} must be computed again.`,
    )
  }
  return { name, header, lines }
}

function readHeader(line: string): PartHeader | null {
  try {
    const header = JSON.parse(line) as Partial<PartHeader> | null
    const isSound =
      typeof header === 'object' &&
      header !== null &&
      readShard(`${header.part}/${header.of}`).ok &&
      Number.isInteger(header.runs) &&
      Number.isInteger(header.replications) &&
      Array.isArray(header.axes) &&
      header.axes.every(axis => typeof axis === 'string')
    return isSound ? (header as PartHeader) : null
  } catch {
    return null
  }
}

const DIFFERENCES: readonly { of: keyof SweepSettings; words: string }[] = [
  { of: 'base', words: 'the scenario' },
  { of: 'axes', words: 'the axes' },
  { of: 'replications', words: 'the number of replications' },
  { of: 'trace', words: 'the recording' },
  { of: 'engine', words: 'what the two machines compute of the same small runs' },
]

function requireOneSweep([first, ...others]: readonly Part[]): void {
  for (const { name, header } of others) {
    if (header.sweep !== first!.header.sweep) {
      const words = DIFFERENCES.filter(({ of }) => JSON.stringify(header[of]) !== JSON.stringify(first!.header[of]))
      const list = words.map(difference => difference.words).join(', ')
      throw new UserError(`${name} is of another sweep than ${first!.name}: different is ${list}.`)
    }
    if (header.of !== first!.header.of) {
      throw new UserError(
        `${name} is one of ${plural(header.of, 'part')} and ${first!.name} one of ${first!.header.of}; all must be cut alike.`,
      )
    }
  }
}

/** Missing parts are listed up to here. */
const MOST_LISTED = 10

function requireAllParts(parts: readonly Part[]): void {
  const { of } = parts[0]!.header
  const byNumber = new Map<number, string>()
  for (const { name, header } of parts) {
    const other = byNumber.get(header.part)
    if (other !== undefined) throw new UserError(`Part ${header.part}/${of} is given twice: ${other} and ${name}.`)
    byNumber.set(header.part, name)
  }
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter(part => !byNumber.has(part))
  if (missing.length === 0) return
  const list = missing.slice(0, MOST_LISTED).map(part => `${part}/${of}`)
  const more = missing.length > MOST_LISTED ? ` and ${missing.length - MOST_LISTED} more` : ''
  throw new UserError(`${missing.length === 1 ? 'A part is' : 'Parts are'} missing: ${list.join(', ')}${more}.`)
}

/** The sweep that a part says it is of, validated like any other. */
function sweepOf({ header }: Part): Sweep {
  const axes = header.axes.map(text => checked(parseAxis(text)))
  return checked(planSweep(asPartial(header.base), axes, header.replications))
}

/** All runs in the order of the sweep. @throws UserError when a line is not the run that belongs there. */
function summariesOf(parts: readonly Part[], count: number): RunSummary[] {
  const summaries: RunSummary[] = []
  for (const { name, header, lines } of parts) {
    const runs = runsOfShard(header, count)
    if (runs.length !== lines.length) {
      throw new UserError(
        `${name} has ${plural(lines.length, 'run')}, but part ${header.part}/${header.of} has ${runs.length}.`,
      )
    }
    lines.forEach((line, at) => {
      const read = readRunLine(line)
      if (read?.run !== runs[at]) {
        throw new UserError(
          `${name}, line ${at + 2}: expected is run ${runs[at]} with its numbers, but it has ${shown(line)}.`,
        )
      }
      summaries[read!.run] = read!.summary
    })
  }
  return summaries
}
