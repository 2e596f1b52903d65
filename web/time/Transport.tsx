import { useEffect, useMemo, useRef } from 'react'
import * as texts from '#text/time.ts'
import { COUNTED_OUTCOMES, Outcome } from '../../sim/measure/outcomes.ts'
import { ThisInstant } from '../stage/ThisInstant.tsx'
import type { DrawnLane } from '../state/page.ts'
import { usePage } from '../state/the-page.ts'
import { toggleWhatHappened, useWhat } from '../story/what-store.ts'
import { fixed, precise } from '../text/format.ts'
import { Marked } from '../text/Marked.tsx'
import { onTimeKey } from './keys.ts'
import { SPEEDS, speedPlace, speedText, speedWords } from './speeds.ts'
import { step } from './steps.ts'
import { clock, useTime } from './the-clock.ts'

/** Play, pause, step, pace and place: everything about time that can be done with a pointer. */
export function Transport() {
  const picture = usePage(state => state.picture)
  const playing = useTime(state => state.playing)
  const lanes = picture?.lanes ?? NO_LANES
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => onTimeKey(event, lanes)
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [lanes])
  return (
    <section className="time" aria-label={texts.time}>
      <div className="transport">
        <button type="button" className="step" onClick={() => step(lanes, -1)} aria-label={texts.stepBack}>
          <Icon path="M11 3 5 8l6 5zM3 3v10" />
        </button>
        <button
          type="button"
          className="play"
          onClick={clock.toggle}
          aria-label={playing ? texts.pause : texts.play}
          disabled={!picture}
        >
          <Icon path={playing ? 'M5 3v10M11 3v10' : 'M5 2.5 13 8l-8 5.5z'} heavy={playing} />
        </button>
        <button type="button" className="step" onClick={() => step(lanes, 1)} aria-label={texts.stepOn}>
          <Icon path="m5 3 6 5-6 5zM13 3v10" />
        </button>
        <Speed />
        <Scrubber lanes={lanes} />
        <Now />
      </div>
      <div className="asking">
        <ThisInstant lanes={lanes} />
        <AskWhatHappened />
      </div>
    </section>
  )
}

function AskWhatHappened() {
  const isOpen = useWhat(state => state.isOpen)
  return (
    <button type="button" className="quiet" aria-expanded={isOpen} aria-keyshortcuts="w" onClick={toggleWhatHappened}>
      {texts.whatHappened}
    </button>
  )
}

const NO_LANES: readonly DrawnLane[] = []

function Icon({ path, heavy = false }: { path: string; heavy?: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={path} fill="currentColor" stroke="currentColor" strokeWidth={heavy ? 2.6 : 1.4} strokeLinejoin="round" />
    </svg>
  )
}

function Speed() {
  const speed = useTime(state => state.speed)
  return (
    <div className="speed">
      <output htmlFor="speed">{speedText(speed)}</output>
      <input
        id="speed"
        type="range"
        aria-label={texts.speed}
        aria-valuetext={speedWords(speed)}
        min={0}
        max={SPEEDS.length - 1}
        value={speedPlace(speed)}
        style={{ '--at': speedPlace(speed) / (SPEEDS.length - 1) } as React.CSSProperties}
        onChange={event => clock.setSpeed(SPEEDS[event.currentTarget.valueAsNumber]!)}
        onDoubleClick={() => clock.setSpeed(1)}
      />
    </div>
  )
}

