/** What happened between two instants: what stands around the chain of sentences. */
import { count, duration, fixed } from '../format.ts'

export const title = ({ fromSeconds, toSeconds }: { fromSeconds: number; toSeconds: number }) =>
  `What happened at ${fixed(fromSeconds, 1)} to ${fixed(toSeconds, 1)} s`
export const before = 'Before'
export const after = 'After'
export const close = 'Close'
/** `<rest>` is only spoken. */
export const mark = ({ rows }: { rows: number }) => `Mark<rest> ${count(rows)} on the stage</rest>`
export const marked = ({ rows }: { rows: number }) => `Marked<rest> ${count(rows)} on the stage</rest>`
export const noRows = 'Single requests are not kept for this lane.'
export const rowsUntil = ({ ms }: { ms: number }) =>
  `Single requests are kept until ${duration(ms)}; what happened later is known in means alone.`
