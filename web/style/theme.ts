/** Light or dark: the system's choice until the reader makes one, which is remembered on this device. */
export type Theme = 'light' | 'dark'

const KEY = 'prefork-theme'

/** The reader's choice; null when the system decides. Storage can be forbidden, and then nothing is remembered. */
export function rememberedTheme(): Theme | null {
  try {
    const theme = localStorage.getItem(KEY)
    return theme === 'light' || theme === 'dark' ? theme : null
  } catch {
    return null
  }
}

export function rememberTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // It holds until the page is left.
  }
}

export function applyTheme(theme: Theme | null): void {
  if (theme) document.documentElement.dataset.theme = theme
}

/** What the reader sees now. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
