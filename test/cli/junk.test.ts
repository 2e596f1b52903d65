import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../sim/cli/prefork.ts'
import { PARAMETERS } from '../../sim/scenario/parameters.ts'
import { inMemory, type World } from './memory-io.ts'

const OPTIONS = [...new Set(COMMANDS.flatMap(({ spec }) => spec.options.map(({ name }) => `--${name}`)))]

const WORLD: World = {
  files: {
    'good.json': '{"server":{"kind":"waitress"},"request":{"cpuMs":3}}',
    'bad.json': '{"server":{"kind":"waitress","threads":"many"},"__proto__":{"x":1},"run":[]}',
    'torn.json': '{"server":{',
    'good.csv': 'sent_ms,cpu_ms,io_ms\n0,1,1\n5,1,1\n',
    'bad.csv': 'sent_ms,cpu_ms\n5,-1\n0,x\n',
  },
}

/** Small enough to be run by the thousand, and enough to be wrong in every way. */
const value = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '2',
    '3',
    '-1',
    '0.5',
    '7e1',
    '1e99',
    'flask',
    'uwsgi',
    'trace',
    'closed',
    'none',
    '1:2',
  ),
  fc.constantFrom('1..4', '4..1', '1..4:2', '1..8:x2', '1,2', '1,,2', '..', '1..', '0..1e9', 'flask,waitress', ','),
  fc.string({ unit: 'binary', maxLength: 6 }),
)

const assignment = fc
  .tuple(fc.constantFrom(...PARAMETERS.map(({ path }) => path), 'server', 'x.y', '__proto__.x', ''), value)
  .map(([path, text]) => `${path}=${text}`)

const word = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('--set', '--over', '--over', '--set'), assignment) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...OPTIONS), fc.oneof(value, fc.constantFrom('good.csv', 'bad.csv', '-'))),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...OPTIONS, '--help', '--', '-x', '--no-json')) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('flask', 'one-core/pool', 'good.json', 'bad.json', 'torn.json', '-')),
  },
  { weight: 1, arbitrary: fc.tuple(fc.string({ unit: 'binary', maxLength: 8 })) },
)

const commandLine = fc
  .tuple(
    fc.constantFrom('run', 'run', 'sweep', 'sweep', 'presets', 'params', 'help', 'rum'),
    fc.array(word, { maxLength: 4 }),
  )
  .map(([command, words]) => {
    // Said last, so that a run which is understood is over at once.
    const quick =
      command === 'run' || command === 'sweep' ? ['--set', 'run.seconds=0.1', '--set', 'run.warmupSeconds=0'] : []
    return [command, ...words.flat(), ...quick]
  })

const stdin = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.string(),
  fc.constantFrom('', '{}', 'sent_ms,cpu_ms,io_ms\n0,1,1\n'),
)

test('Whatever the words: an answer, or sentences on standard error, exit code 2 and nothing else.', async () => {
  let answered = 0
  await fc.assert(
    fc.asyncProperty(commandLine, stdin, async (words, text) => {
      const { code, stdout, stderr } = await inMemory(words, { ...WORLD, stdin: text })
      if (code === 0) {
        answered++
        expect(stdout).not.toBe('')
        return
      }
      expect([code, stdout]).toEqual([2, ''])
      for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^\P{C}+[.?]$/u)
      expect(stderr.split('\n').length).toBeLessThan(60)
    }),
    { numRuns: 4000 },
  )
  // Neither all junk nor all sense: both ways were tried.
  expect(answered).toBeGreaterThan(400)
  expect(answered).toBeLessThan(3600)
})
