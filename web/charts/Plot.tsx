import { memo, useMemo } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts'
import { LineLabels } from './LineLabels.tsx'
import { PlotTooltip } from './PlotTooltip.tsx'
import type { Mark, PlotSpec, XAxisSpec } from './plot-spec.ts'

const HEIGHT = 184
/** In a chart narrower than this the names of the lines stand above it, and not at their ends. */
export const NARROW = 400
/** Left of the plot, for the numbers of its axis. */
export const PLOT_LEFT = 58
/** To the right of the plot where nothing stands there. */
export const BARE_ROOM = 14

interface Props {
  spec: PlotSpec
  width: number
  /** Room for the labels at the lines' ends: the same in all charts that stand below each other. */
  labelRoom: number
}

/**
 * The drawing of one chart. Colours come from the theme's properties, so it need not know which theme it is. Axes are
 * kept as they are while their numbers are: recharts lays a chart out anew for every axis that is not the one it knew.
 */
export const Plot = memo(function Plot({ spec, width, labelRoom }: Props) {
  const { x, max, tick } = spec
  const labelled = width >= NARROW
  const margin = useMemo(
    () => ({ top: 10, bottom: 0, left: 0, right: labelled ? labelRoom : BARE_ROOM }),
    [labelled, labelRoom],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: an axis that says the same is the same.
  const across = useMemo(() => xAxis(x), [JSON.stringify(x)])
  const up = useMemo(() => yAxis(max, tick), [max, tick])
  return (
    <ComposedChart
      width={width}
      height={HEIGHT}
      data={spec.rows}
      margin={margin}
      syncId={x.kind}
      syncMethod="value"
      accessibilityLayer={false}
    >
      {GRID}
      {across}
      {up}
      {labelled ? CURSOR : <Tooltip {...CURSOR_PROPS} content={boxOf(spec)} />}
      {spec.marks.flatMap(drawn)}
      {labelled && <LineLabels spec={spec} />}
    </ComposedChart>
  )
})

const GRID = <CartesianGrid vertical={false} stroke="var(--line)" />

const CURSOR_PROPS = { isAnimationActive: false, cursor: { stroke: 'var(--ink)', strokeWidth: 1 } } as const

/** Where the names of the lines stand at their ends, the values appear there, and a line shows where one points. */
const CURSOR = <Tooltip {...CURSOR_PROPS} content={() => null} />

function boxOf(spec: PlotSpec) {
  return ({ active, label }: { active?: boolean; label?: unknown }) =>
    active ? <PlotTooltip spec={spec} x={label} /> : null
}

function yAxis(max: number, tick: PlotSpec['tick']) {
  return (
    <YAxis
      width={PLOT_LEFT}
      domain={[0, max]}
      ticks={[0, max / 2, max]}
      allowDataOverflow
      axisLine={false}
      tickLine={false}
      tickMargin={6}
      tickFormatter={(value: number) => tick(value, value === max)}
    />
  )
}

function xAxis(x: XAxisSpec) {
  const common = {
    dataKey: 'x',
    type: 'number',
    axisLine: false,
    tickLine: false,
    tickMargin: 6,
    height: 26,
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
  return (
    <XAxis
      {...common}
      scale="log"
      domain={[x.values[0]!, x.values.at(-1)!]}
      ticks={[...x.values]}
      padding={{ left: 14, right: 6 }}
    />
  )
}

/** Three to seven round instants from 0 on. */
export function timeTicks(seconds: number): number[] {
  const rough = seconds / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 3, 5].find(candidate => candidate * power >= rough * 0.8) ?? 10)
  return Array.from({ length: Math.floor(seconds / step + 1e-9) + 1 }, (_, index) =>
    Number((index * step).toPrecision(6)),
  )
}

/** A mark, and the halo below it that says whose it is. */
function drawn(mark: Mark) {
  const common = { key: mark.key, dataKey: mark.key, isAnimationActive: false, activeDot: false } as const
  const { key, ...rest } = common
  if (mark.kind === 'band') {
    return [<Area key={key} {...rest} type="linear" stroke="none" fill={mark.color} fillOpacity={1} />]
  }
  if (mark.kind === 'area') {
    return [
      <Area key={key} {...rest} type="linear" stroke={mark.color} strokeWidth={1} fill="var(--well)" fillOpacity={1} />,
    ]
  }
  const line = (
    <Line
      key={key}
      {...rest}
      type="linear"
      stroke={mark.color}
      strokeWidth={mark.width ?? 1.75}
      strokeLinejoin="round"
      {...(mark.dash && { strokeDasharray: mark.dash })}
      dot={mark.dots ? { r: 3, fill: mark.color, strokeWidth: 0 } : false}
    />
  )
  if (!mark.halo) return [line]
  return [
    <Line
      key={`${key}-halo`}
      {...rest}
      type="linear"
      stroke={mark.halo}
      strokeWidth={9}
      dot={false}
      legendType="none"
    />,
    line,
  ]
}
