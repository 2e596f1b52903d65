/** The room that is kept for a figure until its frame says how high it is: about as much, so that the article hardly moves. */
import { chapterOf } from './address.ts'

type Attributes = Pick<Element, 'getAttribute'>

/** Widths in pixels: below each, something stands in fewer columns and is higher. */
const PHONE = 480
const CHART_COLUMNS = 864
const CHAPTER_COLUMNS = 1025

/** Charts as wide as the figure, and those of which each lane has one. */
const WIDE = ['workers', 'distribution']
const BY_LANE = ['heat', 'places', 'cores']
const NO_CHART = ['sentence', 'about', 'controls', 'stage', 'across', 'map']

/** Chapters that end with a challenge, which takes about a third more. */
export const WITH_CHALLENGE = ['workers', 'one-more-core', 'how-many-workers', 'nobody-is-waiting', 'your-own-service']

/** The line that says where the figure is from. */
const SOURCE = 44

/** @param width of the element, in pixels */
export function reservedHeight(element: Attributes, width: number): number {
  const onPhone = width < PHONE
  const chapter = chapterOf(element)
  if (chapter) return chapterHeight(width, WITH_CHALLENGE.includes(chapter))
  const list = (name: string, usual: string) => (element.getAttribute(name) ?? usual).split(/[\s,]+/).filter(Boolean)
  const lanes = laneCount(element)
  const controls = list('controls', '').length
  const heights: Record<string, number> = {
    sentence: onPhone ? 136 : 108,
    about: onPhone ? 100 : 70,
    stage: stageHeight(width, lanes),
    across: onPhone ? 2010 : width < CHART_COLUMNS ? 1610 : 970,
    map: onPhone ? 250 + 366 * lanes : 225 + 297 * rows(lanes, width, 416),
  }
  const views = list('views', 'sentence,stage')
  const charts = views.filter(view => !NO_CHART.includes(view))
  const wide = charts.filter(view => WIDE.includes(view)).length
  const byLane = charts.filter(view => BY_LANE.includes(view)).length
  const chartRows = wide + rows(charts.length - wide + byLane * (lanes - 1), width, 416)
  return (
    SOURCE +
    views.reduce((sum, view) => sum + (heights[view] ?? 0), 0) +
    (controls > 0 ? 24 + rows(controls, width, 240) * (onPhone ? 94 : 52) : 0) +
    chartRows * (onPhone ? 327 : 286)
  )
}

/** Of so many in a grid, each at least so wide. */
function rows(count: number, width: number, least: number): number {
  const gap = 32
  return Math.ceil(count / Math.max(1, Math.floor((width + gap) / (least + gap))))
}

/** Its words, the question, the frame in which the simulation will stand, and its notes. */
function chapterHeight(width: number, hasChallenge: boolean): number {
  if (width < PHONE) return hasChallenge ? 1690 : 1320
  if (width < CHAPTER_COLUMNS) return hasChallenge ? 1370 : 1050
  return hasChallenge ? 1050 : 762
}

/** Lanes, and the transport below them. */
function stageHeight(width: number, lanes: number): number {
  if (width < PHONE) return 195 + 445 * lanes
  if (width < 642) return 95 + 433 * lanes
  return width < 960 ? 69 + 215 * lanes : 70 + 191 * lanes
}

/** A story has two lanes, unless it is told which. */
function laneCount(element: Attributes): number {
  const named = element.getAttribute('link')?.match(/[#&]lanes=([^&]+)/)?.[1]
  if (named) return named.split(',').length
  return element.getAttribute('preset')?.includes('/') ? 1 : 2
}
