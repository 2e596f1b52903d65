import { lanesOf } from '../state/lanes.ts'
import { usePage } from '../state/the-page.ts'
import { trafficParts } from './question-link.ts'

/** To the page that plans, with the traffic that is shown here. */
export function PlanLink() {
  const page = usePage(state => state.page)
  const { scenario } = lanesOf(page).at(-1)!
  return <a href={`./plan.html#${trafficParts(scenario).join('&')}`}>Plan</a>
}
