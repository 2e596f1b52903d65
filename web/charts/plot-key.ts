/** The names of a chart's lines in a row, where there is no room for them at the lines' ends. */
import type { Label, Mark } from './plot-spec.ts'

export interface KeyEntry extends Label {
  key: string
  color: string
}

/** Lines of a lane that have no name of their own stand with the one that has: "p99 p95 p50 One at a time". */
export function keyOf(marks: readonly Mark[]): KeyEntry[] {
  const entries: KeyEntry[] = []
  for (const { key, color, label } of marks) {
    if (!label) continue
    const last = entries.at(-1)
    const isOfLast = last?.lane !== undefined && last.lane === label.lane && (last.text === '' || label.text === '')
    if (!isOfLast) entries.push({ key, color, ...label })
    else Object.assign(last, { lead: `${last.lead} ${label.lead}`, text: last.text || label.text })
  }
  return entries
}
