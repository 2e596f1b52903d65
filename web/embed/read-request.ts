/** Reads what came by `postMessage` as a request. Anything may come; what is not a request is refused in a sentence. */
import * as v from 'valibot'
import { shown } from '../../sim/scenario/problem.ts'
import { SPEEDS } from '../time/speeds.ts'
import { type FrameRequest, PROTOCOL } from './protocol.ts'

const LONGEST_LINK = 8000
const LONGEST_KEY = 80
const LONGEST_VALUE = 800
const MOST_SETTINGS = 64

const head = { prefork: v.literal(PROTOCOL), id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }

const settings = v.pipe(
  v.record(
    v.pipe(v.string(), v.maxLength(LONGEST_KEY)),
    v.union([v.pipe(v.string(), v.maxLength(LONGEST_VALUE)), v.pipe(v.number(), v.finite())]),
  ),
  v.check(record => Object.keys(record).length <= MOST_SETTINGS),
)

const REQUESTS = {
  hello: v.strictObject({ ...head, type: v.literal('hello') }),
  get: v.strictObject({ ...head, type: v.literal('get') }),
  set: v.strictObject({
    ...head,
    type: v.literal('set'),
    link: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_LINK))),
    settings: v.optional(settings),
  }),
  play: v.strictObject({
    ...head,
    type: v.literal('play'),
    speed: v.optional(v.pipe(v.number(), v.minValue(SPEEDS[0]), v.maxValue(SPEEDS.at(-1)!))),
  }),
  pause: v.strictObject({ ...head, type: v.literal('pause') }),
  seek: v.strictObject({
    ...head,
    type: v.literal('seek'),
    seconds: v.pipe(v.number(), v.finite(), v.minValue(0)),
  }),
  theme: v.strictObject({ ...head, type: v.literal('theme'), theme: v.picklist(['auto', 'light', 'dark']) }),
} satisfies { [Type in FrameRequest['type']]: v.GenericSchema<unknown, Extract<FrameRequest, { type: Type }>> }

const FORMS: Record<FrameRequest['type'], string> = {
  hello: 'prefork, id and type alone',
  get: 'prefork, id and type alone',
  set: `a link of at most ${LONGEST_LINK} characters, or at most ${MOST_SETTINGS} settings, each a text or a number`,
  play: `speed from ${SPEEDS[0]} to ${SPEEDS.at(-1)}, or none`,
  pause: 'prefork, id and type alone',
  seek: 'seconds from 0 on',
  theme: 'theme as auto, light or dark',
}

export type ReadRequest =
  /** Not meant for Prefork: another library's message, or a browser extension's. */
  | { kind: 'foreign' }
  | { kind: 'refused'; id: number | null; message: string }
  | { kind: 'request'; request: FrameRequest }

/** Never throws, whatever `data` is, if it is data: what structured cloning lets through has no code in it. */
export function readRequest(data: unknown): ReadRequest {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'prefork')) return { kind: 'foreign' }
  const { prefork, id, type } = data as Record<string, unknown>
  const known = v.is(head.id, id) ? id : null
  const refuse = (message: string): ReadRequest => ({ kind: 'refused', id: known, message })
  if (prefork !== PROTOCOL) return refuse(`prefork is ${shown(prefork)}; this version speaks ${PROTOCOL}.`)
  if (known === null) return refuse(`id is ${shown(id)}; allowed is a whole number from 0 on.`)
  if (typeof type !== 'string' || !Object.hasOwn(REQUESTS, type)) {
    return refuse(`type is ${shown(type)}; allowed is one of ${Object.keys(REQUESTS).join(', ')}.`)
  }
  const named = type as FrameRequest['type']
  const parsed = v.safeParse(REQUESTS[named], data)
  if (parsed.success) return { kind: 'request', request: parsed.output }
  return refuse(`This ${named} is not in its form: ${FORMS[named]}.`)
}
