/** What is built from this tree: the two commands that Node runs, and the site. Built anew when a source changed. Prints nothing on standard output. */
import './install.mjs'
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const PACKAGES = ['package.json', 'package-lock.json']
const COMMAND_SOURCES = ['sim', 'vite.cli.config.ts', ...PACKAGES]
const BUILDS = {
  prefork: {
    options: ['--config', 'vite.cli.config.ts'],
    file: 'dist-cli/prefork.js',
    sources: COMMAND_SOURCES,
  },
  bench: {
    options: ['--config', 'vite.cli.config.ts', '--mode', 'bench'],
    file: 'dist-bench/bench.js',
    sources: [...COMMAND_SOURCES, 'bench', 'scripts'],
  },
  site: {
    options: [],
    file: 'dist/index.html',
    sources: [
      ...[
        'index.html',
        'how-right.html',
        'fleet.html',
        'plan.html',
        'your-server.html',
        'present.html',
        'embed.html',
        'embed-chapter.html',
        'web',
        'sim',
        'public',
        'scripts',
      ],
      ...['vite.config.ts', 'vite.embed.config.ts', 'vite.chapter.config.ts', 'vite.element.config.ts'],
      ...PACKAGES,
    ],
  },
}

/** @param {string} path */
function modifiedMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/**
 * The newest change at or below a path. A folder changes when a file in it comes or goes.
 *
 * @param {string} path
 */
function newestMs(path) {
  const below = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : []
  return Math.max(modifiedMs(path), ...below.map(name => modifiedMs(`${path}/${name}`)))
}

/**
 * @param {keyof typeof BUILDS} name
 * @returns {string} the file that Node runs, or the site's page
 * @throws Error when it cannot be built; the reason is then on standard error
 */
export function built(name) {
  const { options, file, sources } = BUILDS[name]
  const builtMs = modifiedMs(root + file)
  if (sources.some(source => newestMs(root + source) > builtMs)) {
    // A process of its own: the bundler's memory must not show in the benchmark's.
    const vite = [`${root}node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'warn']
    const build = spawnSync(process.execPath, [...vite, ...options], { cwd: root, stdio: ['ignore', 2, 2] })
    if (build.status !== 0) throw new Error(`${file} could not be built; why is said above.`)
  }
  return root + file
}

/**
 * Continues this process as a built command: same arguments, streams, folder and exit code.
 *
 * @param {'prefork' | 'bench'} name
 */
export async function become(name) {
  try {
    process.argv[1] = built(name)
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n`)
    process.exit(1)
  }
  await import(pathToFileURL(process.argv[1]).href)
}
