/**
 * Makes the packages be there: run by itself or imported for its effect, before anything that needs a package.
 * Uses Node alone. Says nothing when there is nothing to do.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} path */
function modifiedMs(path) {
  return statSync(`${root}/${path}`, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** @param {string} sentence @returns {never} */
function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function checkNode() {
  const wanted = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).engines.node.replace('>=', '')
  const older = process.versions.node.localeCompare(wanted, 'en', { numeric: true }) < 0
  if (older) giveUp(`Prefork needs Node ${wanted} or newer; this is Node ${process.versions.node}.`)
}

function installPackages() {
  process.stderr.write('Installing packages …\n')
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  // Standard output belongs to whoever called: the command line prints results there. npm is a .cmd file on Windows,
  // which only a shell runs.
  const npm = spawnSync('npm', options, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (npm.error) giveUp(`npm could not be run: ${npm.error.message}`)
  if (npm.status !== 0) giveUp('The packages could not be installed; npm says why above.')
}

checkNode()
// npm writes this file last, so it is older than the lock file only if the lock file changed since.
if (modifiedMs('node_modules/.package-lock.json') < modifiedMs('package-lock.json')) installPackages()
