/** The look that an author gives a figure: light, dark or the reader's own, and a few colours and a typeface. */
import { type EmbedOptions, isPlainStyle, type ThemeProperty } from './options.ts'

export function applyTheme(theme: EmbedOptions['theme']): void {
  const { dataset } = document.documentElement
  if (theme === 'auto') delete dataset.theme
  else dataset.theme = theme
}

export function applyProperties(properties: EmbedOptions['properties']): void {
  const { style } = document.documentElement
  for (const [name, value] of Object.entries(properties) as [ThemeProperty, string][]) {
    if (!isPlainStyle(name, value)) continue
    if (name === 'font') {
      style.setProperty('--sans', value)
      style.setProperty('--serif', value)
    } else if (CSS.supports('color', value)) style.setProperty(`--${name}`, value)
  }
}
