import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { built } from '../../scripts/built.mjs'
import { ROOT } from './sources.ts'

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const scripts = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts as Record<string, string>

/** The text of each fenced block in one language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!)
}

/** One command a line; a backslash at its end continues it, a line or an end of line after # is a remark. */
const commands = blocks('sh')
  .join('\n')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .map(line => line.replace(/(^|\s)#.*$/, '').trim())
  .filter(line => line !== '')

const SIMULATOR = /\b(?:npx prefork|npm run (?:-s )?prefork --)(?=\s|$)/g
const SCRIPT = /^npm (?:run )?(start|test|dev|build|bench)\b/
/** What a reader does before there is a project folder, and what only they can fill in. */
const BEFORE = /^(git clone|cd) /

const simulations = commands.filter(command => command.match(SIMULATOR))

// One folder for all, in the order of the text: a command may read what an earlier one wrote.
const folder = mkdtempSync(join(tmpdir(), 'prefork-readme-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('README.md', () => {
  test('tells how to start and how to test.', () => {
    expect(commands).toContain('npm start')
    expect(commands).toContain('npm test')
  })

  test('shows only commands that this project has.', () => {
    const isKnown = (command: string) =>
      simulations.includes(command) || BEFORE.test(command) || (command.match(SCRIPT)?.[1] ?? '') in scripts
    expect(commands.filter(command => !isKnown(command))).toEqual([])
  })

  test.for(simulations)('shows a command that works: %s', async command => {
    const runnable = command.replaceAll(SIMULATOR, () => `"${process.execPath}" "${built('prefork')}"`)
    // Rejects, and shows what the command printed, when the exit code is not 0.
    const { stdout } = await promisify(execFile)('bash', ['-o', 'pipefail', '-c', runnable], { cwd: folder })
    const writesToFile = />|--requests/.test(command)
    expect(stdout.length > 0 || writesToFile).toBe(true)
  })

  test('shows JSON that is JSON.', () => {
    for (const text of blocks('json')) expect(() => JSON.parse(text), text).not.toThrow()
  })
})
