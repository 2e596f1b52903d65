import { useSyncExternalStore } from 'react'
import { chooseTheme, currentTheme, onThemeChange } from './theme.ts'

/** Names the theme it leads to. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(onThemeChange, currentTheme)
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button type="button" className="theme" onClick={() => chooseTheme(other)}>
      {other === 'dark' ? 'Dark' : 'Light'}
      <span className="visually-hidden"> theme</span>
    </button>
  )
}
