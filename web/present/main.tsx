/** The presenter view: a list of links, one after the other, in large type. */
import { createRoot } from 'react-dom/client'
import { createFramedAddress } from '../embed/framed-address.ts'
import { behindGate, createGate } from '../embed/gate.ts'
import { surroundWith } from '../state/surroundings.ts'
import { restoreTheme } from '../style/theme.ts'
import { createSimPool } from '../worker/sim-pool.ts'
import { show } from './show.ts'
import '../style/fonts.css'
import '../style/theme.css'
import '../style/page.css'
import '../style/controls.css'
import '../style/charts.css'
import '../style/stage.css'
import './present.css'

restoreTheme()

const address = createFramedAddress('')
const gate = createGate()
surroundWith({ pool: behindGate(createSimPool(), gate), address, startsByItself: false })
// Nothing is computed before there is a list.
const stop = show.subscribe(({ playlist }) => {
  if (!playlist) return
  gate.set(true)
  stop()
})

// Only now, because the page is made when it is first imported.
const [{ PresentApp }, { followTheList }, { onPresenterKey }] = await Promise.all([
  import('./PresentApp.tsx'),
  import('./enter.ts'),
  import('./keys.ts'),
])
followTheList(address)
document.addEventListener('keydown', onPresenterKey, { capture: true })

const root = document.getElementById('root')
if (!root) throw new Error('The page has no place for itself.')
createRoot(root).render(<PresentApp />)
