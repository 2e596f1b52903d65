/**
 * A command that starts a server: gunicorn, uWSGI, waitress or Flask, whatever goes before its name.
 */
import { shown } from '../scenario/problem.ts'
import type { Place } from './configuration.ts'
import { excerpt, type Findings } from './findings.ts'
import { readGunicorn } from './gunicorn.ts'
import { gunicornFlag } from './gunicorn-settings.ts'
import { notes, type Setting } from './settings.ts'
import { readCommand, type Word } from './shell-words.ts'
import { readFlask, readWaitress } from './small-servers.ts'
import { readUwsgi, uwsgiName } from './uwsgi.ts'

const PROGRAMS = ['gunicorn', 'uwsgi', 'waitress-serve', 'flask'] as const

type Program = (typeof PROGRAMS)[number]

/** Commands on one line, parted by `&&` and the like, that are looked at for one that starts a server. */
const MOST_COMMANDS = 50

/** Whether one of the programs that are read stands in the text. */
export function namesProgram(text: string): boolean {
  return /(^|[\s/'"])(gunicorn|uwsgi|waitress-serve|flask(?=\s.*\brun\b))([\s'"]|$)/.test(text)
}

/** @returns whether a server was found. */
export function readCommandLine(source: string, findings: Findings, firstLine = 1): boolean {
  let [text, line] = [source, firstLine]
  for (let at = 0; at < MOST_COMMANDS; at++) {
    const { words, after, trouble } = readCommand(text, line)
    if (trouble) findings.leave(placeOf(words.at(-1) ?? { text, line }), `${trouble}.`)
    const start = words.findIndex(word => programOf(word) !== null)
    if (start >= 0) {
      readServer(words, start, findings)
      if (after) findings.leave(placeOf(after), 'only the command that starts the server is read.')
      return true
    }
    if (after === null) return false
    text = after.text.replace(/^[;&|<>()]+/, '')
    line = after.line
  }
  return false
}

function programOf({ text }: Word): Program | null {
  const name = text.split('/').at(-1)!
  return PROGRAMS.find(program => program === name) ?? null
}

export function placeOf({ text, line }: { text: string; line: number }): Place {
  return { line, text: excerpt(text) }
}

function readServer(words: readonly Word[], start: number, findings: Findings): void {
  const program = programOf(words[start]!)!
  const rest = words.slice(start + 1)
  if (program === 'gunicorn')
    readGunicorn(
      [...fromEnvironment(words.slice(0, start)), ...gunicornFlags(rest, findings)],
      findings,
      placeOf(words[start]!),
    )
  if (program === 'uwsgi') readUwsgi(uwsgiFlags(rest, findings), findings, placeOf(words[start]!))
  if (program === 'waitress-serve') readWaitress(plainFlags(rest, findings), placeOf(words[start]!), findings)
  if (program === 'flask') readFlask(rest, placeOf(words[start]!), findings)
}

/** `WEB_CONCURRENCY=4 gunicorn`: gunicorn's default for workers. */
function fromEnvironment(words: readonly Word[]): Setting[] {
  return words.flatMap(word => {
    const value = /^WEB_CONCURRENCY=(.*)$/s.exec(word.text)?.[1]
    return value === undefined ? [] : [settingOf('workers', { ...word, text: value }, word.text)]
  })
}

/** A setting from the word that is its value. */
function settingOf(name: string, value: Word, written: string): Setting {
  const [unset] = value.unset
  return {
    name,
    value: value.text,
    note: notes(...value.defaulted.map(variable => `${shown(variable)} is taken as not set in the environment`)),
    place: placeOf({ text: written, line: value.line }),
    ...(unset !== undefined && { unknown: `the environment variable ${shown(unset)} is not known here` }),
  }
}

interface Flag {
  /** Without dashes. */
  name: string
  /** What follows an equals sign, or the letter. */
  inline: string | null
  word: Word
}

function flagOf(word: Word): Flag | null {
  const long = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word.text)
  if (long) return { name: long[1]!, inline: long[2] ?? null, word }
  const short = /^-([A-Za-z])([\s\S]*)$/.exec(word.text)
  return short ? { name: short[1]!, inline: short[2]!.replace(/^=/, '') || null, word } : null
}

/** Calls `take` for each flag; it says whether the next word is its value. Other words are the application. */
function eachFlag(words: readonly Word[], findings: Findings, take: (flag: Flag, next: Word | null) => boolean): void {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    const flag = flagOf(word)
    if (flag === null) findings.leave(placeOf(word), 'the application; what a request costs is not in it.')
    else if (take(flag, words[at + 1] ?? null)) at++
  }
}

function gunicornFlags(words: readonly Word[], findings: Findings): Setting[] {
  const settings: Setting[] = []
  eachFlag(words, findings, ({ name, inline, word }, next) => {
    const known = gunicornFlag(name)
    if (!known) {
      findings.leave(placeOf(word), `gunicorn has no flag ${shown(word.text)}.`)
      return false
    }
    if (known.alone) {
      settings.push({ name: known.name, value: true, note: '', place: placeOf(word) })
      return false
    }
    if (inline === null && next === null) {
      findings.leave(placeOf(word), 'its value is missing.')
      return false
    }
    const value = inline === null ? next! : { ...word, text: inline }
    settings.push(settingOf(known.name, value, inline === null ? `${word.text} ${value.text}` : word.text))
    return inline === null
  })
  return settings
}

/** Options of uWSGI that stand alone; others take the next word unless it is a flag itself. */
const UWSGI_ALONE =
  /^(master|enable-threads|vacuum|die-on-term|single-interpreter|lazy-apps|lazy|need-app|thunder-lock|auto-procname|disable-logging|strict|no-orphans|py-autoreload|honour-stdin|single-interpreter|memory-report|log-x-forwarded-for)$/

function uwsgiFlags(words: readonly Word[], findings: Findings): Setting[] {
  return flagsThat(words, findings, name => !UWSGI_ALONE.test(uwsgiName(name))).map(setting => ({
    ...setting,
    name: uwsgiName(setting.name),
  }))
}

/** waitress-serve takes values after an equals sign, or in the next word. */
function plainFlags(words: readonly Word[], findings: Findings): Setting[] {
  return flagsThat(words, findings, name => !/^(no-|call$|expose-tracebacks$|ident$|asyncore)/.test(name))
}

function flagsThat(words: readonly Word[], findings: Findings, takesValue: (name: string) => boolean): Setting[] {
  const settings: Setting[] = []
  eachFlag(words, findings, ({ name, inline, word }, next) => {
    const fromNext = inline === null && takesValue(name) && next !== null && flagOf(next) === null
    if (fromNext) settings.push(settingOf(name, next, `${word.text} ${next.text}`))
    else if (inline !== null) settings.push(settingOf(name, { ...word, text: inline }, word.text))
    else settings.push({ name, value: true, note: '', place: placeOf(word) })
    return fromNext
  })
  return settings
}
