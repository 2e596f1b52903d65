/**
 * `npm test`: everything there is to check, on a fresh clone with Node alone. A step that fails does not keep the later
 * ones from running; the last line counts each test and each check.
 */
import './install.mjs'
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { findOrInstallChromium } from './chromium.mjs'
import { measureSizes, sizeTable } from './sizes.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const BIOME = 'node_modules/@biomejs/biome/bin/biome'
const TSC = 'node_modules/typescript/bin/tsc'
const VITE = 'node_modules/vite/bin/vite.js'
const VITEST = 'node_modules/vitest/vitest.mjs'

// Escape codes are for terminals. Under CI some tools colour what goes to a file, and the bundler does so always.
const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' }

const total = { passed: 0, failed: 0, skipped: 0 }
/** @type {string[]} */
const failures = []

/** @typedef {{ ok: boolean, output: string, note?: string }} Outcome */

/**
 * Runs a JavaScript file with Node.
 *
 * @param {string[]} args
 * @param {boolean} live print at once, rather than hand the output back
 * @returns {Promise<Outcome>}
 */
function node(args, live = false) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ['ignore', live ? 1 : 'pipe', live ? 2 : 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', text => {
        output += text
      })
    }
    child.on('close', code => resolve({ ok: code === 0, output }))
  })
}

/**
 * One check, counted as one test.
 *
 * @param {string} name
 * @param {() => Promise<Outcome>} run `output` is shown when the check fails, `note` always
 * @returns whether it passed
 */
async function check(name, run) {
  const startedMs = Date.now()
  const { ok, output, note } = await run().catch(error => ({ ok: false, output: String(error.message), note: '' }))
  if (ok) total.passed++
  else fail(name, 1)
  console.log(`${ok ? '✓' : '✗'} ${name.padEnd(10)} ${((Date.now() - startedMs) / 1000).toFixed(1).padStart(5)} s`)
  if (!ok) console.log((process.stdout.isTTY ? output : stripVTControlCharacters(output)).trimEnd())
  if (note) console.log(note)
  return ok
}

/** @param {string} name @param {number} count */
function fail(name, count) {
  total.failed += count
  failures.push(name)
}

/**
 * Runs several commands as one check.
 *
 * @param {string[][]} commands
 */
async function all(commands) {
  const runs = []
  for (const command of commands) runs.push(await node(command))
  return { ok: runs.every(run => run.ok), output: runs.map(run => run.output).join('') }
}

async function sizes() {
  const measured = measureSizes(`${root}/dist`)
  return { ok: measured.every(size => size.kb <= size.budgetKb), output: '', note: sizeTable(measured) }
}

/**
 * @param {string} name
 * @param {string} config
 */
async function vitest(name, config) {
  const report = `${root}/.tmp/${config}.json`
  rmSync(report, { force: true })
  console.log(`\n${name}`)
  const { ok } = await node(
    [VITEST, 'run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    true,
  )
  const counts = countTests(report)
  total.passed += counts.passed
  total.skipped += counts.skipped
  // A file that cannot be loaded, or an error outside every test, fails the run without failing a test.
  if (!ok) fail(name, Math.max(1, counts.failed))
}

/** @param {string} report the path of Vitest's JSON report; missing if Vitest itself fell over */
function countTests(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    const broken = testResults.filter(
      (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
        file.status === 'failed' && file.assertionResults.length === 0,
    )
    return {
      passed: numPassedTests,
      failed: numFailedTests + broken.length,
      skipped: numPendingTests + numTodoTests,
    }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

mkdirSync(`${root}/.tmp`, { recursive: true })
const building = check('build', () => node([VITE, 'build', '--logLevel', 'warn']))
await check('format', () => node([BIOME, 'ci', '--linter-enabled=false', '.']))
await check('lint', () => node([BIOME, 'lint', '--error-on-warnings', '.']))
await check('types', () => all(['sim', 'web', 'node'].map(project => [TSC, '-p', `tsconfig.${project}.json`])))
const built = await building
await check('commands', () =>
  all([
    [VITE, 'build', '--config', 'vite.cli.config.ts', '--logLevel', 'warn'],
    [VITE, 'build', '--config', 'vite.cli.config.ts', '--mode', 'bench', '--logLevel', 'warn'],
  ]),
)
if (built) await check('sizes', sizes)
await vitest('Tests', 'vitest.config.ts')
if (built && (await check('chromium', findChromiumForTests))) await vitest('Browser tests', 'vitest.browser.config.ts')

async function findChromiumForTests() {
  const path = await findOrInstallChromium()
  return { ok: true, output: '', note: `  ${path}` }
}

if (!built) console.log('\nThe build failed, so neither its size nor the page in the browser was tested.')
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`)
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 ? 1 : 0
