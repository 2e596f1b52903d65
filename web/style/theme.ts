/** Light or dark: the system's choice until the reader makes one, which is remembered on this device. */
import { THEME_KEY } from './theme-key.ts'

export type Theme = 'light' | 'dark'

const darkSystem = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** Brings back the reader's choice, if there is one. Storage can be forbidden, and then nothing is remembered. */
export function restoreTheme(): void {
  try {
    const theme = localStorage.getItem(THEME_KEY)
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  } catch {
    // The system decides.
  }
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(THEME_KEY, theme)
  } catch {
    // It holds until the page is left.
  }
  for (const listener of listeners) listener()
}

/** What the reader sees now. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return darkSystem.matches ? 'dark' : 'light'
}

/** Calls `listener` whenever `currentTheme` may have changed; what is returned ends that. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener)
  darkSystem.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    darkSystem.removeEventListener('change', listener)
  }
}
