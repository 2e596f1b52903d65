import { describe, expect, test } from 'vitest'
import { version } from '../../package.json'
import type { Io } from '../../sim/cli/io.ts'
import { COMMANDS, prefork } from '../../sim/cli/prefork.ts'
import { PARAMETERS } from '../../sim/scenario/parameters.ts'
import { PRESETS } from '../../sim/scenario/presets.ts'
import { reportText } from '../calibration/report-text.ts'
import { folderOf } from '../validation/truth.ts'
import { inMemory } from './memory-io.ts'

describe('Help', () => {
  test('lists the commands, with no words at all as well.', async () => {
    const { code, stdout } = await inMemory(['--help'])
    expect(code).toBe(0)
    for (const { spec } of COMMANDS) expect(stdout).toContain(`prefork ${spec.name} `)
    expect((await inMemory([])).stdout).toBe(stdout)
    expect((await inMemory(['help'])).stdout).toBe(stdout)
  })

  test.each(COMMANDS.map(({ spec }) => spec))('of $name names all its options, in lines that fit.', async spec => {
    const { stdout } = await inMemory(['help', spec.name])
    for (const { name } of spec.options) expect(stdout).toContain(`--${name}`)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
    expect((await inMemory([spec.name, '--help'])).stdout).toBe(stdout)
  })

  test.each(COMMANDS.flatMap(({ spec }) => spec.examples))('shows an example that is understood: %s', async example => {
    // A shell puts the files in the place of a pattern.
    const [, ...words] = example.replace(/ > .*/, '').replace('part-*', 'part-1').split(' ')
    const part = await inMemory(['sweep', '--over', 'run.seed=1', '--set', 'run.seconds=1', '--shard', '1/1'])
    const files = {
      'part-1.jsonl': part.stdout,
      'gunicorn.conf.py': 'workers = 3',
      'access.log': '[10/Oct/2026:13:55:36 +0200] "GET / HTTP/1.1" 200 0.100\n'.repeat(50),
      Procfile: 'web: gunicorn app:app',
      'nginx.conf': 'location / { proxy_pass http://app; }',
      'scenario.json': '{}',
      'monday.csv': 'sent_ms,cpu_ms,io_ms,outcome,latency_ms\n0,1,1,200,3\n',
      'wrk.txt': reportText('wrk-small'),
      ...folderOf('public/truth', ['story-1-flask']),
    }
    const quick = words[0] === 'run' || words[0] === 'sweep' ? ['--set', 'run.seconds=1'] : []
    // Nothing costs so little, so nothing is simulated.
    const cheap = words[0] === 'plan' ? ['--budget', '0.01'] : []
    expect(await inMemory([...words, ...quick, ...cheap], { files })).toMatchObject({ code: 0, stderr: '' })
  })
})

test('--version is that of the package.', async () => {
  expect((await inMemory(['--version'])).stdout).toBe(`prefork ${version}\n`)
})

test('“prefork presets” lists every preset, and as JSON with its scenario.', async () => {
  const { stdout } = await inMemory(['presets'])
  for (const { id, title } of PRESETS) expect(stdout).toContain(`${id}  ${title}`)
  expect(JSON.parse((await inMemory(['presets', '--json'])).stdout)).toEqual(PRESETS)
})

test('“prefork params” lists every parameter with its default and what is allowed.', async () => {
  const { stdout } = await inMemory(['params'])
  const lines = stdout.split('\n')
  for (const { path } of PARAMETERS) expect(lines.some(line => line.startsWith(`${path} `))).toBe(true)
  expect(stdout).toMatch(/^server\.workers +1 +a whole number from 1 to 1,000$/m)
  expect(stdout).toMatch(/Default by server: always 1 for flask/)
})

test('“prefork params --json” has the whole table, with each server’s own defaults.', async () => {
  const table = JSON.parse((await inMemory(['params', '--json'])).stdout)
  expect(table.map((entry: { path: string }) => entry.path)).toEqual(PARAMETERS.map(({ path }) => path))
  const workers = table.find((entry: { path: string }) => entry.path === 'server.workers')
  expect(workers).toMatchObject({ kind: 'number', min: 1, max: 1000, integer: true, default: 1 })
  expect(workers.servers.flask).toEqual({ default: 1, fixed: true })
})

describe('What is not understood is said in a sentence:', () => {
  test.each([
    [['runn'], 'There is no command "runn"; did you mean run?'],
    [
      ['frob'],
      `There is no command "frob"; the commands are ${COMMANDS.map(({ spec }) => spec.name).join(', ')} and help.`,
    ],
    [
      ['run', '--frob'],
      '“prefork run” has no option "--frob"; it has --set, --trace, --seed, --replications, --requests, --json.',
    ],
    [['run', '--set'], '--set needs a value: --set path=value.'],
    [['run', '--set', '--json'], '--set needs a value: --set path=value.'],
    [['run', '--json=1'], '--json takes no value, but was given "1".'],
    [['run', '--seed', '1', '--seed', '2'], '--seed is given twice; once is enough.'],
    [['run', '--seed', '-5'], 'run.seed is -5; allowed is a whole number from 0 to 2,147,483,647.'],
    [
      ['run', 'a', 'b'],
      '“prefork run” takes one scenario, but was given 2: "a", "b". Values are set with --set path=value.',
    ],
    [['presets', 'x'], '“prefork presets” takes no further words, but was given "x".'],
    [['help', 'run', 'sweep'], '“prefork help” explains one command at a time, but was given 2.'],
    [
      ['run', 'x.json'],
      'The scenario "x.json" cannot be read: there is no such file, and no preset has that name; “prefork presets” lists them.',
    ],
    [['run', '--trace', 'x.csv'], 'The trace "x.csv" cannot be read: there is no such file.'],
    [['run', '--requests', 'nowhere/x.csv'], '"nowhere/x.csv" cannot be written: there is no such folder.'],
    [
      ['run', '\u001b[31mred'],
      'The scenario "\\u001b[31mred" cannot be read: there is no such file, and no preset has that name; “prefork presets” lists them.',
    ],
  ])('%j', async (words, sentence) => {
    expect(await inMemory(words)).toMatchObject({ code: 2, stdout: '', stderr: `${sentence}\n` })
  })

  test('several things at once, each in a line.', async () => {
    const { code, stderr } = await inMemory(['run', '--set', 'server.wrkers=3', '--set', 'machine.cores=99'])
    expect(code).toBe(2)
    expect(stderr.trimEnd().split('\n')).toEqual([
      'server.wrkers is "3", but there is no such parameter; did you mean server.workers?',
      'machine.cores is 99; allowed is a whole number from 1 to 64.',
    ])
  })
})

test('A fault of the program itself is told apart by exit code 1.', async () => {
  const said: string[] = []
  const write = async (text: string) => void said.push(text)
  const broken = { isTerminal: false, colour: false, write: async () => Promise.reject(new Error('broken')) }
  expect(await prefork(['presets'], { stdout: broken, stderr: { ...broken, write } } as unknown as Io)).toBe(1)
  expect(said.join('')).toMatch(/^Prefork failed, which is a fault of its own:\nError: broken/)
})
