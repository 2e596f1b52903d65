/**
 * A scenario's setup as the files that real servers read. What these files say, `readConfiguration` reads back as the
 * same values; what they cannot say is told in a sentence.
 */
import { accepted, type Checked, notAllowed, refused } from '../../scenario/problem.ts'
import type { Scenario, ServerKindName } from '../../scenario/scenario.ts'
import type { FileKind } from '../configuration.ts'
import { beanstalkFile } from './beanstalk-file.ts'
import { nginxFile } from './nginx-file.ts'
import {
  gunicornOptions,
  isGunicorn,
  lostBut,
  type Option,
  type ServerOptions,
  uwsgiOptions,
  waitressOptions,
} from './options.ts'
import { capital, loadInWords } from './reasons.ts'

export interface TakeHomeFile {
  name: string
  text: string
  /** Sentences about what the file cannot say. */
  lost: string[]
}

const GUNICORN_KINDS: readonly ServerKindName[] = ['gunicorn-sync', 'gunicorn-gthread', 'gunicorn-gevent']

/** Which servers a file can be of. */
export const SERVERS_OF: Readonly<Record<FileKind, readonly ServerKindName[]>> = {
  gunicorn: GUNICORN_KINDS,
  'conf.py': GUNICORN_KINDS,
  procfile: [...GUNICORN_KINDS, 'uwsgi', 'waitress', 'flask', 'flask-threaded'],
  uwsgi: ['uwsgi'],
  nginx: [...GUNICORN_KINDS, 'uwsgi', 'waitress', 'flask', 'flask-threaded', 'turbogears'],
  eb: ['gunicorn-sync', 'gunicorn-gthread'],
}

const WRITERS: Readonly<Record<FileKind, (scenario: Scenario) => TakeHomeFile>> = {
  gunicorn: scenario => commandFile('gunicorn.sh', '', scenario),
  'conf.py': configFile,
  procfile: scenario => procfile(scenario),
  uwsgi: iniFile,
  nginx: nginxFile,
  eb: beanstalkFile,
}

/** The file of this kind, or a sentence why there is none. */
export function takeHome(kind: FileKind, scenario: Scenario): Checked<TakeHomeFile> {
  const kinds = SERVERS_OF[kind]
  if (!kinds.includes(scenario.server.kind)) {
    return refused([notAllowed('server.kind', scenario.server.kind, `one of ${kinds.join(', ')} for this file`)])
  }
  if (kind === 'nginx' && scenario.proxy.kind === 'none') {
    return refused([notAllowed('proxy.kind', 'none', 'nginx for an nginx configuration')])
  }
  return accepted(WRITERS[kind](scenario))
}

function headline(scenario: Scenario): string {
  return `For ${loadInWords(scenario)}. Written by Prefork from a scenario.`
}

function configFile(scenario: Scenario): TakeHomeFile {
  const { options, lost } = gunicornOptions(scenario)
  const lines = options.map(({ name, value, why }) => `# ${capital(why)}.\n${name} = ${pythonText(value)}\n`)
  return { name: 'gunicorn.conf.py', text: `"""${headline(scenario)}"""\n\n${lines.join('\n')}`, lost }
}

/** No value that is written has a quote or a backslash in it. */
function pythonText(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${value}"`
}

function commandFile(name: string, prefix: string, scenario: Scenario): TakeHomeFile {
  const { command, options, lost } = commandOf(scenario)
  const flags = options.map(option => ({ ...option, flag: flagOf(option) }))
  const why = flags.map(({ flag, why }) => `# ${flag}: ${why}.\n`)
  const line = [command, ...flags.map(({ flag }) => flag), ...appOf(scenario)].join(' ')
  return { name, text: `# ${headline(scenario)}\n${why.join('')}${prefix}${line}\n`, lost }
}

function procfile(scenario: Scenario): TakeHomeFile {
  return commandFile('Procfile', 'web: ', scenario)
}

function flagOf({ name, value }: Option): string {
  return value === '' ? `--${name}` : `--${name}=${value}`
}

/** The program with its options as flags. */
export function commandOf(scenario: Scenario): ServerOptions & { command: string } {
  if (isGunicorn(scenario)) {
    const { options, lost } = gunicornOptions(scenario)
    return {
      command: 'gunicorn',
      options: options.map(option => ({ ...option, name: option.name.replaceAll('_', '-') })),
      lost,
    }
  }
  const { kind } = scenario.server
  if (kind === 'uwsgi') return { command: 'uwsgi --master', ...uwsgiOptions(scenario) }
  if (kind === 'waitress') return { command: 'waitress-serve', ...waitressOptions(scenario) }
  const lost = lostBut(scenario, ['server.backlog'], '“flask run”')
  if (scenario.proxy.kind === 'nginx' && scenario.proxy.socket === 'unix')
    lost.push('“flask run” listens at TCP ports only.')
  const threads: Option =
    kind === 'flask'
      ? { name: 'without-threads', value: '', why: 'one request at a time' }
      : { name: 'with-threads', value: '', why: 'a thread for each connection, under one interpreter lock' }
  return { command: 'flask run', options: [threads, { name: 'port', value: 8000, why: 'where nginx finds it' }], lost }
}

function appOf({ server }: Scenario): string[] {
  if (server.kind === 'uwsgi') return ['--module=app:app']
  return server.kind === 'flask' || server.kind === 'flask-threaded' ? [] : ['app:app']
}

function iniFile(scenario: Scenario): TakeHomeFile {
  const { options, lost } = uwsgiOptions(scenario)
  const lines = options.map(({ name, value, why }) => `; ${capital(why)}.\n${name} = ${value}\n`)
  const text = `; ${headline(scenario)}\n[uwsgi]\nmodule = app:app\nmaster = true\n${lines.join('')}`
  return { name: 'uwsgi.ini', text, lost }
}
