import { describe, expect, it } from 'vitest'
import { createClock } from '../../../web/time/clock.ts'

/** A clock whose frames come when the test says so. */
function stand(endMs = 60_000) {
  let waiting: ((timestampMs: number) => void) | null = null
  let timestampMs = 1000
  const later: { atMs: number; callback: () => void }[] = []
  const clock = createClock({
    request: callback => {
      waiting = callback
    },
    now: () => timestampMs,
    originMs: 0,
    after: (ms, callback) => later.push({ atMs: timestampMs + ms, callback }),
  })
  const drawn: number[] = []
  clock.setEnd(endMs)
  const stop = clock.onFrame(() => drawn.push(clock.nowMs()))
  /** So many frames of 10 ms, as far as any are asked for. */
  const frames = (count: number, eachMs = 10) => {
    for (let frame = 0; frame < count && (waiting || later.length > 0); frame++) {
      timestampMs += eachMs
      for (const due of later.filter(({ atMs }) => atMs <= timestampMs)) {
        later.splice(later.indexOf(due), 1)
        due.callback()
      }
      const callback: ((timestampMs: number) => void) | null = waiting
      waiting = null
      callback?.(timestampMs)
    }
  }
  frames(5)
  return { clock, drawn, frames, stop, isWaiting: () => waiting !== null }
}

describe('The clock', () => {
  it('goes on by real time times its speed, and tells nobody else but who draws it', () => {
    const { clock, frames } = stand()
    clock.play()
    frames(11)
    expect(clock.nowMs()).toBeCloseTo(100)
    clock.setSpeed(0.1)
    frames(10)
    expect(clock.nowMs()).toBeCloseTo(110)
    expect(clock.store.getState()).toMatchObject({ playing: true, stillMs: null, speed: 0.1 })
  })

  it('asks for no frames while it stands still and all has arrived', () => {
    const { clock, frames, isWaiting } = stand()
    expect(isWaiting()).toBe(false)
    clock.play()
    frames(5)
    clock.pause()
    frames(100)
    expect(isWaiting()).toBe(false)
  })

  it('does not leap when a frame was long in coming', () => {
    const { clock, frames } = stand()
    clock.play()
    frames(1)
    frames(1, 5000)
    expect(clock.nowMs()).toBe(200)
  })

  it('draws less often while the reader waits for something else; what is new for another reason is drawn at once', () => {
    const { clock, drawn, frames } = stand()
    clock.giveWayWhile(() => true)
    clock.play()
    frames(1)
    drawn.length = 0
    frames(20)
    expect(drawn).toHaveLength(2)
    expect(clock.nowMs()).toBeCloseTo(200)
    clock.redraw()
    frames(1)
    expect(drawn).toHaveLength(3)
    clock.giveWayWhile(() => false)
    frames(5)
    expect(drawn).toHaveLength(8)
  })

  it('stops at the end, and plays again from the beginning', () => {
    const { clock, frames } = stand(500)
    clock.play()
    frames(80)
    expect(clock.store.getState()).toMatchObject({ playing: false, stillMs: 500 })
    clock.play()
    frames(2)
    expect(clock.nowMs()).toBeLessThan(50)
  })

  it('lets what is on its way arrive after it has stopped, at the instant at which it stopped', () => {
    const { clock, frames } = stand()
    clock.play()
    frames(30)
    clock.pause()
    const at = clock.nowMs()
    expect(clock.motionMs()).toBe(at)
    frames(100)
    expect(clock.nowMs()).toBe(at)
    expect(clock.motionMs()).toBeCloseTo(at + clock.travelMs())
  })

  it('shows a step as a movement, and a place it is put to at once', () => {
    const { clock, frames } = stand()
    clock.stepTo(2000)
    expect(clock.motionMs()).toBe(2000)
    frames(100)
    expect(clock.motionMs()).toBeCloseTo(2000 + clock.travelMs())
    clock.seek(3000)
    expect(clock.motionMs()).toBeCloseTo(3000 + clock.travelMs())
    expect(clock.store.getState().stillMs).toBe(3000)
  })

  it('stays within the run', () => {
    const { clock } = stand(1000)
    clock.seek(-5)
    expect(clock.nowMs()).toBe(0)
    clock.seek(1e9)
    expect(clock.nowMs()).toBe(1000)
    clock.setEnd(400)
    expect(clock.nowMs()).toBe(400)
  })

  it('replaces movement by steps when motion is to be reduced', () => {
    const { clock, drawn, frames } = stand()
    clock.setReducedMotion(true)
    expect(clock.travelMs()).toBe(0)
    clock.play()
    frames(160)
    expect([...new Set(drawn)].map(Math.round)).toEqual([0, 500, 1000, 1500])
  })

  it('holds out of sight, without a pause', () => {
    const { clock, frames, isWaiting } = stand()
    clock.play()
    frames(10)
    clock.setInSight(false)
    frames(2)
    const at = clock.nowMs()
    expect(isWaiting()).toBe(false)
    expect(clock.store.getState().playing).toBe(true)
    clock.setInSight(true)
    frames(10)
    expect(clock.nowMs()).toBeGreaterThan(at)
  })

  it('draws a change that is not of time, once', () => {
    const { clock, drawn, frames, stop } = stand()
    const before = drawn.length
    clock.redraw()
    clock.redraw()
    frames(10)
    expect(drawn.length).toBe(before + 1)
    stop()
    clock.redraw()
    frames(10)
    expect(drawn.length).toBe(before + 1)
  })

  it('comes by beats where nobody draws every frame, and says how time goes on in between', () => {
    const { clock, stop, frames } = stand()
    stop()
    const heard: number[] = []
    clock.onBeat(() => heard.push(clock.nowMs()))
    frames(2)
    heard.length = 0
    clock.play()
    frames(100)
    // 1 s, with the first frame at once.
    expect(heard.length).toBeGreaterThan(7)
    expect(heard.length).toBeLessThan(12)
    expect(clock.onward()).toMatchObject({ endMs: 60_000 })
    clock.catchUp()
    expect(clock.nowMs()).toBeCloseTo(990, -1)
    clock.setSpeed(10)
    heard.length = 0
    frames(10)
    expect(heard.length).toBeGreaterThanOrEqual(9)
    clock.pause()
    expect(clock.onward()).toBeNull()
  })

  it('says nothing of how time goes on where it does not: out of sight, in steps, or while the reader waits', () => {
    const { clock, frames } = stand()
    clock.play()
    frames(3)
    expect(clock.onward()).not.toBeNull()
    clock.setInSight(false)
    expect(clock.onward()).toBeNull()
    clock.setInSight(true)
    clock.setReducedMotion(true)
    expect(clock.onward()).toBeNull()
    clock.setReducedMotion(false)
    clock.giveWayWhile(() => true)
    expect(clock.onward()).toBeNull()
  })

  it('stands still at the very instant at which it is stopped, between two beats', () => {
    const { clock, stop, frames } = stand()
    stop()
    clock.onBeat(() => {})
    clock.play()
    // The first frame begins time, and the beat after it has not come yet.
    frames(6)
    clock.pause()
    expect(clock.store.getState().stillMs).toBeCloseTo(50)
  })
})
