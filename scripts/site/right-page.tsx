/**
 * Replays every recording of `public/truth` while the site is built, and writes the page *How right is it?* with what came
 * of them. So its numbers are those of the simulator it is built with, and nobody can forget to bring them up to date.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Plugin } from 'vite'
import { parseRecording } from '../../sim/calibration/recording.ts'
import type { Checked } from '../../sim/scenario/problem.ts'
import { readRecordedCases } from '../../sim/validation/recorded-case.ts'
import { HowRight } from '../../web/right/HowRight.tsx'
import { type Replay, replayOf } from '../../web/right/replay.ts'

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

/** @param folder that of the recordings */
export function rightPage(folder: string): Plugin {
  let markup: string | undefined
  return {
    name: 'right-page',
    transformIndexHtml: {
      order: 'pre',
      handler(html, { path }) {
        if (path !== '/how-right.html') return html
        markup ??= renderToStaticMarkup(<HowRight replays={replayAll(folder)} />)
        return html.replace('<body>', () => `<body>\n    ${markup}`)
      },
    },
  }
}
