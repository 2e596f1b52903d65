/** The lanes as they are drawn now, as one picture or as a film: their sentence, their names, and their canvases. */
import { files } from '#text/share.ts'
import { sharpness } from '../stage/sharpness.ts'
import { clock } from '../time/the-clock.ts'

const EDGE = 24
const TITLE_PX = 22
const NAME_PX = 15

interface Drawn {
  name: string
  color: string
  canvases: HTMLCanvasElement[]
}

/** Keeps a canvas at what the stage shows; `draw` brings it up to date. Throws when there is no stage. */
export function composeStage(sentence: string): { canvas: HTMLCanvasElement; draw: () => void } {
  const lanes = [...document.querySelectorAll<HTMLElement>('.lanes .lane')].map((lane): Drawn => {
    const heading = lane.querySelector('h2')
    return {
      name: heading?.textContent ?? '',
      color: heading ? getComputedStyle(heading).color : '',
      canvases: [...lane.querySelectorAll('canvas')],
    }
  })
  const first = lanes[0]?.canvases[0]
  if (!first) throw new Error(files.noStage)
  const canvas = document.createElement('canvas')
  const scale = sharpness()
  const width = first.clientWidth + 2 * EDGE
  const context = canvas.getContext('2d')!
  const style = getComputedStyle(document.body)
  const serif = getComputedStyle(document.querySelector('h1') ?? document.body).fontFamily
  context.font = `${TITLE_PX}px ${serif}`
  const lines = wrapped(context, sentence, width - 2 * EDGE)
  const top = EDGE + lines.length * TITLE_PX * 1.3 + 12
  const heights = lanes.map(({ canvases }) => (canvases[0]?.clientHeight ?? 0) + NAME_PX + 20)
  canvas.width = Math.round(width * scale)
  // Films want even numbers.
  canvas.height = 2 * Math.round(((top + heights.reduce((sum, height) => sum + height, 0) + EDGE) * scale) / 2)
  canvas.width -= canvas.width % 2

  const draw = () => {
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.fillStyle = style.backgroundColor
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.fillStyle = style.color
    context.font = `${TITLE_PX}px ${serif}`
    for (const [at, line] of lines.entries()) context.fillText(line, EDGE, EDGE + TITLE_PX * (1 + 1.3 * at))
    let y = top
    lanes.forEach(({ name, color, canvases }, at) => {
      context.fillStyle = color
      context.font = `600 ${NAME_PX}px ${style.fontFamily}`
      context.fillText(name, EDGE, y + NAME_PX)
      for (const drawn of canvases) {
        context.drawImage(drawn, EDGE, y + NAME_PX + 10, drawn.clientWidth, drawn.clientHeight)
      }
      y += heights[at]!
    })
  }
  return { canvas, draw }
}

function wrapped(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`
    if (context.measureText(longer).width > width && lines.at(-1) !== '') lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}

export async function stagePng(sentence: string): Promise<Blob> {
  const { canvas, draw } = composeStage(sentence)
  draw()
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error(files.noPicture)
  return blob
}

const FRAMES_A_SECOND = 30
/** The encoder hands over what it has this often. */
const PART_MS = 200
/**
 * Parts that are not empty, before a film may end: an encoder takes a moment to begin, and the first part may hold a
 * single picture, which lasts no time.
 */
const LEAST_PARTS = 3
const FORMATS = ['video/webm;codecs=vp9', 'video/webm', 'video/mp4']

/** Whether this browser can film at all. */
export function filmFormat(): string | null {
  if (typeof MediaRecorder === 'undefined') return null
  return FORMATS.find(format => MediaRecorder.isTypeSupported(format)) ?? null
}

/**
 * Films the stage while it plays.
 *
 * @param progress is told a share of 0 to 1
 * @param signal ends it early; what was filmed until then is the film
 */
export async function stageFilm(
  sentence: string,
  seconds: number,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const format = filmFormat()
  if (!format) throw new Error(files.noFilm)
  const { canvas, draw } = composeStage(sentence)
  draw()
  const recorder = new MediaRecorder(canvas.captureStream(FRAMES_A_SECOND), { mimeType: format })
  const parts: Blob[] = []
  let filled = 0
  recorder.ondataavailable = ({ data }) => {
    parts.push(data)
    if (data.size > 0) filled++
  }
  const stopped = new Promise<void>(resolve => {
    recorder.onstop = () => resolve()
  })
  const endFrames = clock.onFrame(draw)
  const wasPlaying = clock.store.getState().playing
  recorder.start(PART_MS)
  clock.play()
  const startedMs = performance.now()
  await new Promise<void>(resolve => {
    const timer = setInterval(() => {
      const share = (performance.now() - startedMs) / (seconds * 1000)
      progress(Math.min(1, share))
      const isOver = share >= 1 || signal.aborted
      if (!isOver || (filled < LEAST_PARTS && share < 2)) return
      clearInterval(timer)
      resolve()
    }, 100)
  })
  recorder.stop()
  endFrames()
  if (!wasPlaying) clock.pause()
  await stopped
  return new Blob(parts, { type: format })
}
