/**
 * A `Procfile`: a line for each process type, of which `web` answers requests.
 */
import { readCommandLine } from './command-line.ts'
import { excerpt, type Findings } from './findings.ts'

const LINE = /^([A-Za-z0-9_-]+):\s*(.*)$/

export function readProcfile(source: string, findings: Findings): void {
  for (const [index, text] of source.split(/\r?\n/).entries()) {
    const place = { line: index + 1, text: excerpt(text) }
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue
    const [, type, command] = LINE.exec(text) ?? []
    if (type === undefined) {
      findings.leave(place, 'a line of a Procfile is a name, a colon and a command.')
      continue
    }
    if (type !== 'web') {
      findings.leave(place, 'only the process type web answers requests.')
      continue
    }
    if (readCommandLine(command!, findings, index + 1)) continue
    findings.leave(place, 'it starts none of gunicorn, uwsgi, waitress-serve and flask run.')
  }
}
