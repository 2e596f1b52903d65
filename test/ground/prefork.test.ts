import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from './sources.ts'

// npm finds the project from any folder below it, so this one has to be below it too.
mkdirSync(join(ROOT, '.tmp'), { recursive: true })
const folder = mkdtempSync(join(ROOT, '.tmp/stand-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('npm run prefork reads and writes files where the person stands, not in the project’s own folder.', async () => {
  writeFileSync(join(folder, 'x.json'), '{ "server": { "workers": 3 }, "run": { "seconds": 5 } }')
  const words = ['run', 'prefork', '--', 'run', 'x.json', '--json', '--requests', 'out.csv']
  // npm is a .cmd file on Windows, which only a shell runs.
  const options = { cwd: folder, shell: process.platform === 'win32' }
  const { stdout } = await promisify(execFile)('npm', words, options)
  expect(JSON.parse(stdout).scenario.server.workers).toBe(3)
  rmSync(join(folder, 'out.csv'))
})
