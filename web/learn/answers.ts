/** What the reader answered, kept on this device alone. Storage can be forbidden: then an answer lasts as long as the page. */

/** The id of a choice, or the points of a curve; `skipped` when the reader looked without answering. */
export type Answer = { choice: string } | { curve: readonly number[] } | 'skipped'

const KEY = 'prefork-answers'

export function answerTo(chapter: string): Answer | null {
  return read()[chapter] ?? null
}

export function remember(chapter: string, answer: Answer | null): void {
  const { [chapter]: _, ...others } = read()
  try {
    localStorage.setItem(KEY, JSON.stringify(answer === null ? others : { ...others, [chapter]: answer }))
  } catch {
    // The page holds it until it is left.
  }
}

/** The chapters that were answered or skipped. */
export function answered(): string[] {
  return Object.keys(read())
}

function read(): Record<string, Answer> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, Answer] => isAnswer(entry[1])))
  } catch {
    return {}
  }
}

function isAnswer(value: unknown): value is Answer {
  if (value === 'skipped') return true
  if (typeof value !== 'object' || value === null) return false
  if ('choice' in value) return typeof value.choice === 'string'
  return 'curve' in value && Array.isArray(value.curve) && value.curve.every(point => Number.isFinite(point))
}
