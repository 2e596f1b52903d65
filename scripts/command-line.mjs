/** The commands that Node runs from dist-cli/ and dist-bench/: built anew when a source changed. Prints nothing on standard output. */
import './install.mjs'
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const SHARED_SOURCES = ['sim', 'package.json', 'package-lock.json', 'vite.cli.config.ts']
const COMMANDS = {
  prefork: { mode: 'production', file: `${root}dist-cli/prefork.js`, sources: SHARED_SOURCES },
  bench: { mode: 'bench', file: `${root}dist-bench/bench.js`, sources: [...SHARED_SOURCES, 'bench', 'scripts'] },
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
 * @param {'prefork' | 'bench'} name
 * @returns {string} the file that Node runs
 * @throws Error when it cannot be built; the reason is then on standard error
 */
export function builtCommand(name) {
  const { mode, file, sources } = COMMANDS[name]
  const builtMs = modifiedMs(file)
  if (sources.some(source => newestMs(root + source) > builtMs)) {
    // A process of its own: the bundler's memory must not show in the benchmark's.
    const vite = `${root}node_modules/vite/bin/vite.js`
    const options = ['build', '--config', 'vite.cli.config.ts', '--mode', mode, '--logLevel', 'warn']
    const build = spawnSync(process.execPath, [vite, ...options], { cwd: root, stdio: ['ignore', 2, 2] })
    if (build.status !== 0) throw new Error(`${file} could not be built; why is said above.`)
  }
  return file
}

/**
 * Continues this process as the built command: same arguments, streams, folder and exit code.
 *
 * @param {'prefork' | 'bench'} name
 */
export async function become(name) {
  try {
    process.argv[1] = builtCommand(name)
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n`)
    process.exit(1)
  }
  await import(pathToFileURL(process.argv[1]).href)
}
