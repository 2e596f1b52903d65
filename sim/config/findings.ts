/**
 * Collects what a reader finds in a file. A value that a scenario does not allow is left out with the sentence that
 * says so, so whatever was taken completes.
 */
import * as v from 'valibot'
import { valueSchema } from '../scenario/allowed.ts'
import { findParameter } from '../scenario/parameters.ts'
import { notAllowed } from '../scenario/problem.ts'
import {
  type ParameterPath,
  type ParameterValue,
  type PartialScenario,
  type ServerKindName,
  withParameter,
} from '../scenario/scenario.ts'
import { SERVER_KINDS } from '../scenario/server-kinds.ts'
import type { LeftOut, Place, Understood } from './configuration.ts'

/** Lines that are listed at most; a file of another kind would fill the screen. */
const MOST_LEFT_OUT = 500

export class Findings {
  private readonly taken = new Map<ParameterPath, Understood>()
  private readonly others: LeftOut[] = []
  private kind: ServerKindName | null = null

  /** The server is settled first: it decides what may be set. */
  takeServer(kind: ServerKindName, place: Place, note = ''): void {
    this.kind = kind
    this.take('server.kind', kind, place, note)
  }

  /** Sets a parameter, if a scenario allows the value. What was set by an earlier line is left out. */
  take(path: ParameterPath, value: ParameterValue, place: Place, note = ''): void {
    const schema = valueSchema(findParameter(path)!, this.kind && SERVER_KINDS[this.kind])
    const checked = v.safeParse(schema, value, { abortPipeEarly: true })
    if (!checked.success) {
      this.leave(place, notAllowed(path, value, checked.issues[0].message).message)
      return
    }
    const before = this.taken.get(path)
    if (before && before.line > 0) this.leave(before, `line ${place.line} sets it again.`)
    this.taken.delete(path)
    this.taken.set(path, { path, value: checked.output, line: place.line, text: place.text, note })
  }

  has(path: ParameterPath): boolean {
    return this.taken.has(path)
  }

  leave({ line, text }: Place, why: string): void {
    if (this.others.length < MOST_LEFT_OUT) this.others.push({ line, text, why })
  }

  /** What was found, in the order of lines; defaults come last. */
  result(): { understood: Understood[]; leftOut: LeftOut[]; set: PartialScenario } {
    const byLine = (a: Place, b: Place) => (a.line || Infinity) - (b.line || Infinity) || 0
    const understood = [...this.taken.values()].sort(byLine)
    const set = understood.reduce((all, { path, value }) => withParameter(all, path, value), {} as PartialScenario)
    return { understood, leftOut: this.others.sort(byLine), set }
  }
}

const MOST_SHOWN = 120

/** A stretch of a file as a place shows it: one line, blanks collapsed, shortened, nothing hidden in it. */
export function excerpt(text: string): string {
  const line = text
    .slice(0, 4 * MOST_SHOWN)
    .replace(/\s+/g, ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
    .trim()
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN - 1)}…` : line
}
