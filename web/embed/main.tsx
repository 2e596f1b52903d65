/** A figure in somebody's article: what of Prefork it shows stands in its address, and the article may talk to it. */
import { createRoot } from 'react-dom/client'
import { surroundWith } from '../state/surroundings.ts'
import { writeNumbersAsIn } from '../text/format.ts'
import { createSimPool } from '../worker/sim-pool.ts'
import { createConversation } from './conversation.ts'
import { createFramedAddress } from './framed-address.ts'
import { behindGate, createGate } from './gate.ts'
import { readFragment } from './options.ts'
import { applyProperties, applyTheme } from './theme.ts'
import '../style/stand-ins.css'
import '../style/theme.css'
import '../style/page.css'
import '../style/controls.css'
import '../style/charts.css'
import '../style/stage.css'
import './embed.css'

const read = readFragment(location.hash)
const { options } = read
const gate = createGate()
const address = createFramedAddress(read.state)
const root = document.getElementById('root')
if (!root) throw new Error('The figure has no place for itself.')

writeNumbersAsIn(options.locale)
applyTheme(options.theme)
applyProperties(options.properties)
surroundWith({
  pool: behindGate(createSimPool(), gate),
  address,
  startsByItself: options.start !== 'never' && options.views.includes('stage'),
})

// Only now, because the page is made when it is first imported.
const [{ EmbedApp }, { createFigure, resultNow, timeNow }, { page }, { clock }] = await Promise.all([
  import('./EmbedApp.tsx'),
  import('./figure.ts'),
  import('../state/the-page.ts'),
  import('../time/the-clock.ts'),
])

let inSight = false
let started = options.start !== 'click'
const look = () => gate.set(inSight && started)
const start = () => {
  started = true
  look()
  show()
}
const heightOf = () => Math.ceil(root.getBoundingClientRect().height)

const figure = createFigure({ address, start, theme: applyTheme, height: heightOf })
const conversation = createConversation(
  figure,
  // An origin that has no name can only be sent to as "anybody"; the message goes to the page around, and to no other.
  (message, origin) => parent.postMessage(message, origin === 'null' ? '*' : origin),
  () => performance.now(),
)
addEventListener('message', ({ data, origin, source }) =>
  conversation.hear({ data, origin, fromParent: source === parent && parent !== window }),
)

address.onChange(link => conversation.tell({ type: 'change', link }))
page.store.subscribe(({ picture }, before) => {
  if (picture === before.picture) return
  const result = resultNow()
  if (result) conversation.tell({ type: 'result', result })
})
clock.store.subscribe((now, before) => {
  if (now.playing === before.playing && now.stillMs === before.stillMs && now.speed === before.speed) return
  conversation.tell({ type: 'time', time: timeNow() })
})
new ResizeObserver(() => conversation.tell({ type: 'height', height: heightOf() })).observe(root)
new IntersectionObserver(entries => {
  inSight = entries.at(-1)?.isIntersecting ?? false
  look()
}).observe(root)

const reactRoot = createRoot(root)
function show(): void {
  reactRoot.render(<EmbedApp options={options} problems={read.problems} started={started} start={start} />)
}
show()
