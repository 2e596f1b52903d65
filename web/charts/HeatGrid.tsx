import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react'
import { maps as texts } from '#text/across.ts'
import type { NumberParameter } from '../../sim/scenario/parameters.ts'
import { entryText, shownUnit } from '../controls/value-text.ts'
import { Marked } from '../text/Marked.tsx'
import { wordsOf } from '../text/parameters.ts'
import type { HeatMetric, HeatScale } from './heat-metric.ts'
import { type HeatCell, type HeatLane, type HeatPlan, nearestKnown, placeNow } from './heat-plan.ts'
import { pointWords } from './setting-axis.ts'

interface Props {
  plan: HeatPlan
  lane: HeatLane
  cells: readonly (HeatCell | undefined)[]
  metric: HeatMetric
  scale: HeatScale
  withValues: boolean
  /** Called with what the reader takes. */
  take: (lane: HeatLane, x: number, y: number) => void
}

interface At {
  column: number
  row: number
}

/** One lane's map: rows from the highest value down, so that it reads like a chart. Arrow keys go from cell to cell. */
export const HeatGrid = memo(function HeatGrid(props: Props) {
  const { plan, lane, cells, metric, withValues, take } = props
  const { xs, ys } = plan
  const now = placeNow(plan, lane)
  const [at, setAt] = useState<At>(now ?? { column: 0, row: 0 })
  const grid = useRef<HTMLTableElement>(null)
  const here: At = { column: Math.min(at.column, xs.length - 1), row: Math.min(at.row, ys.length - 1) }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = neighbour(event, here, xs.length, ys.length)
    if (to) {
      setAt(to)
      grid.current?.querySelector<HTMLElement>(`[data-at="${to.column} ${to.row}"]`)?.focus()
    } else if (event.key === 'Enter' || event.key === ' ') take(lane, xs[here.column]!, ys[here.row]!)
    else return
    event.preventDefault()
  }
  // A finger hides what it is on: it chooses first, and the button below takes.
  const onClick = (event: PointerEvent, place: At) => {
    setAt(place)
    if (event.nativeEvent.pointerType !== 'touch') take(lane, xs[place.column]!, ys[place.row]!)
  }
  const rows = ys.map((_, row) => row).reverse()
  return (
    <div className="heat" data-lane={lane.number}>
      <h3>{lane.name}</h3>
      <div className="heat-scroll">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an ARIA grid, made of a table.
          role="grid"
          ref={grid}
          aria-label={texts.grid({
            metric: metric.title,
            lane: lane.name,
            x: wordsOf(plan.x).label,
            y: wordsOf(plan.y).label,
          })}
          data-values={withValues}
          onKeyDown={onKeyDown}
        >
          <tbody>
            {rows.map(row => (
              <tr key={ys[row]}>
                <th scope="row">{axisText(plan.y, ys[row]!)}</th>
                {xs.map((x, column) => (
                  <Cell
                    key={x}
                    {...props}
                    place={{ column, row }}
                    isNow={now?.column === column && now.row === row}
                    isHere={here.column === column && here.row === row}
                    onClick={onClick}
                    onFocus={setAt}
                  />
                ))}
              </tr>
            ))}
            <tr>
              <td />
              {xs.map(x => (
                <th key={x} scope="col">
                  {axisText(plan.x, x)}
                </th>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <p className="heat-reading">
        <Marked
          text={texts.reading({ place: placeText(plan, here) })}
          as={{ value: () => <b>{readingOf(nearestKnown(plan, cells, lane.number - 1, here), metric)}</b> }}
        />
        <button type="button" className="quiet" onClick={() => take(lane, xs[here.column]!, ys[here.row]!)}>
          {texts.take}
        </button>
      </p>
    </div>
  )
})

interface CellProps extends Props {
  place: At
  isNow: boolean
  isHere: boolean
  onClick: (event: PointerEvent, place: At) => void
  onFocus: (place: At) => void
}

function Cell({ plan, lane, cells, metric, scale, place, isNow, isHere, onClick, onFocus }: CellProps) {
  const known = nearestKnown(plan, cells, lane.number - 1, place)
  const value = known && typeof known.cell !== 'string' ? known.cell[metric.metric].mean : Number.NaN
  const strength = Number.isFinite(value) ? scale.strength(value) : 0
  const reads = { place: placeText(plan, place), reading: readingOf(known, metric) }
  const text = isNow ? texts.cellNow(reads) : texts.cell(reads)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes the keys.
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the cells of an ARIA grid are gone through by keys.
      role="gridcell"
      tabIndex={isHere ? 0 : -1}
      data-at={`${place.column} ${place.row}`}
      data-now={isNow || undefined}
      data-kind={kindOf(known, value)}
      data-value={known?.isOwn && Number.isFinite(value) ? metric.short(value) : ''}
      aria-label={text}
      title={text}
      style={{ '--strength': `${Math.round(100 * strength)}%` } as React.CSSProperties}
      onClick={event => onClick(event as unknown as PointerEvent, place)}
      onFocus={() => onFocus(place)}
    />
  )
}

function kindOf(known: ReturnType<typeof nearestKnown>, value: number): string {
  if (!known) return 'to-come'
  if (typeof known.cell === 'string') return 'refused'
  if (!Number.isFinite(value)) return 'none'
  return known.isOwn ? 'known' : 'coarse'
}

function readingOf(known: ReturnType<typeof nearestKnown>, metric: HeatMetric): string {
  if (!known) return texts.notComputed
  const { cell, isOwn } = known
  if (typeof cell === 'string') return isOwn ? cell : texts.notComputed
  const { mean } = cell[metric.metric]
  const text = Number.isFinite(mean) ? metric.format(mean) : texts.nothingAnswered
  return isOwn ? text : texts.besideIt({ reading: text })
}

function placeText({ x, y, xs, ys }: HeatPlan, { column, row }: At): string {
  return texts.place({ x: pointWords(x, xs[column]!), y: pointWords(y, ys[row]!) })
}

/** Times are in milliseconds or seconds, so their unit stands at each; others have it in the reading below. */
function axisText(parameter: NumberParameter, value: number): string {
  const unit = parameter.unit === 'ms' ? shownUnit(parameter, value) : ''
  return `${entryText(parameter, value)}${unit}`
}

/** Rows go up as their values do. */
function neighbour({ key, ctrlKey }: KeyboardEvent, { column, row }: At, columns: number, rows: number): At | null {
  switch (key) {
    case 'ArrowRight':
      return { column: Math.min(columns - 1, column + 1), row }
    case 'ArrowLeft':
      return { column: Math.max(0, column - 1), row }
    case 'ArrowUp':
      return { column, row: Math.min(rows - 1, row + 1) }
    case 'ArrowDown':
      return { column, row: Math.max(0, row - 1) }
    case 'Home':
      return { column: 0, row: ctrlKey ? rows - 1 : row }
    case 'End':
      return { column: columns - 1, row: ctrlKey ? 0 : row }
    default:
      return null
  }
}
