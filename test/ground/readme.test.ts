/**
 * Everything the README shows is tried. Blocks of `console` are commands with what they print; when a change of the model
 * changes that, `npx vitest run test/ground/readme.test.ts -u` writes the new output into the README.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { built } from '../../scripts/built.mjs'
import { decodeState } from '../../sim/scenario/link.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import { readFragment } from '../../web/embed/options.ts'
import { ROOT } from './sources.ts'

const README = join(ROOT, 'README.md')
const readme = readFileSync(README, 'utf8')
const scripts = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts as Record<string, string>

/** The text of each fenced block in one language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!)
}

/** One command a line; a line or an end of line after # is a remark. */
const commands = blocks('sh')
  .flatMap(block => block.split('\n'))
  .map(line => line.replace(/(^|\s)#.*$/, '').trim())
  .filter(line => line !== '')

const SIMULATOR = /\bnpx prefork(?=\s|$)/g
const SCRIPT = /^(?:[A-Z_]+=\S+ )?npm (?:run )?(start|test|dev|build|bench)\b/

// One folder for all, in the order of the text: a command may read what an earlier one wrote.
const folder = mkdtempSync(join(tmpdir(), 'prefork-readme-'))
symlinkSync(join(ROOT, 'public'), join(folder, 'public'), 'junction')
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a command line, with the program built from this tree. Rejects, and shows what was printed, when it fails. */
async function run(command: string): Promise<string> {
  const runnable = command.replaceAll(SIMULATOR, () => `"${process.execPath}" "${built('prefork')}"`)
  const { stdout } = await promisify(execFile)('bash', ['-c', runnable], { cwd: folder })
  return stdout
}

describe('README.md', () => {
  test('tells how to start and how to test.', () => {
    expect(commands).toContain('npm start')
    expect(commands).toContain('npm test')
  })

  test('shows a scenario that is complete and taken as it is.', () => {
    const [scenario, ...others] = blocks('json')
    expect(others).toEqual([])
    expect(completeScenario(JSON.parse(scenario!))).toMatchObject({ ok: true })
    writeFileSync(join(folder, 'scenario.json'), scenario!)
  })

  test('shows commands that work, of this project alone.', async () => {
    for (const command of commands) {
      const [, script] = command.match(SCRIPT) ?? []
      if (script) expect(scripts).toHaveProperty(script)
      else await run(command)
    }
  })

  test('shows what the commands really print.', async () => {
    const fresh = await replaceAsync(/^```console\n\$ (.+)\n[\s\S]*?^```$/gm, readme, async command => {
      const output = (await run(command)).replace(/[ \t]+$/gm, '').replace(/\n+$/, '')
      return `\`\`\`console\n$ ${command}\n${output}\n\`\`\``
    })
    await expect(fresh).toMatchFileSnapshot(README)
  })

  test('embeds figures that exist, with settings and views that exist.', () => {
    const [element, frame] = blocks('html')
    const [, tag] = element!.match(/<prefork-playground([^>]*)>/)!
    const attributes = [...tag!.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name, value]) => `${name}=${value}`)
    const [, address] = frame!.match(/src="([^"]+)"/)!
    for (const fragment of [attributes.join('&'), new URL(address!.replaceAll('&amp;', '&')).hash]) {
      const { state, problems } = readFragment(fragment)
      expect([...problems, ...decodeState(state).problems]).toEqual([])
    }
  })

  test('points only to files that are there, and to headings that are in them.', () => {
    const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!)
    const isThere = (target: string) => {
      const [file, anchor] = target.split('#') as [string, string?]
      const path = join(ROOT, file)
      return existsSync(path) && (anchor === undefined || anchorsOf(readFileSync(path, 'utf8')).includes(anchor))
    }
    expect(targets.filter(target => !target.startsWith('https:') && !isThere(target))).toEqual([])
  })
})

/** `text` with each match replaced by what `replace` makes of its first group, one after another. */
async function replaceAsync(pattern: RegExp, text: string, replace: (group: string) => Promise<string>) {
  let result = ''
  let done = 0
  for (const match of text.matchAll(pattern)) {
    result += text.slice(done, match.index) + (await replace(match[1]!))
    done = match.index + match[0].length
  }
  return result + text.slice(done)
}

/** The names by which headings can be pointed to. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!.toLowerCase().replaceAll(' ', '-'))
}
