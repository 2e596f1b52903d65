import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from './sources.ts'

const text = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')

/** The indented lines after a heading: the map as it is drawn. */
const map = text.match(/^## The map\n\n((?: {4}.*\n)+)/m)![1]!

/** Folders that the map draws below `parent`, by their names. */
function drawnIn(parent: string): string[] {
  const [, below] = map.match(new RegExp(`^ {4}${parent}/ .*\\n((?: {6}.*\\n)*)`, 'm'))!
  return [...below!.matchAll(/^ {6}(\S.*?)(?: {2,}(?!\w+\/).*)?$/gm)].flatMap(([, names]) => names!.split(/\s+/))
}

function foldersIn(parent: string): string[] {
  const entries = readdirSync(join(ROOT, parent), { withFileTypes: true })
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => `${name}/`)
}

describe('ARCHITECTURE.md', () => {
  test.for(['sim', 'web'])('draws every folder of %s/, and no other.', parent => {
    expect(drawnIn(parent).sort()).toEqual(foldersIn(parent).sort())
  })

  test('names only files and folders that are there.', () => {
    const quoted = [...text.matchAll(/`((?:sim|web|test|bench|scripts|public|docs)\/[\w./-]*)`/g)].map(
      ([, path]) => path!,
    )
    expect(quoted.length).toBeGreaterThan(20)
    expect(quoted.filter(path => !existsSync(join(ROOT, path)))).toEqual([])
  })

  test('puts the rules of the model after the map.', () => {
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings.indexOf('The rules of the model')).toBeGreaterThan(headings.indexOf('The map'))
  })
})
