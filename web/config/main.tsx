import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { restoreTheme } from '../style/theme.ts'
import '../style/fonts.css'
import '../style/theme.css'
import '../style/masthead.css'
import './config.css'
import { YourServer } from './YourServer.tsx'

restoreTheme()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no place for itself.')
// A task of its own: the page should answer before, and after.
setTimeout(() =>
  createRoot(root).render(
    <StrictMode>
      <YourServer />
    </StrictMode>,
  ),
)
