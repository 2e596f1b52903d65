/**
 * Replays every recording of `public/truth` while the site is built, for the page *How right is it?*. So its numbers are
 * those of the simulator it is built with, and nobody can forget to bring them up to date.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { parseRecording } from '../sim/calibration/recording.ts'
import type { Checked } from '../sim/scenario/problem.ts'
import { readRecordedCases } from '../sim/validation/recorded-case.ts'
import { type Replay, replayOf } from '../web/right/replay.ts'

/** @param folder with `measured.json` and `traces/`, as its README describes them. Throws when one cannot be replayed. */
export function replayAll(folder: string): Replay[] {
  const file = join(folder, 'measured.json')
  return sound(readRecordedCases(file, readFileSync(file, 'utf8'))).map(recorded => {
    const trace = join(folder, 'traces', `${recorded.config.name}.csv`)
    return sound(replayOf(recorded, sound(parseRecording(trace, readFileSync(trace, 'utf8')))))
  })
}

function sound<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value
  throw new Error(checked.problems.map(({ message }) => message).join('\n'))
}

/** Makes `virtual:replays` a module; `web/right/replays.d.ts` says what is in it. */
export function replays(folder: string): Plugin {
  const name = 'virtual:replays'
  const resolved = `\0${name}`
  return {
    name: 'replays',
    resolveId: id => (id === name ? resolved : undefined),
    load: id => (id === resolved ? `export const REPLAYS = ${JSON.stringify(replayAll(folder))}` : undefined),
  }
}
