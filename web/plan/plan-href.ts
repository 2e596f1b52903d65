import type { PageState } from '../../sim/scenario/link.ts'
import { lanesOf } from '../state/lanes.ts'
import { trafficParts } from './question-link.ts'

/** The address of the page that plans, with the traffic that is shown here. */
export function planHref(page: PageState): string {
  const { scenario } = lanesOf(page).at(-1)!
  return `./plan.html#${trafficParts(scenario).join('&')}`
}
