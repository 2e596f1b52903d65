/**
 * A trace of a million requests from a file to the report, as the command line does it: start, read, check, simulate.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Figure, median } from './report.ts'

const ROWS = 1_000_000
const REPETITIONS = 3
const PREFORK = fileURLToPath(new URL('../scripts/prefork.mjs', import.meta.url))

export async function measureReplay(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'prefork-bench-'))
  try {
    return [
      await replay('replay 1 million', join(folder, 'plain.csv'), csv('')),
      await replay('replay 1 million, quoted', join(folder, 'quoted.csv'), csv('"')),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function replay(name: string, file: string, text: string): Promise<Figure> {
  await writeFile(file, text)
  const command = [PREFORK, 'run', '--trace', file, '--set', 'server.workers=4']
  const seconds: number[] = []
  for (let repetition = 0; repetition <= REPETITIONS; repetition++) {
    const from = performance.now()
    await promisify(execFile)(process.execPath, command)
    if (repetition > 0) seconds.push((performance.now() - from) / 1000)
  }
  return { name, seconds: median(seconds), asked: '< 3 s' }
}

/** Four requests in ten milliseconds, of about 2 ms of CPU and 3 ms of I/O: figures as a log has them. */
function csv(quote: '' | '"'): string {
  const field = (value: number) => quote + value.toFixed(3) + quote
  const lines = ['sent_ms,cpu_ms,io_ms']
  for (let row = 0; row < ROWS; row++) {
    const spread = (row % 7) / 3
    lines.push(`${field(row * 2.5)},${field(spread)},${field(1.5 + spread)}`)
  }
  return `${lines.join('\n')}\n`
}
