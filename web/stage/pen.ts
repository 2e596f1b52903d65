/** What a lane is drawn on and with: in a thread of its own, or here. Both know the same strokes. */
export type Surface = HTMLCanvasElement | OffscreenCanvas

export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

export function penOf(surface: Surface): Pen {
  const pen = surface.getContext('2d') as Pen | null
  if (!pen) throw new Error('A canvas of the stage has no 2d context.')
  return pen
}
