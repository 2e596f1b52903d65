import { useEffect, useId, useRef } from 'react'
import * as texts from '#text/time.ts'
import { askWhatHappened, useWhat, whatStore } from '../story/what-store.ts'
import { onSight } from './in-sight.ts'
import { clock, useTime } from './the-clock.ts'

interface Props {
  /** The times at which the line begins and ends, in milliseconds of measured time. */
  from: number
  to: number
  /** From the edges of what it lies on to where time begins and ends. */
  left: number
  right: number
}

/** The playhead as a line over a chart. It moves by itself, so the chart is not drawn again; pointing moves the playhead. */
export function PlayheadLine({ from, to, left, right }: Props) {
  const area = useRef<HTMLDivElement>(null)
  const line = useRef<HTMLDivElement>(null)
  const key = useId()
  useEffect(() => {
    const { current: element } = area
    if (!element) return
    let width = element.clientWidth
    let shown = Number.NaN
    let isInSight = true
    const draw = () => {
      if (!isInSight) return
      const part = Math.max(0, Math.min(1, (clock.nowMs() - from) / (to - from)))
      // Finer than this nobody sees, and every change is a frame for the browser to put together.
      const x = Math.round(part * width * 4) / 4
      if (x === shown) return
      shown = x
      line.current?.style.setProperty('transform', `translateX(${x}px)`)
    }
    const sizes = new ResizeObserver(() => {
      width = element.clientWidth
      draw()
    })
    sizes.observe(element)
    const frames = clock.onBeat(draw)
    const sight = onSight(element, is => {
      isInSight = is
      // Each line that moves is a layer for the browser to put together in every frame.
      line.current?.classList.toggle('moves', is)
      draw()
    })
    return () => {
      sizes.disconnect()
      frames()
      sight()
    }
  }, [from, to])
  useEffect(() => {
    const { current: element } = area
    const ground = element?.parentElement
    if (!element || !ground) return
    const seek = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('button')) return
      const { left: start, width } = element.getBoundingClientRect()
      clock.pause()
      clock.seek(from + ((event.clientX - start) / width) * (to - from))
    }
    const onDown = (event: PointerEvent) => {
      // A finger may be about to scroll; it moves the playhead when it is lifted where it came down.
      if (event.button === 0 && event.pointerType !== 'touch') seek(event)
    }
    const onMove = (event: PointerEvent) => {
      if (event.buttons === 1 && event.pointerType !== 'touch') seek(event)
    }
    const onClick = (event: MouseEvent) => {
      seek(event as PointerEvent)
      whatStore.setState({ offered: { key, atMs: clock.nowMs() } })
    }
    ground.addEventListener('pointerdown', onDown)
    ground.addEventListener('pointermove', onMove)
    ground.addEventListener('click', onClick)
    return () => {
      ground.removeEventListener('pointerdown', onDown)
      ground.removeEventListener('pointermove', onMove)
      ground.removeEventListener('click', onClick)
    }
  }, [from, to, key])
  return (
    <div className="playhead" ref={area} style={{ left, right }}>
      <div ref={line} />
      <Offer chart={key} from={from} to={to} />
    </div>
  )
}

/** Beside the line, in the chart that was clicked: the way to what happened at this instant. Keys have one of their own. */
function Offer({ chart, from, to }: { chart: string; from: number; to: number }) {
  const offered = useWhat(({ offered, isOpen }) => (offered?.key === chart && !isOpen ? offered : null))
  const stillMs = useTime(state => state.stillMs)
  if (!offered || offered.atMs !== stillMs) return null
  const part = (offered.atMs - from) / (to - from)
  const place = part < 0.5 ? { left: `${100 * part}%` } : { right: `${100 * (1 - part)}%` }
  return (
    <button type="button" className="offer" tabIndex={-1} style={place} onClick={askWhatHappened}>
      {texts.whatHappened}
    </button>
  )
}
