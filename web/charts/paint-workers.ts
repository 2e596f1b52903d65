/**
 * Lines of workers as pixels: tall where they compute, thin where they wait on I/O, dotted where they wait for a request's
 * data, pale where it is for nobody, hatched where they are away.
 */
import { hatch } from '../stage/paint-away.ts'
import type { Palette } from '../stage/palette.ts'
import type { WorkerShares } from '../stage/worker-rows.ts'

/** Of a line's height: the gap below it, and what is left above and below the thin part. */
const GAP = 0.16
const THIN = 0.34

type Colour = readonly [red: number, green: number, blue: number]

export function paintWorkers(canvas: HTMLCanvasElement, shares: WorkerShares, palette: Palette): void {
  const context = canvas.getContext('2d')!
  const { width, height } = canvas
  const image = context.createImageData(width, height)
  const lane = colourOf(palette.lane)
  const pale = mixed(colourOf(palette.lane), colourOf(palette.paper), 0.62)
  const bad = colourOf(palette.bad)
  const lineHeight = height / shares.lines
  for (let line = 0; line < shares.lines; line++) {
    const top = Math.round(line * lineHeight)
    const bottom = Math.max(top + 1, Math.round((line + 1 - GAP) * lineHeight))
    const thinTop = Math.round(top + THIN * (bottom - top))
    const thinBottom = Math.max(thinTop + 1, Math.round(bottom - THIN * (bottom - top)))
    for (let pixel = 0; pixel < width; pixel++) {
      const at = line * width + pixel
      const cpu = shares.cpu[at]!
      const cpuPale = shares.cpuForNobody[at]!
      const isDotted = isDot(pixel, canvas)
      const io = shares.io[at]! + (isDotted ? shares.data[at]! : 0)
      const ioPale = shares.ioForNobody[at]! + (isDotted ? shares.dataForNobody[at]! : 0)
      if (cpu + cpuPale + io + ioPale === 0) continue
      for (let y = top; y < bottom; y++) {
        const isThin = y >= thinTop && y < thinBottom
        blend(image.data, 4 * (y * width + pixel), lane, cpu + (isThin ? io : 0), pale, cpuPale + (isThin ? ioPale : 0))
      }
    }
  }
  const tick = (at: number, colour: Colour) => {
    const top = Math.round(Math.floor(at / width) * lineHeight)
    const bottom = Math.round((Math.floor(at / width) + 1) * lineHeight)
    for (let y = top; y < bottom; y++) blend(image.data, 4 * (y * width + (at % width)), colour, 1, colour, 0)
  }
  for (const at of shares.retired) tick(at, colourOf(palette.ink))
  for (const at of shares.killed) tick(at, bad)
  context.putImageData(image, 0, 0)
  const scale = width / (canvas.clientWidth || width)
  for (const { line, from, to } of shares.away) {
    const top = Math.round(line * lineHeight)
    hatch(
      context,
      palette.soft,
      from,
      top,
      to - from,
      Math.max(1, Math.round((line + 1 - GAP) * lineHeight) - top),
      scale,
    )
  }
}

/** Waiting for data is as thin as waiting on I/O, and dotted: three pixels of the page in six. */
function isDot(pixel: number, { width, clientWidth }: HTMLCanvasElement): boolean {
  const scale = width / (clientWidth || width)
  return Math.floor(pixel / (3 * scale)) % 2 === 0
}

/** Two colours by their shares of a pixel; what they leave is transparent. */
function blend(data: Uint8ClampedArray, at: number, one: Colour, ofOne: number, other: Colour, ofOther: number): void {
  const all = Math.min(1, ofOne + ofOther)
  if (all === 0) return
  const part = ofOne / (ofOne + ofOther)
  for (let channel = 0; channel < 3; channel++) {
    data[at + channel] = one[channel]! * part + other[channel]! * (1 - part)
  }
  data[at + 3] = 255 * all
}

function mixed(one: Colour, other: Colour, ofOther: number): Colour {
  return one.map((value, channel) => value * (1 - ofOther) + other[channel]! * ofOther) as unknown as Colour
}

const KNOWN = new Map<string, Colour>()

/** Any colour that the browser knows, as it draws it. */
function colourOf(text: string): Colour {
  const known = KNOWN.get(text)
  if (known) return known
  const dot = document.createElement('canvas')
  dot.width = 1
  dot.height = 1
  const context = dot.getContext('2d', { willReadFrequently: true })!
  context.fillStyle = text
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  KNOWN.set(text, [red, green, blue])
  return [red, green, blue]
}
