import { createRoot } from 'react-dom/client'
import { ThemeToggle } from './ThemeToggle.tsx'

/** The switch between light and dark, where the page keeps a place for it. */
export function mountTheme(): void {
  const place = document.getElementById('theme')
  if (place) createRoot(place).render(<ThemeToggle />)
}
