/** A figure in somebody's article: what of Prefork it shows stands in its address, and the article may talk to it. */
import { createRoot } from 'react-dom/client'
import { converse, openFrame } from './frame.ts'
import { readFragment } from './options.ts'
import '../style/stand-ins.css'
import '../style/theme.css'
import '../style/page.css'
import '../style/controls.css'
import '../style/charts.css'
import '../style/stage.css'
import './embed.css'

const { options, state, problems } = readFragment(location.hash)
const frame = openFrame({
  options,
  link: state,
  startsByItself: options.start !== 'never' && options.views.includes('stage'),
})
let started = options.start !== 'click'
frame.setStarted(started)

// Only now, because the page is made when it is first imported.
const { EmbedApp } = await import('./EmbedApp.tsx')
const start = () => {
  started = true
  frame.setStarted(true)
  show()
}
await converse(frame, start)

const reactRoot = createRoot(frame.root)
function show(): void {
  reactRoot.render(<EmbedApp options={options} problems={problems} started={started} start={start} />)
}
show()
