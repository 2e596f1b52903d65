/**
 * The playhead: the instant of simulated time that the page shows. A run is finished before it is shown, so time is only
 * a position in it. It changes with every frame, so it is not in React's state: whoever draws it asks to be called, and
 * the store holds only what changes rarely. Times are milliseconds since the measured time began.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface TimeState {
  playing: boolean
  /** Simulated time for real time. */
  speed: number
  /** The last instant. */
  endMs: number
  /** Where time stands still; null while it goes on. */
  stillMs: number | null
  /** Movement is replaced by steps. */
  reducedMotion: boolean
}

export interface Clock {
  store: StoreApi<TimeState>
  /** The instant that is shown. */
  nowMs(): number
  /**
   * How far movement has come, in simulated time: the instant itself while time goes on, a little later when it has
   * stopped and what was on its way has arrived.
   */
  motionMs(): number
  /** How long a movement takes, in simulated time; 0 when nothing is to move. */
  travelMs(): number
  play(): void
  pause(): void
  toggle(): void
  /** Goes there at once. */
  seek(atMs: number): void
  /** Goes there, stands still, and shows what moves at that instant as a movement. */
  stepTo(atMs: number): void
  setSpeed(speed: number): void
  setEnd(endMs: number): void
  setReducedMotion(reduced: boolean): void
  /** Out of sight nothing goes on; it does not count as a pause. */
  setInSight(inSight: boolean): void
  /** While `isWaiting` says that the reader waits for something else, what moves is drawn less often. */
  giveWayWhile(isWaiting: () => boolean): void
  /** Calls `listener` in every animation frame in which there is something new to draw, and once now. */
  onFrame(listener: () => void): () => void
  /** Something else than time has changed, and wants a frame. */
  redraw(): void
}

/** The frames and the time of a window. */
export interface Frames {
  request(callback: (timestampMs: number) => void): void
}

/** A movement is over in so much real time. */
const TRAVEL_MS = 170

/** A frame that comes later than this was kept waiting by something else; time does not leap after it. */
const LONGEST_FRAME_MS = 100

/** While the reader waits for something else, what moves is drawn so often. */
const WAITING_FRAME_MS = 100

/** With reduced motion, time goes on by a step so often. */
const STEP_EVERY_MS = 500

const AT_FRAME_RATE: Frames = { request: callback => requestAnimationFrame(callback) }

export function createClock(frames: Frames = AT_FRAME_RATE): Clock {
  const store = createStore<TimeState>(() => ({
    playing: false,
    speed: 1,
    endMs: 0,
    stillMs: 0,
    reducedMotion: false,
  }))
  const listeners = new Set<() => void>()
  let atMs = 0
  /** Real time since time stopped, for what is still on its way. */
  let settledMs = TRAVEL_MS
  let unstepped = 0
  let inSight = true
  let isNew = false
  /** Something else than the passing of time is new: that is drawn at once. */
  let isUrgent = false
  let isWaiting = () => false
  let drawnAt = Number.NEGATIVE_INFINITY
  let requested = false
  let lastFrame = Number.NaN

  const goesOn = () => store.getState().playing && inSight
  const isSettling = () => !store.getState().playing && settledMs < TRAVEL_MS

  const requestFrame = () => {
    if (requested) return
    requested = true
    frames.request(frame)
  }
  const redraw = () => {
    isNew = true
    isUrgent = true
    requestFrame()
  }

  function frame(timestampMs: number): void {
    requested = false
    const elapsed = Number.isNaN(lastFrame) ? 0 : Math.min(LONGEST_FRAME_MS, timestampMs - lastFrame)
    lastFrame = timestampMs
    if (goesOn()) advance(elapsed)
    else if (isSettling()) {
      settledMs += elapsed
      isNew = true
    }
    if (isNew && (isUrgent || timestampMs - drawnAt >= WAITING_FRAME_MS || !isWaiting())) {
      isNew = false
      isUrgent = false
      drawnAt = timestampMs
      for (const listener of listeners) listener()
    }
    if (goesOn() || isSettling() || isNew) requestFrame()
    else lastFrame = Number.NaN
  }

  function advance(elapsed: number): void {
    const { speed, endMs, reducedMotion } = store.getState()
    unstepped += elapsed
    if (reducedMotion && unstepped < STEP_EVERY_MS) return
    atMs = Math.min(endMs, atMs + unstepped * speed)
    unstepped = 0
    isNew = true
    if (atMs === endMs) stop()
  }

  function stop(): void {
    settledMs = 0
    store.setState({ playing: false, stillMs: atMs })
  }

  function goTo(target: number): void {
    atMs = Math.min(store.getState().endMs, Math.max(0, target))
    if (!store.getState().playing) store.setState({ stillMs: atMs })
    redraw()
  }

  const clock: Clock = {
    store,
    nowMs: () => atMs,
    motionMs: () => atMs + Math.min(settledMs, TRAVEL_MS) * store.getState().speed * (store.getState().playing ? 0 : 1),
    travelMs: () => (store.getState().reducedMotion ? 0 : TRAVEL_MS * store.getState().speed),
    play() {
      if (atMs >= store.getState().endMs) atMs = 0
      unstepped = 0
      store.setState({ playing: true, stillMs: null })
      redraw()
    },
    pause() {
      if (!store.getState().playing) return
      stop()
      redraw()
    },
    toggle: () => (store.getState().playing ? clock.pause() : clock.play()),
    seek(target) {
      settledMs = TRAVEL_MS
      goTo(target)
    },
    stepTo(target) {
      settledMs = 0
      store.setState({ playing: false })
      goTo(target)
    },
    setSpeed(speed) {
      store.setState({ speed })
      redraw()
    },
    setEnd(endMs) {
      store.setState({ endMs })
      if (atMs > endMs) goTo(endMs)
      redraw()
    },
    setReducedMotion(reducedMotion) {
      store.setState({ reducedMotion })
      redraw()
    },
    setInSight(next) {
      inSight = next
      if (inSight) redraw()
    },
    giveWayWhile(next) {
      isWaiting = next
    },
    onFrame(listener) {
      listeners.add(listener)
      listener()
      return () => listeners.delete(listener)
    },
    redraw,
  }
  return clock
}
