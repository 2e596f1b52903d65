import { useState } from 'react'
import { applyTheme, currentTheme, rememberTheme } from './theme.ts'

/** Names the theme it leads to. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(currentTheme)
  const other = theme === 'dark' ? 'light' : 'dark'
  const change = () => {
    applyTheme(other)
    rememberTheme(other)
    setTheme(other)
  }
  return (
    <button type="button" className="theme" onClick={change}>
      {other === 'dark' ? 'Dark' : 'Light'}
      <span className="visually-hidden"> theme</span>
    </button>
  )
}
