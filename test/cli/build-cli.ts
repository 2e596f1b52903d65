import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Built {
  folder: string
  prefork: string
  worker: URL
  remove(): Promise<void>
}

/** Builds the command line as it is shipped, into a folder of its own, far from node_modules. */
export async function buildCommandLine(): Promise<Built> {
  const folder = await mkdtemp(join(tmpdir(), 'prefork-'))
  const outDir = join(folder, 'dist')
  await build({
    root: ROOT,
    configFile: join(ROOT, 'vite.cli.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  return {
    folder,
    prefork: join(outDir, 'prefork.js'),
    worker: new URL(`file://${join(outDir, 'worker.js')}`),
    remove: () => rm(folder, { recursive: true }),
  }
}
