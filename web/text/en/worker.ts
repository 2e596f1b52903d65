/** Why there is no result: what became of the thread that was to make it. */
import { rounded } from '../format.ts'

export const closed = 'The pool was closed.'
export const notStarted = ({ why }: { why: string }) => `A worker could not be started: ${why}`
export const silent = 'A worker stopped answering.'
export const failed = ({ why }: { why: string }) => `A worker failed: ${why}`
export const noReason = 'no reason given'
export const tooLong = ({ seconds }: { seconds: number }) =>
  `The run took longer than ${rounded(seconds)} s and was stopped.`
export const givenUp = 'Its run was given up.'

export const log = {
  failed: 'The worker that reads the log failed.',
  unreadable: ({ why }: { why: string }) => `The file cannot be read: ${why}`,
}
