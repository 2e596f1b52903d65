/**
 * A line on standard error that says how far a long computation is. It appears after half a second, only on a terminal,
 * and is gone when the work is done.
 */
import { formatCount } from './format.ts'
import type { Io } from './io.ts'

const SHOWN_AFTER_MS = 500
const REDRAWN_AFTER_MS = 100
const BAR_WIDTH = 24
const ERASE_LINE = '\r\u001b[2K'

/** Does `work`, which reports how many of `total` runs are done. */
export async function withProgress<T>(
  io: Io,
  total: number,
  work: (onSettled: (done: number) => void) => Promise<T>,
): Promise<T> {
  if (!io.stderr.isTerminal) return work(() => {})
  const startedAt = io.now()
  let drawnAt = startedAt + SHOWN_AFTER_MS - REDRAWN_AFTER_MS
  let drawn = false
  const draw = (text: string) => void io.stderr.write(text).catch(() => {})
  try {
    return await work(done => {
      const now = io.now()
      if (now - drawnAt < REDRAWN_AFTER_MS) return
      drawnAt = now
      drawn = true
      draw(ERASE_LINE + progressLine(done, total, now - startedAt))
    })
  } finally {
    if (drawn) draw(ERASE_LINE)
  }
}

/**
 * The same for work of which nobody knows how many runs it will take: it says which part of it is done, and what it is at.
 */
export async function withSteps<T>(
  io: Io,
  work: (step: (share: number, what: string, runs: number) => void) => Promise<T>,
): Promise<T> {
  if (!io.stderr.isTerminal) return work(() => {})
  let drawnAt = io.now() + SHOWN_AFTER_MS - REDRAWN_AFTER_MS
  let drawn = false
  const draw = (text: string) => void io.stderr.write(text).catch(() => {})
  try {
    return await work((share, what, runs) => {
      const now = io.now()
      if (now - drawnAt < REDRAWN_AFTER_MS) return
      drawnAt = now
      drawn = true
      draw(`${ERASE_LINE}${barOf(share)}  ${what}, ${formatCount(runs)} runs so far`)
    })
  } finally {
    if (drawn) draw(ERASE_LINE)
  }
}

/** `██████──────  132 of 320 runs, 41 %, about 3 s left` */
export function progressLine(done: number, total: number, elapsedMs: number): string {
  const left = Math.ceil((elapsedMs / done) * (total - done) * 1e-3)
  return `${barOf(done / total)}  ${formatCount(done)} of ${formatCount(total)} runs, ${Math.floor((done / total) * 100)} %, about ${left} s left`
}

function barOf(share: number): string {
  const filled = Math.round(share * BAR_WIDTH)
  return '█'.repeat(filled) + '─'.repeat(BAR_WIDTH - filled)
}
