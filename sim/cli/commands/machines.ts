/**
 * `prefork machines`: the types of machine.
 */

import { toJsonText } from '../../experiment/result-json.ts'
import { MACHINE_TYPES, type MachineType, PRICE_DATE, PRICE_REGION } from '../../scenario/machine-types.ts'
import type { Arguments } from '../arguments.ts'
import { alignColumns, type Pen, pen, plural, withDecimals } from '../format.ts'
import type { Io } from '../io.ts'
import { type Command, JSON_OPTION } from './command.ts'

export const machinesCommand: Command = {
  spec: {
    name: 'machines',
    about: 'lists the EC2 types that machine.type knows, with their prices',
    details: [
      'A vCPU is a hyperthread on most types: two of them are one core. A credit is one vCPU for one minute; a type that has credits earns so many an hour.',
    ],
    options: [JSON_OPTION],
    examples: ['prefork machines', 'prefork run --set machine.type=t3.small'],
  },
  run,
}

async function run(args: Arguments, io: Io): Promise<void> {
  if (args.has('json')) {
    return io.stdout.write(toJsonText({ priceDate: PRICE_DATE, priceRegion: PRICE_REGION, types: MACHINE_TYPES }))
  }
  const marks = pen(io.stdout.colour)
  const [head, ...lines] = alignColumns(
    [['type', 'vCPU', 'cores', 'GiB', '$ an hour', 'credits'], ...MACHINE_TYPES.map(rowOf)],
    ['left', 'right', 'right', 'right', 'right', 'left'],
  )
  const notes = MACHINE_TYPES.flatMap(({ name, assumption }) => (assumption ? [`${name}: ${assumption}`] : []))
  const source = `Prices on demand, Linux, ${PRICE_REGION}, of ${PRICE_DATE}.`
  await io.stdout.write(`${[marks.strong(head!), ...lines, '', source, ...quiet(notes, marks)].join('\n')}\n`)
}

function rowOf({ name, vcpus, threadsPerCore, memoryMb, dollarsPerHour, credits }: MachineType): string[] {
  const cells = [name, String(vcpus), String(vcpus / threadsPerCore), String(memoryMb / 1024)]
  return [...cells, withDecimals(dollarsPerHour, 4), credits ? creditWords(credits) : '']
}

function creditWords({ perHour, launch, mode }: NonNullable<MachineType['credits']>): string {
  const atStart = launch > 0 ? `, ${plural(launch, 'credit')} at launch` : ''
  return `${perHour} an hour, ${mode}${atStart}`
}

function quiet(lines: readonly string[], marks: Pen): string[] {
  return lines.map(line => marks.quiet(line))
}
