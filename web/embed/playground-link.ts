import { encodeState, type PageState } from '../../sim/scenario/link.ts'

/** The whole playground, beside the figure's own file. */
export function playgroundLink(page: PageState): string {
  return new URL(`./#${encodeState(page)}`, location.href).href
}
