import { useEffect, useRef } from 'react'
import { clock } from './the-clock.ts'

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
  useEffect(
    () =>
      clock.onFrame(() => {
        const part = Math.max(0, (clock.nowMs() - from) / (to - from))
        line.current?.style.setProperty('transform', `translateX(${100 * Math.min(1, part)}%)`)
      }),
    [from, to],
  )
  useEffect(() => {
    const { current: element } = area
    const ground = element?.parentElement
    if (!element || !ground) return
    const seek = (event: PointerEvent) => {
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
    const onClick = (event: MouseEvent) => seek(event as PointerEvent)
    ground.addEventListener('pointerdown', onDown)
    ground.addEventListener('pointermove', onMove)
    ground.addEventListener('click', onClick)
    return () => {
      ground.removeEventListener('pointerdown', onDown)
      ground.removeEventListener('pointermove', onMove)
      ground.removeEventListener('click', onClick)
    }
  }, [from, to])
  return (
    <div className="playhead" ref={area} style={{ left, right }}>
      <div ref={line} />
    </div>
  )
}