/** Where in the run: a slider whose thumb follows the clock without React, with the failures as marks. */
function Scrubber({ lanes }: { lanes: readonly DrawnLane[] }) {
  const endMs = useTime(state => state.endMs)
  const stillMs = useTime(state => state.stillMs)
  const input = useRef<HTMLInputElement>(null)
  const wasPlaying = useRef(false)
  useEffect(() => {
    let shown = Number.NaN
    return clock.onBeat(() => {
      const { current: slider } = input
      if (!slider) return
      const { endMs, playing } = clock.store.getState()
      // While it moves, in steps of about a pixel: the browser lays the slider out no more often than one can see.
      const steps = playing ? 800 : 1e9
      const part = Math.round((steps * clock.nowMs()) / Math.max(1, endMs)) / steps
      if (part === shown) return
      shown = part
      // React tells it the end later, and a slider takes no value beyond what it knows.
      slider.max = String(endMs)
      slider.valueAsNumber = clock.nowMs()
      slider.style.setProperty('--at', String(part))
    })
  }, [])
  return (
    <div className="scrubber">
      <Failures lanes={lanes} endMs={endMs} />
      <input
        ref={input}
        type="range"
        aria-label={texts.instant}
        aria-valuetext={stillMs === null ? texts.playing : texts.atSeconds({ seconds: stillMs / 1000 })}
        min={0}
        max={endMs}
        step="any"
        defaultValue={0}
        onPointerDown={() => {
          wasPlaying.current = clock.store.getState().playing
        }}
        onPointerUp={() => {
          if (wasPlaying.current) clock.play()
          wasPlaying.current = false
        }}
        onChange={event => {
          const at = event.currentTarget.valueAsNumber
          clock.pause()
          clock.seek(at)
        }}
        onKeyDown={event => {
          const seconds = SCRUB_KEYS[event.key]
          if (seconds === undefined) return
          event.preventDefault()
          clock.pause()
          clock.seek(clock.nowMs() + seconds * 1000 * (event.shiftKey ? 10 : 1))
        }}
      />
    </div>
  )
}

/** Seconds that each key goes on the scrubber; Home and End are left to the browser. */
const SCRUB_KEYS: Record<string, number> = {
  ArrowRight: 0.1,
  ArrowUp: 0.1,
  ArrowLeft: -0.1,
  ArrowDown: -0.1,
  PageUp: 5,
  PageDown: -5,
}

/** So many places for marks along the scrubber. */
const PLACES = 300

/** A mark where anything failed, darker where more did; one line of marks for all lanes. */
function Failures({ lanes, endMs }: { lanes: readonly DrawnLane[]; endMs: number }) {
  const marks = useMemo(() => {
    const times = new Float64Array(PLACES)
    for (const { result, index } of lanes) {
      const since = result.scenario.run.warmupSeconds * 1000
      const add = (at: number, failures: number) => {
        const place = Math.floor((at / endMs) * PLACES)
        if (place >= 0 && place < PLACES) times[place]! += failures
      }
      const knownMs = index.knownUntilMs - since
      for (const { atMs } of index.endings.slice(Outcome.Ok + 1)) {
        for (const at of atMs) if (at - since <= knownMs) add(at - since, 1)
      }
      if (!result.series) continue
      // What rows do not tell any more, the series do, by the bucket.
      const { buckets, bucketMs, columns } = result.series
      for (let bucket = 0; bucket < buckets; bucket++) {
        const at = (bucket + 0.5) * bucketMs
        if (at <= knownMs) continue
        for (const name of COUNTED_OUTCOMES) if (name !== '200') add(at, (columns[name][bucket]! * bucketMs) / 1000)
      }
    }
    const most = Math.max(1, ...times)
    return [...times].flatMap((count, place) => (count > 0 ? [{ place, height: 3 + (5 * count) / most }] : []))
  }, [lanes, endMs])
  return (
    <svg className="failures" viewBox={`0 0 ${PLACES} 8`} preserveAspectRatio="none" aria-hidden="true">
      <path d={marks.map(({ place, height }) => `M${place + 0.5} 8v${-height}`).join('')} />
    </svg>
  )
}

/** The time, as text that follows the clock without React. */
function Now() {
  const text = useRef<HTMLElement>(null)
  const endMs = useTime(state => state.endMs)
  const speed = useTime(state => state.speed)
  useEffect(
    () =>
      clock.onBeat(() => {
        const { current: element } = text
        const now = nowText(clock.nowMs(), clock.store.getState().speed)
        if (element && element.textContent !== now) element.textContent = now
      }),
    [],
  )
  return (
    <p className="now">
      <Marked
        text={texts.nowOf({ end: precise(Number((endMs / 1000).toFixed(1))) })}
        as={{
          now: () => (
            <b key="now" ref={text}>
              {nowText(clock.nowMs(), speed)}
            </b>
          ),
        }}
      />
    </p>
  )
}

/** As many decimals as can be read at this speed. */
export function nowText(ms: number, speed: number): string {
  return fixed(ms / 1000, speed >= 1 ? 1 : speed > 0.05 ? 2 : 3)
}
