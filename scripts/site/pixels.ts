/** SVG to PNG, without a browser: with the site's own fonts and no binary for each platform. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

const require = createRequire(import.meta.url)

const FONTS = [
  '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
  '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
]

/** It can be made ready only once. */
let ready: Promise<Uint8Array[]> | undefined

async function prepare(): Promise<Uint8Array[]> {
  await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')))
  return FONTS.map(file => readFileSync(require.resolve(file)))
}

/** Draws an SVG as wide as this, in pixels; gives the bytes of a PNG. */
export type Draw = (svg: string, width: number) => Uint8Array

export async function pixels(): Promise<Draw> {
  ready ??= prepare()
  const fontBuffers = await ready
  return (svg, width) => {
    const font = { fontBuffers, loadSystemFonts: false, defaultFontFamily: 'Inter' }
    return new Resvg(svg, { fitTo: { mode: 'width', value: width }, font }).render().asPng()
  }
}
