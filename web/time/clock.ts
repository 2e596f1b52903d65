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
  /** The same for what moves slowly at the usual pace of time: some frames may be passed over. */
  onBeat(listener: () => void): () => void
  /** Brings time to this very moment: the last frame may be a while ago. */
  catchUp(): void
  /** How time goes on until the next frame or beat, for whoever draws in between by himself; null where it does not. */
  onward(): Onward | null
  /** Something else than time has changed, and wants a frame. */
  redraw(): void
}

/** That time goes on by itself from an instant that was reached at `sinceMs`. */
export interface Onward {
  /** In real time, milliseconds since 1970. */
  sinceMs: number
  /** How far at most before it is said anew, in milliseconds of real time. */
  mostMs: number
  endMs: number
}

/** The frames and the time of a window. */
export interface Frames {
  request(callback: (timestampMs: number) => void): void
  /** The time by which frames are stamped. */
  now(): number
  /** When that time began, in milliseconds since 1970. */
  originMs: number
  after(ms: number, callback: () => void): void
}

/** A movement is over in so much real time. */
const TRAVEL_MS = 170

/** A frame that comes later than this was kept waiting by something else; time does not leap after it. */
const LONGEST_FRAME_MS = 200

/** Where nobody draws every frame, one comes so often: time is written in tenths of a second. */
const BEAT_MS = 100

/** At a higher speed than this, what moves slowly does not. */
const CALM_SPEED = 2

/** While the reader waits for something else, what moves is drawn so often. */
const WAITING_FRAME_MS = 100

/** With reduced motion, time goes on by a step so often. */
const STEP_EVERY_MS = 500

const AT_FRAME_RATE: Frames = {
  request: callback => requestAnimationFrame(callback),
  now: () => performance.now(),
  originMs: performance.timeOrigin,
  after: (ms, callback) => setTimeout(callback, ms),
}

export function createClock(frames: Frames = AT_FRAME_RATE): Clock {
  const store = createStore<TimeState>(() => ({
    playing: false,
    speed: 1,
    endMs: 0,
    stillMs: 0,
    reducedMotion: false,
  }))
  /** Those who draw every frame, and those who need not. */
  const eager = new Set<() => void>()
  const calm = new Set<() => void>()
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
  let isBeatToCome = false
  let lastFrame = Number.NaN

  const goesOn = () => store.getState().playing && inSight
  const isSettling = () => !store.getState().playing && settledMs < TRAVEL_MS

  const requestFrame = () => {
    if (requested) return
    requested = true
    frames.request(frame)
  }
  const requestBeat = () => {
    if (isBeatToCome) return
    isBeatToCome = true
    frames.after(BEAT_MS, () => {
      isBeatToCome = false
      requestFrame()
    })
  }
  const isCalm = () => goesOn() && eager.size === 0 && store.getState().speed <= CALM_SPEED
  const redraw = () => {
    isNew = true
    isUrgent = true
    requestFrame()
  }

  function frame(timestampMs: number): void {
    requested = false
    // A frame bears the time at which it began, and time may have been caught up with since.
    const elapsed = Number.isNaN(lastFrame) ? 0 : Math.max(0, Math.min(LONGEST_FRAME_MS, timestampMs - lastFrame))
    lastFrame = Number.isNaN(lastFrame) ? timestampMs : Math.max(lastFrame, timestampMs)
    if (goesOn()) advance(elapsed)
    else if (isSettling()) {
      settledMs += elapsed
      isNew = true
    }
    if (isNew && (isUrgent || timestampMs - drawnAt >= WAITING_FRAME_MS || !isWaiting())) {
      isNew = false
      isUrgent = false
      drawnAt = timestampMs
      for (const listeners of [eager, calm]) for (const listener of listeners) listener()
    }
    if (isCalm()) requestBeat()
    else if (goesOn() || isSettling() || isNew) requestFrame()
    else lastFrame = Number.NaN
  }

  function catchUp(): void {
    const now = frames.now()
    if (!goesOn() || Number.isNaN(lastFrame) || now <= lastFrame) return
    const elapsed = Math.min(LONGEST_FRAME_MS, now - lastFrame)
    lastFrame = now
    advance(elapsed)
  }

  function listen(listeners: Set<() => void>, listener: () => void): () => void {
    listeners.add(listener)
    listener()
    return () => listeners.delete(listener)
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
      catchUp()
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
      catchUp()
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
      catchUp()
      inSight = next
      redraw()
    },
    giveWayWhile(next) {
      isWaiting = next
    },
    onFrame: listener => listen(eager, listener),
    onBeat: listener => listen(calm, listener),
    catchUp,
    onward() {
      const { endMs, reducedMotion } = store.getState()
      if (!goesOn() || reducedMotion || isWaiting() || Number.isNaN(lastFrame)) return null
      return { sinceMs: frames.originMs + lastFrame, mostMs: LONGEST_FRAME_MS, endMs }
    },
    redraw,
  }
  return clock
}
