/** The theme's colours as a canvas needs them: resolved. Read when the theme changes, and not for each frame. */
export interface Palette {
  ink: string
  soft: string
  faint: string
  line: string
  well: string
  paper: string
  bad: string
  lane: string
  laneSoft: string
  /** Family of the page's own type, and how large 1 rem is. */
  family: string
  rem: number
}

const PROPERTIES = {
  ink: '--ink',
  soft: '--soft',
  faint: '--faint',
  line: '--line',
  well: '--well',
  paper: '--paper',
  bad: '--bad',
  lane: '--lane',
  laneSoft: '--lane-soft',
} as const satisfies Partial<Record<keyof Palette, string>>

/** A property may say `light-dark(…)`; as the colour of an element it is one colour. */
export function readPalette(within: HTMLElement): Palette {
  const probe = document.createElement('span')
  // In forced colours every text has the same colour; the theme's properties are the system's colours then.
  probe.style.forcedColorAdjust = 'none'
  within.append(probe)
  const colours = Object.fromEntries(
    Object.entries(PROPERTIES).map(([name, property]) => {
      probe.style.color = `var(${property})`
      return [name, getComputedStyle(probe).color]
    }),
  ) as Record<keyof typeof PROPERTIES, string>
  probe.remove()
  const root = getComputedStyle(document.documentElement)
  return { ...colours, family: getComputedStyle(within).fontFamily, rem: Number.parseFloat(root.fontSize) }
}

/** Calls `listener` whenever the colours may have changed, until the returned function is called. */
export function onThemeChange(listener: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map(query =>
    matchMedia(query),
  )
  for (const query of queries) query.addEventListener('change', listener)
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'style', 'class'] })
  return () => {
    for (const query of queries) query.removeEventListener('change', listener)
    observer.disconnect()
  }
}
