/** The project's own recordings, as text and read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../../sim/scenario/problem.ts'
import { parseTrace } from '../../sim/scenario/trace.ts'
import { type RecordedCase, readRecordedCases } from '../../sim/validation/recorded-case.ts'
import { ROOT } from '../ground/sources.ts'

const FOLDER = join(ROOT, 'public/truth')

export const MEASURED_TEXT = readFileSync(join(FOLDER, 'measured.json'), 'utf8')

export const CASES: RecordedCase[] = accepted(readRecordedCases('measured.json', MEASURED_TEXT))

export function caseOf(name: string): RecordedCase {
  return CASES.find(({ config }) => config.name === name)!
}

export function traceText(name: string): string {
  return readFileSync(join(FOLDER, 'traces', `${name}.csv`), 'utf8')
}

export const traceOf = (name: string) => accepted(parseTrace(name, traceText(name)))

/** A folder of recordings, path by path, with only these in it. */
export function folderOf(folder: string, names: readonly string[]): Record<string, string> {
  const entries = (JSON.parse(MEASURED_TEXT) as RecordedCase[]).filter(({ config }) => names.includes(config.name))
  const traces = names.map(name => [`${folder}/traces/${name}.csv`, traceText(name)])
  return { [`${folder}/measured.json`]: JSON.stringify(entries), ...Object.fromEntries(traces) }
}

export function accepted<T>(checked: { ok: true; value: T } | { ok: false; problems: Problem[] }): T {
  if (checked.ok) return checked.value
  throw new Error(checked.problems.map(({ message }) => message).join('\n'))
}
