/**
 * A `uwsgi.ini`: lines of `name = value` under `[uwsgi]`, with uWSGI's own placeholders.
 */
import { shown } from '../scenario/problem.ts'
import type { Place } from './configuration.ts'
import { excerpt, type Findings } from './findings.ts'
import { notes, type Setting } from './settings.ts'
import { readUwsgi, uwsgiName } from './uwsgi.ts'

export function readUwsgiIni(source: string, cores: number, findings: Findings): void {
  const settings: Setting[] = []
  const values = new Map<string, string>()
  let section: string | null = null
  let start: Place = { line: 0, text: '' }
  for (const [index, raw] of source.split(/\r?\n/).entries()) {
    const place: Place = { line: index + 1, text: excerpt(raw) }
    const line = raw.trim()
    if (line === '' || /^[;#]/.test(line)) continue
    const header = /^\[([^\]]*)\]$/.exec(line)
    if (header) {
      section = header[1]!.trim()
      if (section === 'uwsgi') start = place
      continue
    }
    if (section !== null && section !== 'uwsgi') {
      findings.leave(place, 'only the section [uwsgi] is read.')
      continue
    }
    if (line.startsWith('[')) {
      findings.leave(place, 'a section’s name ends with ].')
      continue
    }
    const setting = readLine(line, place, cores, values)
    settings.push(setting)
  }
  readUwsgi(settings, findings, start)
}

function readLine(line: string, place: Place, cores: number, values: Map<string, string>): Setting {
  const equals = line.indexOf('=')
  const name = uwsgiName(equals < 0 ? line : line.slice(0, equals))
  const filled = fillIn(equals < 0 ? 'true' : line.slice(equals + 1).trim(), cores, values)
  if (filled.unknown === null) values.set(name, filled.text)
  return {
    name,
    value: filled.text,
    note: notes(...filled.notes),
    place,
    ...(filled.unknown !== null && { unknown: filled.unknown }),
  }
}

/** `%k` is the count of cores, `%(name)` an earlier value; `$(NAME)` and `@(file)` come from outside. */
function fillIn(text: string, cores: number, values: ReadonlyMap<string, string>) {
  let unknown: string | null = null
  const added = new Set<string>()
  const filled = text.replace(/%k\b|%\(([^)]*)\)|[$@]\(([^)]*)\)/g, (whole, name?: string) => {
    if (whole === '%k') {
      added.add(`with ${cores} ${cores === 1 ? 'core' : 'cores'}`)
      return String(cores)
    }
    const value = name === undefined ? undefined : values.get(uwsgiName(name))
    if (value === undefined) unknown = `${shown(whole)} is not known here`
    return (value ?? whole).slice(0, 1000)
  })
  return { text: filled.slice(0, 10_000), unknown, notes: [...added] }
}
