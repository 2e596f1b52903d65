/**
 * The simulator as Node loads it by itself. Vitest reads every import of a module through an accessor, which makes a
 * simulation three to five times slower; so before the tests `sim/` is compiled once, module by module, and taken from
 * there. Not while watching: there it changes between two runs, and goes the usual way.
 */
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Plugin } from 'vitest/config'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCE = join(ROOT, 'sim')
const COMPILED = join(ROOT, '.tmp', 'sim')

/** What Vitest is not to transform: for `server.deps.external`. */
export const COMPILED_SIM = /\/\.tmp\/sim\//

/** For all projects of a run together: it compiles once. */
export function compiledSim(): Plugin {
  let compiling: Promise<unknown> | null = null
  return {
    name: 'compiled-sim',
    enforce: 'pre',
    async configureVitest({ vitest }) {
      if (vitest.config.watch) return
      compiling ??= compile()
      await compiling
    },
    async resolveId(source, importer, options) {
      if (!compiling || !source.endsWith('.ts')) return null
      const found = await this.resolve(source, importer, { ...options, skipSelf: true })
      if (!found?.id.startsWith(`${SOURCE}/`)) return null
      return join(COMPILED, relative(SOURCE, found.id)).replace(/\.ts$/, '.js')
    },
  }
}

async function compile(): Promise<void> {
  const modules = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map(path => join(SOURCE, path))
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir: COMPILED,
      // Another run may be reading there.
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: modules,
        output: { preserveModules: true, preserveModulesRoot: SOURCE, entryFileNames: '[name].js' },
      },
    },
  })
}
