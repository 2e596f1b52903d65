/**
 * The one door for configuration from outside: whatever text comes in, either something of it was understood, and every
 * other line is listed with the reason, or a sentence says why nothing was.
 */
import { inEnglish } from '../scenario/in-english.ts'
import { accepted, type Checked, refused } from '../scenario/problem.ts'
import { completeScenario } from '../scenario/validate.ts'
import { namesProgram, readCommandLine } from './command-line.ts'
import { type Configuration, FILE_KIND_LABELS, type FileKind, type ReadWith } from './configuration.ts'
import { readElasticBeanstalk } from './elastic-beanstalk.ts'
import { Findings } from './findings.ts'
import { readGunicorn } from './gunicorn.ts'
import { readNginx } from './nginx.ts'
import { readProcfile } from './procfile.ts'
import { readPython } from './python.ts'
import { readUwsgiIni } from './uwsgi-ini.ts'

/** A configuration is a few kilobytes; the largest that people paste are a hundred. Reading this many takes a tenth of a second. */
export const MAX_CONFIGURATION_LENGTH = 200_000

const READERS: Readonly<Record<FileKind, (source: string, findings: Findings, cores: number) => void>> = {
  gunicorn: (source, findings) => void readCommandLine(source, findings),
  'conf.py': (source, findings, cores) => {
    const { settings, leftOut } = readPython(source, cores)
    for (const { why, ...place } of leftOut) findings.leave(place, why)
    readGunicorn(settings, findings)
  },
  procfile: readProcfile,
  uwsgi: (source, findings, cores) => readUwsgiIni(source, cores, findings),
  nginx: readNginx,
  eb: readElasticBeanstalk,
}

/** Never throws. What a value of the result sets is checked: `set` completes to a scenario. */
export function readConfiguration(text: string, { name, kind: asked, cores }: ReadWith): Checked<Configuration> {
  const source = text.replace(/^\uFEFF/, '')
  if (source.trim() === '') return sentence('It is empty; allowed is the text of a configuration.')
  if (source.length > MAX_CONFIGURATION_LENGTH) {
    return sentence(`It is ${inEnglish(source.length)} characters long; allowed are at most 200,000.`)
  }
  if (source.includes('\0')) return sentence('It is not text: there are zero bytes in it.')
  const kind = asked ?? kindOf(source, name)
  if (kind === null) return sentence(`It is none of the files that are read here; allowed is ${KINDS_IN_WORDS}.`)
  const findings = new Findings()
  READERS[kind](source, findings, cores)
  const result = { kind, ...findings.result() }
  if (result.understood.every(({ line }) => line === 0)) return sentence(nothingIn(result))
  const complete = completeScenario(result.set)
  return complete.ok ? accepted(result) : complete
}

const KINDS_IN_WORDS = `${Object.values(FILE_KIND_LABELS).slice(0, -1).join(', ')} or ${FILE_KIND_LABELS.eb}`

function sentence(message: string): Checked<never> {
  return refused([{ path: 'configuration', value: null, message }])
}

function nothingIn({ kind, leftOut }: Configuration): string {
  const [first] = leftOut
  const because = first ? ` Line ${first.line}: ${first.why}` : ''
  return `Read as ${FILE_KIND_LABELS[kind]}, nothing in it sets anything that is simulated.${because}`
}

/** By the name where that says it, otherwise by what only one kind of file has. */
export function kindOf(source: string, name: string | null): FileKind | null {
  const base = name?.split(/[/\\]/).at(-1)?.toLowerCase() ?? ''
  if (/\.py$/.test(base)) return 'conf.py'
  if (/^procfile/.test(base)) return 'procfile'
  if (/\.ini$/.test(base)) return 'uwsgi'
  if (/\.config$|\.ya?ml$/.test(base)) return 'eb'
  if (/nginx|\.conf$/.test(base)) return 'nginx'
  return kindOfText(source)
}

function kindOfText(source: string): FileKind | null {
  if (/^\s*option_settings\s*:/m.test(source)) return 'eb'
  if (/^\s*\[uwsgi\]/m.test(source)) return 'uwsgi'
  const first = source.split(/\r?\n/).find(line => line.trim() !== '' && !/^\s*#/.test(line)) ?? ''
  if (/^[\w-]+:\s+\S/.test(first) && !/^\s*aws:/.test(first)) return 'procfile'
  if (
    /[{;}]\s*(#.*)?$/m.test(source) &&
    /\b(server|location|upstream|proxy_\w+|uwsgi_\w+|worker_connections|http|events)\b/.test(source)
  ) {
    return 'nginx'
  }
  if (/^\s*(import|from)\s/.test(first) || /^\s*\w+\s*(:\s*\w+\s*)?=(?!=)/.test(first)) {
    return namesProgram(first) ? 'gunicorn' : 'conf.py'
  }
  return namesProgram(source) ? 'gunicorn' : /^\s*\w+\s*=(?!=)/m.test(source) ? 'conf.py' : null
}
