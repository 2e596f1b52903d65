import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { restoreTheme } from '../style/theme.ts'
import { createSimPool } from '../worker/sim-pool.ts'
import { FleetPage } from './FleetPage.tsx'
import '../style/fonts.css'
import '../style/theme.css'
import '../style/masthead.css'
import '../style/charts.css'
import './fleet.css'

restoreTheme()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no place for itself.')
// A task of its own: the page should answer before, and after.
setTimeout(() =>
  createRoot(root).render(
    <StrictMode>
      <FleetPage pool={createSimPool()} />
    </StrictMode>,
  ),
)
