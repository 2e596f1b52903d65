import { type FileSink, type Io, type Terminal, UserError } from '../../sim/cli/io.ts'
import { prefork } from '../../sim/cli/prefork.ts'
import { summariseRun } from '../../sim/experiment/metrics.ts'
import { observe } from '../../sim/experiment/plan/observation.ts'
import { figuresOf } from '../../sim/fleet/figures.ts'
import { simulate } from '../../sim/simulate.ts'
import { simulateFleet } from '../../sim/simulate-fleet.ts'

export interface World {
  files?: Record<string, string>
  stdin?: string
  isTerminal?: boolean
}

export interface Outcome {
  code: number
  stdout: string
  stderr: string
  /** Files that were written. */
  written: Map<string, string>
}

/** Runs the command line in this thread, in a world that is all memory. */
export async function inMemory(words: readonly string[], world: World = {}): Promise<Outcome> {
  const out = { stdout: '', stderr: '' }
  const written = new Map<string, string>()
  const terminal = (name: 'stdout' | 'stderr'): Terminal => ({
    isTerminal: world.isTerminal ?? false,
    colour: world.isTerminal ?? false,
    async write(text) {
      out[name] += text
    },
  })
  let ms = 0
  const io: Io = {
    stdout: terminal('stdout'),
    stderr: terminal('stderr'),
    readStdin: async maxBytes => limited(world.stdin ?? '', 'standard input', maxBytes),
    readFile: async (path, maxBytes) => {
      const text = world.files?.[path]
      if (text === undefined) throw fileError('ENOENT')
      return limited(text, path, maxBytes)
    },
    async *readPieces(path) {
      const text = path === '-' ? world.stdin : world.files?.[path]
      if (text === undefined) throw fileError('ENOENT')
      // Cut where no line ends.
      for (let at = 0; at < text.length; at += 37) yield text.slice(at, at + 37)
    },
    createFile: async (path): Promise<FileSink> => {
      if (path.startsWith('nowhere/')) throw fileError('ENOENT')
      written.set(path, '')
      return {
        write: async text => void written.set(path, written.get(path)! + text),
        close: async () => {},
      }
    },
    simulateAll: async (runs, onSettled) =>
      Array.from({ length: runs.count }, (_, run) => {
        const options = runs.trace ? { trace: runs.trace, series: false } : { series: false }
        const summary = summariseRun(simulate(runs.scenarioAt(run), options))
        onSettled(run + 1)
        return summary
      }),
    simulateFleets: async (runs, onSettled) =>
      Array.from({ length: runs.count }, (_, run) => {
        const figures = figuresOf(simulateFleet(runs.scenarioAt(run), runs.trace ? { trace: runs.trace } : {}))
        onSettled(run + 1)
        return figures
      }),
    observers: trace => ({
      observeAll: async runs => runs.map(run => observe(run, trace)),
      close: async () => {},
    }),
    // Each look at the clock is a tenth of a second later.
    now: () => {
      ms += 100
      return ms
    },
  }
  const code = await prefork(words, io)
  return { code, ...out, written }
}

function limited(text: string, name: string, maxBytes: number): string {
  if (text.length > maxBytes) throw new UserError(`${name} is too large.`)
  return text
}

function fileError(code: string): Error {
  return Object.assign(new Error(code), { code })
}
