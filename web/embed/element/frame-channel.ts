/** The article's end of the conversation: asks, hears answers and events, and believes nothing that is not in its form. */
import { type FrameResult, type FrameState, type FrameTime, PROTOCOL, type RequestBody } from '../protocol.ts'

/** `echo` is true when the event follows from what was asked for a group. */
export interface FrameListener {
  ready(state: FrameState): void
  height(height: number): void
  change(link: string, echo: boolean): void
  result(result: FrameResult): void
  time(time: FrameTime, echo: boolean): void
}

export interface FrameChannel {
  ask(request: RequestBody, echo?: boolean): Promise<FrameState>
  close(): void
}

interface Waiting {
  echo: boolean
  resolve: (state: FrameState) => void
  reject: (error: Error) => void
}

/** A figure is never higher; a frame that says so is not believed. */
const HIGHEST = 20_000

export function createChannel(frame: HTMLIFrameElement, listener: FrameListener): FrameChannel {
  const waiting = new Map<number, Waiting>()
  const unsent: object[] = []
  let lastId = 0
  let loaded = false

  // The frame has no origin, so nobody can be named; the message goes to this window and to no other.
  const post = (message: object) => frame.contentWindow?.postMessage(message, '*')
  const ask = (request: RequestBody, echo = false) =>
    new Promise<FrameState>((resolve, reject) => {
      const message = { ...request, prefork: PROTOCOL, id: ++lastId }
      waiting.set(lastId, { echo, resolve, reject })
      if (loaded) post(message)
      else unsent.push(message)
    })

  const onLoad = () => {
    loaded = true
    const hello = ++lastId
    waiting.set(hello, { echo: false, resolve: listener.ready, reject: () => {} })
    post({ prefork: PROTOCOL, id: hello, type: 'hello' })
    for (const message of unsent.splice(0)) post(message)
  }

  const onMessage = ({ source, origin, data }: MessageEvent) => {
    if (source !== frame.contentWindow || origin !== 'null' || data?.prefork !== PROTOCOL) return
    const echo = [...waiting.values()].some(request => request.echo)
    if ('re' in data) answer(data)
    else if (data.type === 'height' && isNumber(data.height, HIGHEST)) listener.height(data.height)
    else if (data.type === 'change' && typeof data.link === 'string') listener.change(data.link, echo)
    else if (data.type === 'result' && Array.isArray(data.result?.lanes)) listener.result(data.result)
    else if (data.type === 'time' && isNumber(data.time?.atSeconds, 1e6)) listener.time(data.time, echo)
  }

  const answer = (data: { re: number; type: string; state?: FrameState; message?: unknown }) => {
    const request = waiting.get(data.re)
    waiting.delete(data.re)
    if (data.type === 'done' && data.state && isNumber(data.state.height, HIGHEST)) request?.resolve(data.state)
    else request?.reject(new Error(String(data.message).slice(0, 300)))
  }

  frame.addEventListener('load', onLoad)
  addEventListener('message', onMessage)
  return {
    ask,
    close() {
      frame.removeEventListener('load', onLoad)
      removeEventListener('message', onMessage)
      for (const { reject } of waiting.values()) reject(new Error('The figure was removed.'))
    },
  }
}

function isNumber(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most
}
