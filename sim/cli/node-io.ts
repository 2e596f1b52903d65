/**
 * The real world: this process’s streams, its files and its threads.
 */
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { WriteStream as TtyStream } from 'node:tty'
import { type FileSink, type Io, ReaderGone, type Terminal, type TextSink, UserError } from './io.ts'
import { observeOnThreads, simulateFleetsOnThreads, simulateOnThreads } from './thread-pool.ts'

export function nodeIo(): Io {
  return {
    stdout: terminal(process.stdout),
    stderr: terminal(process.stderr),
    readStdin: maxBytes => readText(process.stdin, 'standard input', maxBytes),
    readFile: (path, maxBytes) => readText(createReadStream(path), path, maxBytes),
    readPieces: path => (path === '-' ? process.stdin : createReadStream(path)).setEncoding('utf8'),
    createFile,
    simulateAll: simulateOnThreads,
    simulateFleets: simulateFleetsOnThreads,
    observers: observeOnThreads,
    now: () => performance.now(),
  }
}

function terminal(stream: TtyStream): Terminal {
  const isTerminal = stream.isTTY === true
  const colour = isTerminal && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return { ...sink(stream), isTerminal, colour }
}

/** Writes with back pressure: a slow reader slows the writer down, and memory stays small. */
function sink(stream: Writable): TextSink {
  let failure: Error | null = null
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure = error.code === 'EPIPE' ? new ReaderGone() : error
  })
  return {
    async write(text) {
      if (failure) throw failure
      if (!stream.write(text)) await once(stream, 'drain').catch(() => {})
      if (failure) throw failure
    },
  }
}

async function createFile(path: string): Promise<FileSink> {
  const stream = createWriteStream(path)
  await once(stream, 'open')
  const { write } = sink(stream)
  return {
    write,
    async close() {
      stream.end()
      await finished(stream)
    },
  }
}

async function readText(stream: Readable, name: string, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) {
      stream.destroy()
      throw new UserError(`${name} is larger than ${Math.round(maxBytes / 1e6)} MB, the most that is read here.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
