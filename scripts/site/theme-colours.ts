/** The page's colours outside of the page: pictures have no style sheet, and some of their readers know no properties. */

/** By property: its colour in the light and in the dark. */
export type Colours = ReadonlyMap<string, { light: string; dark: string }>

/** Reads `--name: light-dark(#fff, #000)` of the theme. */
export function readTheme(css: string): Colours {
  const found = css.matchAll(/(--[\w-]+):\s*light-dark\((#\w+),\s*(#\w+)\)/g)
  return new Map([...found].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]))
}

/** A picture with its properties made colours; `auto` follows whoever looks at it. */
export function themed(svg: string, theme: 'auto' | 'light' | 'dark', colours: Colours): string {
  if (theme !== 'auto') {
    return svg.replace(/var\((--[\w-]+)\)/g, (_, name: string) => {
      const colour = colours.get(name)
      if (!colour) throw new Error(`The theme has no colour ${name}.`)
      return colour[theme]
    })
  }
  const rules = (which: 'light' | 'dark') => [...colours].map(([name, colour]) => `${name}:${colour[which]}`).join(';')
  const style = `<style>:root{${rules('light')}}@media (prefers-color-scheme:dark){:root{${rules('dark')}}}</style>`
  return svg.replace('>', () => `>${style}`)
}
