/** The project's own files as text, for tests of how they may depend on each other. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Source {
  /** From the project's root, with forward slashes. */
  path: string
  text: string
  imports: Import[]
}

export interface Import {
  /** A package's or module's name, or for a file its path from the project's root. */
  target: string
  /** `import type`: gone when the code runs. */
  typeOnly: boolean
}

// `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`.
const STATIC = /^\s*(import|export)\b(\s+type\b)?(?:[^'"`;]*?\bfrom\b)?\s*['"]([^'"]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g
const WORKER = /\bnew URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g

/** The message catalogue, in the language that package.json names. */
const TEXTS = '#text/'

/** Every import in a file's text, relative ones resolved against its path. */
export function importsOf(path: string, text: string): Import[] {
  const resolve = (target: string) => {
    if (target.startsWith(TEXTS)) return `web/text/en/${target.slice(TEXTS.length)}`
    return target.startsWith('.') ? slashed(join(dirname(path), target)) : target
  }
  return [
    ...[...text.matchAll(STATIC)].map(([, , type, target]) => ({
      target: resolve(target!),
      typeOnly: type !== undefined,
    })),
    ...[...text.matchAll(DYNAMIC), ...text.matchAll(WORKER)].map(([, target]) => ({
      target: resolve(target!),
      typeOnly: false,
    })),
  ]
}

/** The code without its comments, so that prose about a rule does not break it. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** All TypeScript below a folder of the project. */
export function sourcesIn(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => {
      const file = join(entry.parentPath, entry.name)
      const path = slashed(relative(ROOT, file))
      const text = readFileSync(file, 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}
