import { isBuiltin } from 'node:module'
import { describe, expect, test } from 'vitest'
import { type Import, importsOf, type Source, sourcesIn, withoutComments } from './sources.ts'

const sim = sourcesIn('sim')
const commandLine = sim.filter(({ path }) => path.startsWith('sim/cli/'))
const simulator = sim.filter(source => !commandLine.includes(source))
const web = sourcesIn('web')

/** Packages the simulator may use: numbers, text and checks, nothing that knows a page, a process or a thread. */
const SIMULATOR_PACKAGES = [
  '@lezer/common',
  '@lezer/python',
  'd3-random',
  'fastest-levenshtein',
  'jstat',
  'pure-rand',
  'udsv',
  'valibot',
  'yaml',
]

const isFile = ({ target }: Import) => /^(sim|web|test|bench|scripts)\//.test(target)
const packageOf = ({ target }: Import) => target.match(/^(@[^/]+\/)?[^/]+/)![0]

/** "file → what it imports", for each import that breaks a rule: what a failing test shows. */
function breaches(sources: Source[], breaks: (imported: Import, source: Source) => boolean): string[] {
  return sources.flatMap(source =>
    source.imports.filter(imported => breaks(imported, source)).map(({ target }) => `${source.path} → ${target}`),
  )
}

test('Imports are found however they are written.', () => {
  const text = `
    import { a } from './a.ts'
    import type {
      B,
    } from '../b.ts'
    import './c.css'
    export { d } from 'd'
    const e = await import('node:e')
    new Worker(new URL('./f.ts', import.meta.url))`
  expect(importsOf('web/x/y.ts', text)).toEqual([
    { target: 'web/x/a.ts', typeOnly: false },
    { target: 'web/b.ts', typeOnly: true },
    { target: 'web/x/c.css', typeOnly: false },
    { target: 'd', typeOnly: false },
    { target: 'node:e', typeOnly: false },
    { target: 'web/x/f.ts', typeOnly: false },
  ])
})

describe('The simulator', () => {
  test('imports only itself: nothing of the page, and the command line only from the command line.', () => {
    expect(breaches(sim, imported => isFile(imported) && !imported.target.startsWith('sim/'))).toEqual([])
    expect(breaches(simulator, ({ target }) => target.startsWith('sim/cli/'))).toEqual([])
  })

  test('knows nothing of Node and no package but those for numbers, text and checks, the command line aside.', () => {
    expect(breaches(simulator, ({ target }) => isBuiltin(target))).toEqual([])
    const isStrange = (imported: Import) => !isFile(imported) && !SIMULATOR_PACKAGES.includes(packageOf(imported))
    expect(breaches(simulator, isStrange)).toEqual([])
  })

  test('reads no clock, no global randomness and no console.', () => {
    const global = /\b(Math\.random|Date\.now|new Date\b|performance\.|setTimeout|setInterval|console\.)/
    const readers = simulator.filter(({ text }) => global.test(withoutComments(text)))
    expect(readers.map(({ path }) => path)).toEqual([])
  })
})

describe('The page', () => {
  test('knows nothing of Node nor of the command line.', () => {
    expect(breaches(web, ({ target }) => isBuiltin(target) || target.startsWith('sim/cli/'))).toEqual([])
  })

  test('speaks to other threads in web/worker/ alone: only there is comlink imported and a Worker made.', () => {
    const elsewhere = web.filter(({ path }) => !path.startsWith('web/worker/'))
    expect(breaches(elsewhere, imported => packageOf(imported) === 'comlink')).toEqual([])
    const makers = elsewhere.filter(({ text }) => /\bnew (Shared)?Worker\(/.test(withoutComments(text)))
    expect(makers.map(({ path }) => path)).toEqual([])
  })
})

test('The slow twin shares no code with the simulator it checks, only types.', () => {
  const twin = sourcesIn('test/twin').filter(({ path }) => !path.endsWith('.test.ts'))
  const isShared = ({ target, typeOnly }: Import) => target.startsWith('sim/') && !typeOnly
  expect(breaches(twin, isShared)).toEqual([])
})
