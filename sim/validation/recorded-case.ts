/**
 * `measured.json`: how the real stack was set up for each recording, and what came out. The folder’s own README
 * (`public/truth/README.md`) says what each field means.
 */
import * as v from 'valibot'
import { accepted, type Checked, notAllowed, type Problem, refused, shownPath } from '../scenario/problem.ts'

/** Settings in the units of the software’s own configuration: timeouts are seconds. */
export type RecordedConfig = v.InferOutput<typeof configSchema>
export type RecordedMeasures = v.InferOutput<typeof measuresSchema>

export interface RecordedCase {
  config: RecordedConfig
  measured: RecordedMeasures
  /** Settings of the recording that are not replayed because this program does not know them. */
  unknownSettings: string[]
}

const NUMBER = 'a number of 0 or more'
const COUNT = 'a whole number of 0 or more'
const FILE_NAME = 'a name of letters, digits, dots and dashes, at most 100'
const MAX_CASES = 1000

const number = v.pipe(v.number(NUMBER), v.finite(NUMBER), v.minValue(0, NUMBER))
const count = v.pipe(number, v.integer(COUNT))
const servers = ['flask', 'flask-threaded', 'gunicorn', 'uwsgi', 'waitress'] as const
const classes = ['sync', 'gthread', 'gevent'] as const
const sockets = ['tcp', 'unix'] as const

const configEntries = {
  // It becomes part of a path, so it can hold no separator.
  name: v.pipe(v.string(FILE_NAME), v.regex(/^[a-z0-9][a-z0-9._-]{0,99}$/i, FILE_NAME)),
  server: v.picklist(servers, `one of ${servers.join(', ')}`),
  workerClass: v.optional(v.picklist(classes, `one of ${classes.join(', ')}`)),
  workers: v.optional(count),
  threads: v.optional(count),
  backlog: v.optional(count),
  socket: v.optional(v.picklist(sockets, `one of ${sockets.join(', ')}`)),
  workerTimeout: v.optional(number),
  connectTimeout: v.optional(number),
  readTimeout: v.optional(number),
  clientTimeout: v.optional(number),
  workerConnections: v.optional(count),
  cores: count,
  warmup: number,
  seconds: number,
  burst: v.optional(v.looseObject({}, 'an object')),
}

/** What made the trace; a replay has the trace itself. */
const GENERATION = ['dist', 'cpuMs', 'ioMs', 'rate']

const configSchema = v.looseObject(configEntries, 'an object of settings')

const measuresSchema = v.object(
  {
    okPerSecond: number,
    outcomes: v.record(v.string(), count, 'an object of outcomes and their counts'),
    /** Null, or absent, when nothing was answered. */
    latencyMs: v.nullish(v.object({ p50: v.nullish(number), p95: v.nullish(number), p99: v.nullish(number) }), {}),
    /** Null where the account is not usable; some rigs then write a negative number. */
    cpuUtilization: v.nullish(v.pipe(v.number('a number or null'), v.finite('a number or null'))),
  },
  'an object of measures',
)

const CASES = `a list of recordings, 1 to ${MAX_CASES}, each {config, measured}`

const fileSchema = v.pipe(
  v.array(v.object({ config: configSchema, measured: measuresSchema }, 'an object {config, measured}'), CASES),
  v.minLength(1, CASES),
  v.maxLength(MAX_CASES, CASES),
)

/** Reads the text of a `measured.json`. `name` is what a reader knows the file by. Never throws. */
export function readRecordedCases(name: string, text: string): Checked<RecordedCase[]> {
  const json = parseJson(name, text)
  if (!json.ok) return json
  const parsed = v.safeParse(fileSchema, json.value, { abortPipeEarly: true })
  if (!parsed.success) return refused(parsed.issues.map(issue => inFile(name, issue)))
  const twice = nameGivenTwice(parsed.output.map(({ config }) => config.name))
  if (twice !== null) return refused([inWords(name, twice, 'config.name', twice, 'another name for each recording')])
  return accepted(parsed.output.map(entry => ({ ...entry, unknownSettings: unknownSettings(entry.config) })))
}

function parseJson(name: string, text: string): Checked<unknown> {
  try {
    return accepted(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch {
    return refused([inWords(name, text.slice(0, 100), 'the text', text.slice(0, 100), 'JSON')])
  }
}

/** `recording 3, config.cores is …`, counted from 1. */
function inFile(name: string, issue: v.BaseIssue<unknown>): Problem {
  const [entry, ...keys] = issue.path?.map(({ key }) => key) ?? []
  if (entry === undefined) return inWords(name, issue.input, 'the file', issue.input, issue.message)
  const which = `recording ${Number(entry) + 1}`
  const path = keys.length === 0 ? which : `${which}, ${shownPath(keys.map(String).join('.'))}`
  return inWords(name, issue.input, path, issue.input, issue.message)
}

function inWords(name: string, value: unknown, path: string, found: unknown, allowed: string): Problem {
  const { message } = notAllowed(path, found, allowed)
  return { path, value, message: `${name}: ${message}` }
}

function nameGivenTwice(names: readonly string[]): string | null {
  return names.find((name, at) => names.indexOf(name) !== at) ?? null
}

function unknownSettings(config: RecordedConfig): string[] {
  return Object.keys(config).filter(key => !(key in configEntries) && !GENERATION.includes(key))
}
