import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { restoreTheme } from './style/theme.ts'
import './style/fonts.css'
import './style/theme.css'
import './style/masthead.css'
import './style/page.css'
import './style/controls.css'
import './style/charts.css'
import './style/stage.css'
import './style/lanes.css'

restoreTheme()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no place for itself.')
delete document.documentElement.dataset.linked

// A task of its own: by now this one has read the settings and begun to run them, and the page should answer in between.
setTimeout(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
)
