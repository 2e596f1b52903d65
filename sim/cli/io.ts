/**
 * Everything a command needs of the world outside: streams, files, threads. Commands get it as an argument, so that a
 * test can give them another world.
 */
import type { RunSummary } from '../experiment/metrics.ts'
import type { Observation, PlanRun } from '../experiment/plan/observation.ts'
import type { FleetFigures } from '../fleet/figures.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Trace } from '../simulate.ts'

export interface TextSink {
  /** Resolves when more may be written. Rejects with `ReaderGone` when nobody reads any more (`| head`). */
  write(text: string): Promise<void>
}

export interface Terminal extends TextSink {
  isTerminal: boolean
  /** May text be coloured? Never unless it is a terminal. */
  colour: boolean
}

export interface FileSink extends TextSink {
  close(): Promise<void>
}

/** Runs that do not depend on each other. */
export interface Runs {
  count: number
  /** The scenario of run `index`, from 0 to `count` − 1. */
  scenarioAt(index: number): Scenario
  trace: Trace | null
}

/** Threads that stay, for whoever decides from what came out what to run next. */
export interface Observers {
  /** Observations in the order of the runs. @throws Interrupted on Ctrl-C. */
  observeAll(runs: readonly PlanRun[]): Promise<Observation[]>
  close(): Promise<void>
}

export interface Io {
  stdout: Terminal
  stderr: Terminal
  /** All of standard input. @throws UserError past `maxBytes`. */
  readStdin(maxBytes: number): Promise<string>
  /** A whole file as text. @throws UserError past `maxBytes`; errors of the file system as they come. */
  readFile(path: string, maxBytes: number): Promise<string>
  /** A file of any size piece by piece, or standard input for `-`. Errors of the file system come while it is read. */
  readPieces(path: string): AsyncIterable<string>
  /** Creates or empties a file. @throws errors of the file system as they come. */
  createFile(path: string): Promise<FileSink>
  /**
   * Simulates all runs, on as many threads as the machine has; summaries come in the order of the runs, whatever the
   * number of threads. `onSettled` is called with the number of runs done so far.
   *
   * @throws Interrupted on Ctrl-C.
   */
  simulateAll(runs: Runs, onSettled: (done: number) => void): Promise<RunSummary[]>
  /** The same with fleets. */
  simulateFleets(runs: Runs, onSettled: (done: number) => void): Promise<FleetFigures[]>
  observers(trace: Trace | null): Observers
  /** Milliseconds of real time, for progress only. */
  now(): number
}

/** The user asked for something that cannot be done: one sentence for each thing wrong. Exit code 2, no stack trace. */
export class UserError extends Error {
  readonly sentences: readonly string[]

  constructor(sentences: string | readonly string[]) {
    const list = typeof sentences === 'string' ? [sentences] : sentences
    super(list.join('\n'))
    this.name = 'UserError'
    this.sentences = list
  }
}

/** Nobody reads the output any more. Not an error: the program ends quietly. */
export class ReaderGone extends Error {}

/** What was compared differs by more than it may. The command has said so. */
export class PastTolerance extends Error {}

/** Ctrl-C while threads were at work. */
export class Interrupted extends Error {}
