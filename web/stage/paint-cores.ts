/** The cores: lit as far as they are busy, pale where it is for nobody. */
import * as texts from '#text/stage.ts'
import { percent } from '../text/format.ts'
import type { Beat, Drawn } from './lane-view.ts'
import type { Layout } from './layout.ts'
import { rounded } from './paint-background.ts'
import { isSlow } from './paint-rooms.ts'
import { widthOf, write } from './paint-text.ts'
import type { Pen } from './pen.ts'
import type { Readings } from './readings.ts'

export function paintCores(context: Pen, drawn: Drawn, beat: Beat, { busy, wasted }: Readings, isKnown: boolean): void {
  const { layout, palette, moment, run } = drawn
  const { cores } = run.result.scenario.machine
  const grid = layout.cores
  // Slow enough, each core is on or off; otherwise they are as full as they were busy on average.
  const instant = isKnown && isSlow(drawn, beat)
  const lit = instant ? Math.min(cores, moment.computing) : busy * cores
  const litForNobody = instant
    ? moment.computing > 0
      ? (lit * moment.computingForNobody) / moment.computing
      : 0
    : wasted * cores
  const gap = cores > 16 ? 2 : 4
  const w = grid.pitch - gap
  const h = Math.min(34, grid.h / grid.rows - gap)
  for (let core = 0; core < cores; core++) {
    const x = grid.x + (core % grid.columns) * grid.pitch
    const y = grid.y + Math.floor(core / grid.columns) * (h + gap)
    const all = Math.max(0, Math.min(1, lit - core))
    const useful = Math.max(0, Math.min(1, lit - litForNobody - core))
    rounded(context, x, y, w, h, Math.min(5, h / 4))
    context.save()
    context.clip()
    context.fillStyle = palette.laneSoft
    context.fillRect(x, y, w * all, h)
    context.fillStyle = palette.lane
    context.fillRect(x, y, w * useful, h)
    context.restore()
    context.strokeStyle = palette.line
    context.lineWidth = 1
    rounded(context, x, y, w, h, Math.min(5, h / 4))
    context.stroke()
  }
  const below = grid.y + Math.ceil(cores / grid.columns) * (h + gap) + 10
  write(context, palette, texts.cores.busy({ busy }), grid.x, below, { colour: palette.ink })
  if (wasted > 0.005 && busy > 0) {
    const share = percent(wasted / busy)
    const [first, second] = noteFor(context, drawn)({ share })
    write(context, palette, first, grid.x, below + 16)
    // Where it takes two lines, the column is too narrow to tell of sharing as well.
    if (second) write(context, palette, second, grid.x, below + 31)
  } else if (instant) {
    // The core beside it may be idle just now.
    write(context, palette, texts.cores.onAverage, grid.x, below + 16, { size: 0.71875 })
  }
  if (!instant || moment.computing <= cores) return
  const shared = texts.cores.shared({ processes: moment.computing, cores })
  if (widthOf(context, palette, shared) <= roomFor(layout)) {
    write(context, palette, shared, grid.x, below + 32)
    write(context, palette, texts.cores.each({ share: cores / moment.computing }), grid.x, below + 47)
  }
}

/** How wide the words below the cores may be. */
function roomFor({ narrow, width, leaving, cores }: Layout): number {
  return (narrow ? width : leaving.x - 6) - cores.x
}

type Note = (typeof NOTES)[number]

const NOTES = texts.cores.forNobody

const chosenNotes = new WeakMap<Layout, Note>()

/** The longest note that keeps clear of the next column with any share before it; measured once for each layout. */
function noteFor(context: Pen, { layout, palette }: Drawn): Note {
  const known = chosenNotes.get(layout)
  if (known) return known
  const room = roomFor(layout)
  const longest = { share: percent(0.9999) }
  const note = NOTES.find(tell => widthOf(context, palette, tell(longest)[0]) <= room) ?? NOTES.at(-1)!
  chosenNotes.set(layout, note)
  return note
}
