/**
 * The README's ways to cut a sweep into parts, run as they stand there, and what comes of each compared with the same
 * sweep on one machine. Clusters are stood in for by their environment variables.
 */
import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { built } from '../../scripts/built.mjs'
import { ROOT } from './sources.ts'

const SECTION = readFileSync(join(ROOT, 'README.md'), 'utf8')
  .split('\n## ')
  .find(part => part.startsWith('Past one machine'))!
const blocks = [...SECTION.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
  language,
  text: text!,
}))
const PARTS = 4
const SWEEP = 'npx prefork sweep --over server.workers=1..8 --replications 5'
const MERGE = 'npx prefork merge part-*.jsonl --csv'

const home = mkdtempSync(join(tmpdir(), 'prefork-shards-'))
afterAll(() => rmSync(home, { recursive: true }))

/** Runs a script where nothing else is. `npx prefork` is the program built from this tree. */
async function run(script: string, folder: string, env: Record<string, string> = {}): Promise<string> {
  const runnable = script.replaceAll('npx prefork', `"${process.execPath}" "${built('prefork')}"`)
  mkdirSync(join(home, folder), { recursive: true })
  const options = { cwd: join(home, folder), env: { ...process.env, ...env } }
  return (await promisify(execFile)('bash', ['-c', runnable], options)).stdout
}

const whole = run(`${SWEEP} --csv`, 'whole')

function blockWith(word: string): string {
  const found = blocks.filter(({ text }) => text.includes(word))
  expect(found).toHaveLength(1)
  return found[0]!.text
}

test('GNU parallel.', async () => {
  const env = { PATH: `${pathOfParallel()}${delimiter}${process.env.PATH}` }
  await run(blockWith(':::'), 'parallel', env)
  expect(readFileSync(join(home, 'parallel', 'sweep.csv'), 'utf8')).toBe(await whole)
})

test('xargs.', async () => {
  await run(blockWith('xargs'), 'xargs')
  expect(readFileSync(join(home, 'xargs', 'sweep.csv'), 'utf8')).toBe(await whole)
})

test('A Slurm array.', async () => {
  const script = blockWith('#SBATCH')
  expect(script).toContain(`--array=1-${PARTS}\n`)
  for (let task = 1; task <= PARTS; task++) {
    await run(script, 'slurm', { SLURM_ARRAY_TASK_ID: `${task}`, SLURM_ARRAY_TASK_COUNT: `${PARTS}` })
  }
  expect(await run(MERGE, 'slurm')).toBe(await whole)
})

test('An indexed Job of Kubernetes.', async () => {
  const { spec } = parse(blockWith('batch/v1'))
  const [{ command, args, workingDir, volumeMounts }] = spec.template.spec.containers
  expect([spec.completionMode, spec.completions, command]).toEqual(['Indexed', PARTS, ['sh', '-c']])
  expect(volumeMounts[0].mountPath).toBe(workingDir)
  for (let index = 0; index < PARTS; index++) await run(args[0], 'job', { JOB_COMPLETION_INDEX: `${index}` })
  expect(await run(MERGE, 'job')).toBe(await whole)
})

/**
 * The folder of GNU parallel. Where it is not installed, it is installed on Debian as root; elsewhere a script takes its
 * place that does with xargs what the README asks of it.
 */
function pathOfParallel(): string {
  if (isGnuParallel()) return ''
  const debian = spawnSync('sh', ['-c', '[ "$(id -u)" = 0 ] && grep -q "^ID=debian$" /etc/os-release'])
  if (debian.status === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const install = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends parallel'
    spawnSync('sh', ['-c', install], { stdio: 'ignore', env, timeout: 45_000 })
    if (isGnuParallel()) return ''
  }
  const folder = join(home, 'bin')
  mkdirSync(folder)
  writeFileSync(join(folder, 'parallel'), STAND_IN)
  chmodSync(join(folder, 'parallel'), 0o755)
  process.stderr.write('GNU parallel is not installed; a script with xargs takes its place.\n')
  return folder
}

function isGnuParallel(): boolean {
  return `${spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout}`.startsWith('GNU parallel')
}

const STAND_IN = `#!/bin/sh
command=$1; shift 2
printf '%s\\n' "$@" | xargs -P 4 -I {} sh -c "$command"
`
