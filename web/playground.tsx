import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'

/** The playground, in the place of the first screen that stands in the page's markup. */
export function mount(): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no place for itself.')
  delete document.documentElement.dataset.linked
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
