import { memo, useMemo } from 'react'
import { CartesianGrid, ComposedChart, Line, Tooltip, usePlotArea, XAxis, YAxis } from 'recharts'
import { duration } from '../text/format.ts'
import { LineLabels } from './LineLabels.tsx'
import { Marks } from './Marks.tsx'
import type { PlotProps } from './Plot.tsx'
import { PlotTooltip } from './PlotTooltip.tsx'
import { LATENCY_PADDING, SETTING_PADDING, scalesOf } from './paths.ts'
import {
  AXIS_HEIGHT,
  BARE_ROOM,
  gridParts,
  HEIGHT,
  hourText,
  hourTicks,
  NARROW,
  PLOT_LEFT,
  TOP,
  timeTicks,
} from './plot-shape.ts'
import { decades, type XAxisSpec } from './plot-spec.ts'
import { ShownSpec, useSpec } from './shown-spec.ts'

/**
 * A chart that follows the pointer, in itself and in those beside it. recharts draws the frame (grid, horizontal axis,
 * what follows the pointer through all charts) and takes 10 ms for it, so the frame is made once and its vertical axis is
 * always 0 to 1. Marks are drawn into it with every step of a slider.
 */
export const RechartsPlot = memo(function RechartsPlot({ spec, width, labelRoom }: PlotProps) {
  const labelled = width >= NARROW
  const right = labelled ? labelRoom : BARE_ROOM
  const axis = JSON.stringify(spec.x)
  const places = spec.rows.map(row => row.x).join()
  const lines = gridParts(spec).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: axes and places that say the same are the same.
  const frame = useMemo(
    () => (
      <Frame
        x={spec.x}
        places={spec.rows.map(({ x }) => ({ x }))}
        lines={gridParts(spec)}
        width={width}
        right={right}
      />
    ),
    [axis, places, lines, width, right],
  )
  return <ShownSpec value={spec}>{frame}</ShownSpec>
})

interface FrameProps {
  x: XAxisSpec
  /** Where rows stand: there the pointer stops. */
  places: { x: number }[]
  /** Where horizontal lines are, as parts of the height. */
  lines: number[]
  width: number
  right: number
}

function Frame({ x, places, lines, width, right }: FrameProps) {
  const labelled = width >= NARROW
  return (
    <ComposedChart
      width={width}
      height={HEIGHT}
      data={places}
      margin={{ top: TOP, bottom: 0, left: 0, right }}
      syncId={x.kind}
      syncMethod="value"
      accessibilityLayer={false}
    >
      <CartesianGrid
        vertical={false}
        horizontalPoints={lines.map(part => TOP + (HEIGHT - TOP - AXIS_HEIGHT) * part)}
        stroke="var(--line)"
      />
      {xAxis(x)}
      {UP}
      {labelled ? CURSOR : BOX}
      {PLACES}
      <Inside labelled={labelled} />
    </ComposedChart>
  )
}

/** recharts need not draw the frame again when this changes. */
function Inside({ labelled }: { labelled: boolean }) {
  const spec = useSpec()
  const area = usePlotArea()
  if (!area) return null
  const scales = scalesOf(spec, area)
  return (
    <>
      <Marks spec={spec} area={area} scales={scales} />
      {labelled && <LineLabels spec={spec} area={area} scales={scales} />}
    </>
  )
}

const UP = (
  <YAxis width={PLOT_LEFT} domain={[0, 1]} ticks={[0, 0.5, 1]} axisLine={false} tickLine={false} tick={false} />
)

/** Nothing to see: recharts follows the pointer only where it has something of its own to draw. */
const PLACES = <Line dataKey="x" isAnimationActive={false} activeDot={false} dot={false} stroke="none" />

const CURSOR_PROPS = { isAnimationActive: false, cursor: { stroke: 'var(--ink)', strokeWidth: 1 } } as const

/** Where the names of the lines stand at their ends, the values appear there, and a line shows where one points. */
const CURSOR = <Tooltip {...CURSOR_PROPS} content={() => null} />

const BOX = <Tooltip {...CURSOR_PROPS} content={({ active, label }) => (active ? <PlotTooltip x={label} /> : null)} />

function xAxis(x: XAxisSpec) {
  const common = {
    dataKey: 'x',
    type: 'number',
    axisLine: false,
    tickLine: false,
    tickMargin: 6,
    height: AXIS_HEIGHT,
    interval: 0,
  } as const
  if (x.kind === 'time') {
    const ticks = timeTicks(x.seconds)
    const last = ticks.at(-1)
    return (
      <XAxis
        {...common}
        domain={[0, x.seconds]}
        ticks={ticks}
        tickFormatter={(value: number) => (value === last ? `${value} s` : String(value))}
      />
    )
  }
  if (x.kind === 'hours') {
    return (
      <XAxis
        {...common}
        domain={[0, x.hours]}
        ticks={hourTicks(x.hours)}
        tickFormatter={(hour: number) => hourText(hour, x.hours)}
      />
    )
  }
  if (x.kind === 'latency') {
    return (
      <XAxis
        {...common}
        scale="log"
        domain={[x.fromMs, x.toMs]}
        ticks={decades(x.fromMs, x.toMs)}
        tickFormatter={(value: number) => duration(value)}
        padding={LATENCY_PADDING}
      />
    )
  }
  const { points } = x
  const texts = new Map(points.map(({ at, text }) => [at, text]))
  return (
    <XAxis
      {...common}
      interval="preserveStartEnd"
      minTickGap={8}
      domain={[points[0]?.at ?? 0, points.at(-1)?.at ?? 1]}
      ticks={points.map(({ at }) => at)}
      tickFormatter={(at: number) => texts.get(at) ?? ''}
      padding={SETTING_PADDING}
    />
  )
}
