/**
 * What a figure in a frame says to the page around it, and when it listens. It knows neither window nor store, so a test
 * can send it anything. Only the page around the frame is heard; from the handshake on, only from the origin that made it.
 */
import type { Checked } from '../../sim/scenario/problem.ts'
import { type FrameEventBody, type FrameMessage, type FrameRequest, type FrameState, PROTOCOL } from './protocol.ts'
import { readRequest } from './read-request.ts'

/** A figure as the conversation needs it. Each deed is done, or refused in a sentence and nothing has changed. */
export interface Figure {
  state(): FrameState
  open(link: string | undefined, settings: Record<string, string | number>): Checked<null>
  play(speed: number | undefined): void
  pause(): void
  seek(seconds: number): Checked<null>
  theme(theme: 'auto' | 'light' | 'dark'): void
}

/** A message as it arrived. */
export interface Heard {
  data: unknown
  origin: string
  fromParent: boolean
}

/** Hands a message to the page around; `origin` is the only one that may read it. */
export type Send = (message: FrameMessage, origin: string) => void

/** More than a slider sends. Beyond it messages are dropped, and one refusal a second says so. */
const MOST_A_SECOND = 200

export interface Conversation {
  hear(heard: Heard): void
  /** Tells what happened by itself, if anybody has said hello. */
  tell(event: FrameEventBody): void
}

export function createConversation(figure: Figure, send: Send, now: () => number): Conversation {
  let partner: string | null = null
  const heardNow = counted(now)

  const refuse = (re: number | null, message: string, origin: string) =>
    send({ prefork: PROTOCOL, re, type: 'refused', message }, origin)

  return {
    hear({ data, origin, fromParent }) {
      if (!fromParent) return
      const count = heardNow()
      if (count > MOST_A_SECOND + 1) return
      const read = readRequest(data)
      if (read.kind === 'foreign') return
      const id = read.kind === 'request' ? read.request.id : read.id
      if (count > MOST_A_SECOND) return refuse(id, `At most ${MOST_A_SECOND} messages a second are read.`, origin)
      if (read.kind === 'refused') return refuse(id, read.message, origin)
      const { request } = read
      if (partner === null && request.type !== 'hello') return refuse(id, 'The first message must be hello.', origin)
      if (partner !== null && partner !== origin) return refuse(id, 'Another page has said hello before.', origin)
      partner = origin
      const done = perform(figure, request)
      if (!done.ok) return refuse(id, done.problems[0]?.message ?? 'This is not possible.', origin)
      send({ prefork: PROTOCOL, re: request.id, type: 'done', state: figure.state() }, origin)
    },
    tell(event) {
      if (partner !== null) send({ ...event, prefork: PROTOCOL }, partner)
    },
  }
}

const DONE: Checked<null> = { ok: true, value: null }

function perform(figure: Figure, request: FrameRequest): Checked<null> {
  switch (request.type) {
    case 'hello':
    case 'get':
      return DONE
    case 'set':
      return figure.open(request.link, request.settings ?? {})
    case 'seek':
      return figure.seek(request.seconds)
    case 'play':
      figure.play(request.speed)
      return DONE
    case 'pause':
      figure.pause()
      return DONE
    case 'theme':
      figure.theme(request.theme)
      return DONE
  }
}

/** Each call counts as one; returned is how many there were in this second. */
function counted(now: () => number): () => number {
  let second = Number.NEGATIVE_INFINITY
  let count = 0
  return () => {
    const current = Math.floor(now() / 1000)
    if (current !== second) count = 0
    second = current
    return ++count
  }
}
