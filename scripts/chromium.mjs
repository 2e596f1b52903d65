/** Finds the Chromium that the browser tests drive. Uses Node alone until it asks Playwright for its own. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'

const HOW_TO_GET_ONE =
  'The browser tests need Chromium or Chrome: install one (Debian: apt-get install chromium), ' +
  'or run `npx playwright-core install chromium`, or set CHROME_PATH to its executable.'

/** @returns {string[]} where the system's browsers usually are, whether they are there or not */
function usualPlaces() {
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    const folders = ['/Applications', join(homedir(), 'Applications')]
    return folders.flatMap(folder => names.map(name => `${folder}/${name}.app/Contents/MacOS/${name}`))
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, 'PROGRAMFILES(X86)': programFilesX86, LOCALAPPDATA } = process.env
    const folders = [PROGRAMFILES, programFilesX86, LOCALAPPDATA].filter(folder => folder !== undefined)
    const files = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
    return folders.flatMap(folder => files.map(file => join(folder, file)))
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap(name => folders.map(folder => join(folder, name)))
}

/** Some distributions ship a script of that name that only tells how to install the browser.
 * @param {string} path
 */
function isBrowser(path) {
  if (!existsSync(path)) return false
  return process.platform === 'win32' || spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0
}

/** @returns {Promise<string | undefined>} Playwright's own browser, if it was downloaded */
async function playwrightsOwn() {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

/**
 * `CHROME_PATH` if set, else the system's browser, else Playwright's own.
 *
 * @returns {Promise<string>} the path of the executable
 * @throws Error that says in a sentence what to install
 */
export async function findChromium() {
  const chosen = process.env.CHROME_PATH
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH names ${chosen}, but there is no such file.`)
    return chosen
  }
  const found = usualPlaces().find(isBrowser) ?? (await playwrightsOwn())
  if (found === undefined) throw new Error(HOW_TO_GET_ONE)
  return found
}

function isDebianAsRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/**
 * Like `findChromium`, but on Debian as root a missing one is installed first.
 *
 * @returns {Promise<string>} the path of the executable
 */
export async function findOrInstallChromium() {
  return findChromium().catch(error => {
    if (process.env.CHROME_PATH || !isDebianAsRoot()) throw error
    process.stderr.write('Installing Chromium …\n')
    const script = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium'
    spawnSync('sh', ['-c', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    return findChromium()
  })
}

/**
 * Features of Chromium that are not for a browser without a window: it prepares the list below its address bar anew for
 * each one that it does not open, and a process for a page that nobody goes to. Both cost more than the page under test.
 */
const OF_A_WINDOW = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'SpareRendererForSitePerProcess',
]

/** What Playwright switches off; of two lists Chromium reads the last one only. */
const OFF_FOR_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

/** How every Chromium is started that a script or a test drives. */
export const CHROMIUM_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  `--disable-features=${[...OFF_FOR_PLAYWRIGHT, ...OF_A_WINDOW].join(',')}`,
]
