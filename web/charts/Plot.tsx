import { lazy, memo, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { takeTurn } from './in-turn.ts'
import { Plot as PlainPlot } from './PlainPlot.tsx'
import type { PlotSpec } from './plot-spec.ts'
import { endPointing, isPointing, onPointing, pointAgain, pointAt } from './pointing.ts'

export interface PlotProps {
  spec: PlotSpec
  width: number
  /** Room for the labels at the lines' ends: the same in all charts that stand below each other. */
  labelRoom: number
}

/** Where it cannot be loaded, without a network or after a newer version has come, the chart stays as it is. */
const RechartsPlot = lazy(() =>
  import('./RechartsPlot.tsx').then(
    ({ RechartsPlot }) => ({ default: RechartsPlot }),
    () => ({ default: PlainPlot }),
  ),
)

/**
 * The drawing of one chart. Colours come from the theme's properties, so it need not know which theme it is. At rest it is
 * plain. Once somebody points at a chart, those in sight are drawn by recharts, which follows the pointer through all of
 * them; they are plain again with the next picture at which nobody points.
 */
export const Plot = memo(function Plot(props: PlotProps) {
  const place = useRef<HTMLDivElement>(null)
  const isFollowing = useFollowing(props.spec, place)
  const plain = <PlainPlot {...props} />
  return (
    <div ref={place} onPointerEnter={pointAt} onPointerMove={pointAt} onPointerLeave={endPointing}>
      {isFollowing ? (
        <Suspense fallback={plain}>
          <RechartsPlot {...props} />
          <Come to={place} />
        </Suspense>
      ) : (
        plain
      )}
    </div>
  )
})

function useFollowing(spec: PlotSpec, place: RefObject<Element | null>): boolean {
  const [isFollowing, follow] = useState(false)
  const [shown, show] = useState(spec)
  if (shown !== spec) {
    show(spec)
    if (!isPointing()) follow(false)
  }
  useEffect(
    () =>
      onPointing(() => {
        const { current } = place
        if (current && isInSight(current)) takeTurn(() => follow(true), current)
      }),
    [place],
  )
  return isFollowing
}

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}

/** recharts is there. */
function Come({ to }: { to: RefObject<Element | null> }) {
  useEffect(() => {
    if (to.current) pointAgain(to.current)
  }, [to])
  return null
}
