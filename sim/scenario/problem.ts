/**
 * What is wrong with a piece of input, said to the person who wrote it. Input is hostile: a value is shown shortened,
 * quoted and without characters that could disguise it.
 */
export interface Problem {
  /** Where it is: a parameter’s path, or the nearest thing to one that the input had. */
  path: string
  /** What was found there. */
  value: unknown
  /** One sentence that names the path, the value and what is allowed. */
  message: string
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

/** Problems listed at most; a file of another kind would otherwise be refused field by field. */
export const MAX_PROBLEMS = 20

const MAX_SHOWN = 60

/** Stands in a plain copy for a part that is not plain data: a getter, a class instance, a list far too long. */
export class NotPlain {
  readonly what: string
  constructor(what: string) {
    this.what = what
  }
}

export function accepted<T>(value: T): Checked<T> {
  return { ok: true, value }
}

/** `problems` must not be empty. */
export function refused(problems: readonly Problem[]): { ok: false; problems: Problem[] } {
  return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) }
}

/** The usual sentence: `traffic.ratePerSecond is -3; allowed is …`. A path of unknown origin goes through `shownPath` first. */
export function notAllowed(path: string, value: unknown, allowed: string): Problem {
  return { path, value, message: `${path} is ${shown(value)}; allowed is ${allowed}.` }
}

/** A value as a sentence can show it: at most about 60 characters, text in quotes. Reads no property of an object. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return shownText(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'bigint') return 'a BigInt'
  if (typeof value === 'boolean' || value === null) return String(value)
  if (value === undefined) return 'missing'
  if (value instanceof NotPlain) return value.what
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** A path as it is when it looks like one, otherwise in quotes. */
export function shownPath(path: string): string {
  return path.length <= MAX_SHOWN && /^\w[\w.[\]-]*$/.test(path) ? path : shownText(path)
}

/** Whole characters only, so that none is left half. */
function shownText(text: string): string {
  let start = ''
  for (const character of text.slice(0, MAX_SHOWN)) {
    const safe = escaped(character)
    if (start.length + safe.length > MAX_SHOWN - 3) return `"${start}…"`
    start += safe
  }
  return `"${start}"`
}

/** Controls, bidirectional marks and line separators could make a sentence read as another one. */
function escaped(character: string): string {
  const json = JSON.stringify(character).slice(1, -1)
  return json.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, hidden => `\\u{${hidden.codePointAt(0)!.toString(16)}}`)
}
