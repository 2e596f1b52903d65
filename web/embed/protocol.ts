/**
 * The messages between a figure in a frame and the page around it, version 1. The page asks, the frame answers each
 * request once (`re` is the request's `id`), and tells what happens by itself after the handshake. ARCHITECTURE.md says
 * the same in words. Nothing but types and the version is in here, so that `embed.js` can use it.
 */
export const PROTOCOL = 1

export type RequestBody =
  /** The handshake: first of all, once a document. From then on only its sender is heard. */
  | { type: 'hello' }
  | { type: 'get' }
  /** Another state: the fragment of a link, settings by the keys they have in a link, or both. */
  | { type: 'set'; link?: string | undefined; settings?: Record<string, string | number> | undefined }
  /** `speed` is simulated time for real time; as it is, when left out. */
  | { type: 'play'; speed?: number | undefined }
  | { type: 'pause' }
  /** Seconds since the measured time began. */
  | { type: 'seek'; seconds: number }
  | { type: 'theme'; theme: 'auto' | 'light' | 'dark' }

export type FrameRequest = RequestBody & { prefork: typeof PROTOCOL; id: number }

/** One lane in numbers. A number that does not exist, such as a latency when nobody was answered, is null. */
export interface LaneNumbers {
  id: string
  name: string
  offered: number
  ok: number
  outcomes: Record<string, number>
  throughputPerSecond: number
  cpuUtilization: number
  wastedCpuShare: number
  latencyMs: Record<'mean' | 'p50' | 'p90' | 'p95' | 'p99' | 'max', number | null>
}

export interface FrameTime {
  playing: boolean
  /** Where time stands, or was when it went on. */
  atSeconds: number
  /** Simulated time for real time. */
  speed: number
}

export interface FrameResult {
  /** What happened, in words. */
  sentence: string
  lanes: LaneNumbers[]
}

export interface FrameState {
  /** The state as the fragment of a link, without `#`. */
  link: string
  time: FrameTime
  /** Null until something was simulated. */
  result: FrameResult | null
  /** Of the content, in CSS pixels. */
  height: number
}

export type FrameReply =
  | { prefork: typeof PROTOCOL; re: number; type: 'done'; state: FrameState }
  /** `re` is null when the request had no id that could be read. */
  | { prefork: typeof PROTOCOL; re: number | null; type: 'refused'; message: string }

export type FrameEventBody =
  | { type: 'height'; height: number }
  | { type: 'change'; link: string }
  | { type: 'result'; result: FrameResult }
  | { type: 'time'; time: FrameTime }

export type FrameEvent = FrameEventBody & { prefork: typeof PROTOCOL }

export type FrameMessage = FrameReply | FrameEvent
