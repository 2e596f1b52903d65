/** Makes the site work without a network: a script in each page, and the service worker with the list of what was built. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

/** What pages ask for when they are open; the rest is for hosts, for other people's pages, or to be downloaded. */
const LEFT_OUT =
  /^(404\.html|(learn\/)?embed[.-].*|service-worker\.js|_headers|vercel\.json|robots\.txt|sitemap\.xml|oembed\/.*|posters\/.*|truth\/traces\/.*|.*\.map)$/

/** In each page: what keeps the site on the reader's device. */
export function keptOffline(): Plugin {
  return {
    name: 'kept-offline',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      handler: () => [{ tag: 'script', attrs: { type: 'module', src: '/web/offline/register.ts' } }],
    },
  }
}

/** @param root the project's folder */
export function offline(root: string, dist: string): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    closeBundle: {
      sequential: true,
      order: 'post',
      handler: () => writeServiceWorker(join(root, 'web/offline/service-worker.ts'), dist),
    },
  }
}

/** The paths of what is kept on a device, and a name for their content: another build, another name. */
export function keptFiles(dist: string): { files: string[]; version: string } {
  const entries = readdirSync(dist, { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(dist, '/').length).replaceAll('\\', '/'))
    .filter(path => !LEFT_OUT.test(path))
    .sort()
  const hash = createHash('sha256')
  for (const path of files) hash.update(`${path}\0`).update(readFileSync(join(dist, path)))
  return { files, version: hash.digest('hex').slice(0, 12) }
}

async function writeServiceWorker(entry: string, dist: string): Promise<void> {
  const { files, version } = keptFiles(dist)
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
    build: {
      target: 'es2022',
      outDir: dist,
      emptyOutDir: false,
      lib: { entry, formats: ['iife'], name: 'prefork', fileName: () => 'service-worker.js' },
      reportCompressedSize: false,
    },
  })
}
