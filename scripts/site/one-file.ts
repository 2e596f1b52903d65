/**
 * Makes a built page one file: scripts, styles and the worker stand in it. A frame without an origin may fetch no module
 * and start no worker from a file, whatever host it is on; nor may a page that was opened from a disk.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Modules that a page of one file has in the place of others; what they export is the same. */
export function instead(replacements: Record<string, string>): Plugin {
  const names = Object.keys(replacements).map(path => basename(path))
  return {
    name: 'instead',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!names.some(name => source.endsWith(name))) return undefined
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
      const replaced = resolved && Object.keys(replacements).find(path => resolved.id === root + path)
      return replaced ? root + replacements[replaced] : resolved
    },
  }
}

/** Makes a page's Content-Security-Policy from the hashes of its scripts and of its styles. */
export type Policy = (scripts: string[], styles: string[]) => string

/** What is framed may run what stands in its own file, and load nothing at all. React sets styles, so those are not counted. */
export const FRAMED: Policy = scripts =>
  [
    "default-src 'none'",
    `script-src ${scripts.join(' ')}`,
    "style-src 'unsafe-inline'",
    'worker-src blob:',
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

export function oneFile(policy: Policy): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    // Only what was written is complete: the bundler's own plugins change the parts until then.
    writeBundle({ dir = '' }, bundle) {
      const written = Object.values(bundle).map(({ fileName }) => fileName)
      const taken = new Set<string>()
      const contentOf = (address: string) => {
        const file = written.find(name => address.endsWith(name))
        if (!file) throw new Error(`The page names ${address}, which was not built.`)
        taken.add(file)
        return readFileSync(join(dir, file), 'utf8').trim()
      }
      for (const page of written.filter(name => name.endsWith('.html'))) {
        const path = join(dir, page)
        writeFileSync(path, inlined(readFileSync(path, 'utf8'), contentOf, policy))
      }
      for (const file of taken) rmSync(join(dir, file))
      const assets = join(dir, 'assets')
      if (existsSync(assets) && readdirSync(assets).length === 0) rmdirSync(assets)
    },
  }
}

function inlined(page: string, contentOf: (address: string) => string, policy: Policy): string {
  const scripts: string[] = []
  const styles: string[] = []
  const html = page
    .replace(/\s*<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g, (_tag, address: string) => {
      const style = contentOf(address)
      styles.push(hash(style))
      return `\n    <style>${style}</style>`
    })
    .replace(/<script type="module"[^>]*src="([^"]+)"[^>]*><\/script>/g, (_tag, address: string) => {
      const script = scriptText(contentOf(address))
      scripts.push(hash(script))
      return `<script type="module">${script}</script>`
    })
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(scripts, styles)}">`
  return html.replace('<head>', () => `<head>\n    ${meta}`)
}

/** Nothing in a script may look like its end, or like the beginning of a comment, to the reader of HTML. */
function scriptText(code: string): string {
  return code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
