import { encodeState } from '../../sim/scenario/link.ts'
import { usePage } from '../state/the-page.ts'

/** To the page that reads and writes real configuration, with the state that is shown here. */
export function YourServerLink() {
  const page = usePage(state => state.page)
  return <a href={`./your-server.html#${encodeState(page)}`}>Your server</a>
}
