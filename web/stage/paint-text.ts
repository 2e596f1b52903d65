/** Type on the stage: the page's own sans, in two sizes. */
import type { Palette } from './palette.ts'
import type { Pen } from './pen.ts'

const SMALL = 0.71875
const BODY = 0.75

export function caption(context: Pen, palette: Palette, text: string, x: number, y: number): void {
  write(context, palette, text, x, y, { size: SMALL })
}

export interface Style {
  colour?: string
  size?: number
  bold?: boolean
  align?: CanvasTextAlign
  /** The text is cut at this width. */
  within?: number
}

/** Writes `text` with its middle at the height `y`. */
export function write(
  context: Pen,
  palette: Palette,
  text: string,
  x: number,
  y: number,
  { colour = palette.soft, size = BODY, bold = false, align = 'left', within = Number.POSITIVE_INFINITY }: Style = {},
): void {
  setFont(context, palette, size, bold)
  context.fillStyle = colour
  context.textAlign = align
  context.textBaseline = 'middle'
  context.fillText(within === Number.POSITIVE_INFINITY ? text : cut(context, text, within), x, y)
}

/** How wide `write` makes a text in its usual style. */
export function widthOf(context: Pen, palette: Palette, text: string): number {
  setFont(context, palette, BODY, false)
  return context.measureText(text).width
}

/** Setting a font is dear, even the one that is set. */
function setFont(context: Pen, palette: Palette, size: number, bold: boolean): void {
  const font = `${bold ? 600 : 400} ${size * palette.rem}px ${palette.family}`
  if (lastFont.get(context) === font) return
  context.font = font
  lastFont.set(context, font)
}

const lastFont = new WeakMap<Pen, string>()

/** A canvas that was resized has forgotten its font. */
export function forgetFont(context: Pen): void {
  lastFont.delete(context)
}

/** Without what stands behind its last comma where that is enough: "sharing a core", and not "sharing a core, 64 of…". */
function cut(context: Pen, text: string, within: number): string {
  if (context.measureText(text).width <= within) return text
  const clause = text.slice(0, Math.max(0, text.lastIndexOf(', ')))
  if (clause !== '' && context.measureText(clause).width <= within) return clause
  let length = text.length - 1
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > within) length--
  return `${text.slice(0, length).trimEnd()}…`
}
