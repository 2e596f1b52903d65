import { useSyncExternalStore } from 'react'
import * as texts from '#text/site.ts'
import { Marked } from '../text/Marked.tsx'
import { chooseTheme, currentTheme, onThemeChange } from './theme.ts'

/** Names the theme it leads to. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(onThemeChange, currentTheme)
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button type="button" className="theme" onClick={() => chooseTheme(other)}>
      <Marked text={texts.theme[other]} as={{ rest: text => <span className="visually-hidden">{text}</span> }} />
    </button>
  )
}
