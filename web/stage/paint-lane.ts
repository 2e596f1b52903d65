/** What moves: marks. And what changes under them, more slowly: numbers, what each worker does, cores. */
import * as texts from '#text/stage.ts'
import { count, duration, fixed, NBSP } from '../text/format.ts'
import type { Beat, Drawn } from './lane-view.ts'
import { CROWD, Form } from './marks.ts'
import { endedBetween } from './moment.ts'
import { paintCores } from './paint-cores.ts'
import { paintRooms } from './paint-rooms.ts'
import { write } from './paint-text.ts'
import type { Palette } from './palette.ts'
import type { Pen } from './pen.ts'
import { latestFailure, type Readings, readingsAt } from './readings.ts'
import { MARK_PITCH, type Scene } from './scene.ts'
import { outcomeName } from './words.ts'

/** Where requests are and go: this is drawn in every frame. */
export function paintRequests(context: Pen, drawn: Drawn, { atMs }: Beat): void {
  if (isKnownAt(drawn, atMs)) paintMarks(context, drawn, (scene, at) => !isTold(scene, at, drawn.toldMs))
}

/**
 * What is said of them: nobody reads more of it than a few times a second, and type is dear to draw. What stands in a
 * crowd is a matter of numbers, too.
 */
export function paintReadings(context: Pen, drawn: Drawn, beat: Beat): void {
  const isKnown = isKnownAt(drawn, beat.atMs)
  const readings = readingsAt(drawn.run, drawn.moment, isKnown)
  paintProxy(context, drawn, readings, isKnown)
  if (drawn.layout.queue.pitch < MARK_PITCH || !isKnown) drawn.squares.paint(context, drawn, isKnown)
  paintRooms(context, drawn, beat, isKnown)
  paintCores(context, drawn, beat, readings, isKnown)
  paintLeaving(context, drawn, readings)
  if (isKnown) paintMarks(context, drawn, (scene, at) => isTold(scene, at, drawn.toldMs))
  else paintUnknown(context, drawn)
}

/** Whether a mark is one of a crowd, and had come to rest when readings were told last. */
function isTold({ size, restsMs }: Scene, at: number, toldMs: number): boolean {
  return size[at] === CROWD && restsMs[at]! <= toldMs
}

/** Whether rows tell of this instant. */
function isKnownAt({ run }: Drawn, atMs: number): boolean {
  return atMs <= run.index.knownUntilMs
}

/** nginx's numbers. */
function paintProxy(context: Pen, drawn: Drawn, { open, oldestMs }: Readings, isKnown: boolean): void {
  const { layout, palette, run, failures, moment } = drawn
  const { x, y, w, h } = layout.proxy
  const lines = failures.length + 2
  const pitch = Math.min(20, (h - 6) / lines)
  const line = (at: number, label: string, value: string, colour: string) => {
    const middle = y + 4 + pitch * (at + 0.5)
    write(context, palette, label, x + 10, middle)
    write(context, palette, value, x + w - 10, middle, { colour, bold: true, align: 'right' })
  }
  line(0, run.result.scenario.proxy.kind === 'nginx' ? texts.open : texts.waiting, count(open), palette.ink)
  for (const [at, kind] of failures.entries()) {
    const times = endedBetween(run.index, kind, Number.NEGATIVE_INFINITY, moment.at)
    const name = outcomeName(kind)
    const label = w < 116 && name === 'timeout' ? texts.clientsLeft : texts.failureCounts[name]
    const value = isKnown ? count(times) : `≥${NBSP}${count(times)}`
    line(at + 1, label, value, times > 0 ? palette.bad : palette.ink)
  }
  line(
    lines - 1,
    w < 116 ? texts.oldest : texts.oldestWaits,
    Number.isNaN(oldestMs) ? '–' : secondsText(oldestMs),
    palette.ink,
  )
  const failure = latestFailure(run, moment.at, failures)
  if (failure === null) return
  const name = outcomeName(failure)
  const box = name === 'timeout' ? layout.clients : layout.proxy
  const text = box.w < 110 ? (name === 'timeout' ? texts.clientsLeft : name) : texts.failures[name]
  write(context, palette, text, box.x + 2, box.y + box.h + 23, { colour: palette.bad })
}

/** A time that changes all the while: always as long, so that nothing jumps. */
function secondsText(ms: number): string {
  return ms < 10_000 ? `${fixed(ms / 1000, 1)}${NBSP}s` : duration(ms)
}

/** What a text does not speak of steps back; what it speaks of has a ring. */
const STEPPED_BACK = 0.3
const RING_PX = [8, 6.4, 5, 3.2] as const

function paintMarks(
  context: Pen,
  { scene, marks, palette, marked, lit }: Drawn,
  isPainted: (scene: Scene, at: number) => boolean,
): void {
  context.imageSmoothingEnabled = false
  for (let at = 0; at < scene.count; at++) {
    if (!isPainted(scene, at)) continue
    const isLit = lit !== null && scene.row[at]! >= 0 && lit[scene.row[at]!] === 1
    context.globalAlpha = scene.strength[at]! * (lit === null || isLit ? 1 : STEPPED_BACK)
    marks.draw(context, scene.form[at] as Form, scene.size[at]!, scene.x[at]!, scene.y[at]!)
    if (isLit) ring(context, palette, scene.x[at]!, scene.y[at]!, RING_PX[scene.size[at]!] ?? 8, 1)
    if (marked < 0 || scene.row[at] !== marked || scene.form[at] === Form.Failure) continue
    context.globalAlpha = 1
    ring(context, palette, scene.x[at]!, scene.y[at]!, 10, 1.5)
  }
  context.globalAlpha = 1
}

function ring(context: Pen, palette: Palette, x: number, y: number, radius: number, width: number) {
  context.strokeStyle = palette.ink
  context.lineWidth = width
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.stroke()
}

function paintLeaving(context: Pen, drawn: Drawn, readings: Readings): void {
  const { layout, palette } = drawn
  const { x, y, w, h } = layout.leaving
  const { answered, failed, forNobody } = readings
  write(context, palette, texts.leaving.answered({ answered }), x, y + 31, { colour: palette.ink })
  write(context, palette, w < 100 ? texts.leaving.lastSecond : texts.leaving.inTheLastSecond, x, y + 47, {
    size: 0.71875,
  })
  if (forNobody > 0) write(context, palette, texts.leaving.forNobody({ forNobody }), x, y + h - 29)
  write(context, palette, texts.leaving.failures({ failed }), x, y + h - 6, {
    colour: failed > 0 ? palette.bad : palette.soft,
  })
}

/** After the last row: the marks have run out, the numbers have not. */
function paintUnknown(context: Pen, { layout, palette, run, rows }: Drawn): void {
  const { x, y } = layout.rooms
  const ms = run.index.knownUntilMs - run.result.scenario.run.warmupSeconds * 1000
  const lines = texts.drawnUntil({ requests: rows.count, ms })
  for (const [at, line] of lines.entries())
    write(context, palette, line, x + 9, y + 14 + 16 * at, { colour: palette.ink })
}
