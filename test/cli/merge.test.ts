import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inMemory } from './memory-io.ts'

const SHORT = ['--set', 'run.seconds=2', '--set', 'run.warmupSeconds=0']
const SWEEP = [
  'sweep',
  '--over',
  'machine.cores=1,2',
  '--over',
  'server.workers=1..4:x2',
  ...SHORT,
  '--replications',
  '3',
]

/** What each of the parts printed, by file name. */
async function partsOf(sweep: readonly string[], of: number, files: Record<string, string> = {}) {
  const parts: Record<string, string> = {}
  for (let part = 1; part <= of; part++) {
    const { code, stdout, stderr } = await inMemory([...sweep, '--shard', `${part}/${of}`], { files })
    expect([code, stderr]).toEqual([0, ''])
    parts[`${part}.jsonl`] = stdout
  }
  return parts
}

async function merged(files: Record<string, string>, words: readonly string[] = []) {
  return inMemory(['merge', ...Object.keys(files), ...words], { files })
}

describe('Parts joined', () => {
  test.each([1, 2, 5, 18, 25])('are what one machine prints, to the last byte, out of %i.', async of => {
    const parts = await partsOf(SWEEP, of)
    for (const format of [[], ['--csv'], ['--json']]) {
      const whole = await inMemory([...SWEEP, ...format])
      expect(await merged(parts, format)).toMatchObject({ code: 0, stderr: '', stdout: whole.stdout })
    }
  })

  test('may come in any order.', async () => {
    const parts = await partsOf(SWEEP, 4)
    const backwards = Object.fromEntries(Object.entries(parts).reverse())
    expect((await merged(backwards, ['--csv'])).stdout).toBe((await merged(parts, ['--csv'])).stdout)
  })

  test('keep what does not exist: latencies where nobody was answered.', async () => {
    const idle = ['sweep', '--over', 'machine.cores=1,2', '--set', 'traffic.ratePerSecond=0.001', ...SHORT]
    const whole = await inMemory([...idle, '--csv'])
    expect((await merged(await partsOf(idle, 2), ['--csv'])).stdout).toBe(whole.stdout)
  })

  test('can be of a recording, which is not needed to join them.', async () => {
    const files = { 'two.csv': 'sent_ms,cpu_ms,io_ms\n0,10,10\n100,30,0\n' }
    const replay = ['sweep', '--trace', 'two.csv', '--over', 'machine.cores=1,2', ...SHORT]
    const whole = await inMemory([...replay, '--json'], { files })
    expect((await merged(await partsOf(replay, 2, files), ['--json'])).stdout).toBe(whole.stdout)
  })

  test('belong together however their settings were ordered.', async () => {
    const [a, b] = [
      ['--set', 'server.kind=uwsgi', '--set', 'machine.cores=2'],
      ['--set', 'machine.cores=2', '--set', 'server.kind=uwsgi'],
    ]
    const sweep = ['sweep', '--over', 'server.workers=1,2', ...SHORT]
    const one = (await partsOf([...sweep, ...a!], 2))['1.jsonl']!
    const two = (await partsOf([...sweep, ...b!], 2))['2.jsonl']!
    expect((await merged({ one, two })).code).toBe(0)
  })
})

describe('Parts are refused', () => {
  const replaced = (text: string, from: string, to: string) => {
    expect(text).toContain(from)
    return text.replace(from, to)
  }

  test.each([
    ['when one is missing', { '3.jsonl': null }, 'A part is missing: 3/4.'],
    ['when more are missing', { '1.jsonl': null, '3.jsonl': null }, 'Parts are missing: 1/4, 3/4.'],
  ])('%s.', async (_, without, sentence) => {
    const parts = await partsOf(SWEEP, 4)
    for (const name of Object.keys(without)) delete parts[name]
    expect(await merged(parts)).toMatchObject({ code: 2, stdout: '', stderr: `${sentence}\n` })
  })

  test('when one is given twice.', async () => {
    const parts = await partsOf(SWEEP, 2)
    expect((await merged({ ...parts, 'again.jsonl': parts['2.jsonl']! })).stderr).toBe(
      'Part 2/2 is given twice: "2.jsonl" and "again.jsonl".\n',
    )
  })

  test.each([
    [['--set', 'request.cpuMs=21'], 'the scenario'],
    [['--seed', '2'], 'the scenario'],
    [['--over', 'proxy.socket=tcp,unix'], 'the axes'],
  ])('when one is of another sweep: %j.', async (words, difference) => {
    const one = (await partsOf(SWEEP, 2))['1.jsonl']!
    const two = (await partsOf([...SWEEP, ...words], 2))['2.jsonl']!
    expect((await merged({ one, two })).stderr).toBe(
      `"two" is of another sweep than "one": different is ${difference}.\n`,
    )
  })

  test('when another recording was replayed.', async () => {
    const replay = ['sweep', '--trace', 'a.csv', '--over', 'machine.cores=1,2', ...SHORT]
    const one = (await partsOf(replay, 2, { 'a.csv': 'sent_ms,cpu_ms,io_ms\n0,10,10\n' }))['1.jsonl']!
    const two = (await partsOf(replay, 2, { 'a.csv': 'sent_ms,cpu_ms,io_ms\n0,10,11\n' }))['2.jsonl']!
    expect((await merged({ one, two })).stderr).toContain('different is the recording.')
  })

  test('when they were not cut alike.', async () => {
    const one = (await partsOf(SWEEP, 2))['1.jsonl']!
    const two = (await partsOf(SWEEP, 3))['2.jsonl']!
    expect((await merged({ one, two })).stderr).toBe(
      '"two" is one of 3 parts and "one" one of 2; all must be cut alike.\n',
    )
  })

  test('when one was changed, cut short, or made by another version.', async () => {
    const [one, two] = Object.values(await partsOf(SWEEP, 2)) as [string, string]
    const refused = async (text: string) => (await merged({ one, two: text })).stderr
    expect(await refused(replaced(two, '"seconds":2', '"seconds":3'))).toContain('its settings do not match its hash.')
    expect(await refused(two.split('\n').slice(0, 5).join('\n'))).toBe(
      '"two" has 4 of 9 runs; part 2/2 must be computed again.\n',
    )
    expect(await refused(replaced(two, '\n[3,', '\n[4,'))).toContain('line 3: expected is run 3 with its numbers')
    expect(await refused(replaced(two, '"version":"', '"version":"9.'))).toContain(
      'use one version for all of a sweep.',
    )
    expect(await refused('')).toContain('is not a part of a sweep')
  })

  test('when none is given, or formats are asked for twice.', async () => {
    expect((await inMemory(['merge'])).stderr).toContain('“prefork merge” needs the parts of a sweep')
    const formats = await inMemory(['merge', 'a', '--csv', '--json'])
    expect(formats.stderr).toBe('--csv and --json cannot both be had; choose one.\n')
    expect((await inMemory([...SWEEP, '--shard', '1/2', '--csv'])).stderr).toContain('a form of its own')
  })
})

test('A part with any part of it replaced is joined or refused in a sentence.', async () => {
  const [one, two] = Object.values(await partsOf(SWEEP, 2)) as [string, string]
  const scrap = fc.oneof(
    fc.constantFrom('', '\n', 'null', '[]', '{}', '"', '-1', '1e999', '[1,2]\n', '\0', '__proto__'),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  const damage = fc.record({ at: fc.nat(two.length), length: fc.nat(40), scrap })
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, length, scrap }) => {
      const { code, stdout, stderr } = await merged({ one, two: two.slice(0, at) + scrap + two.slice(at + length) })
      if (code === 0) return
      expect([code, stdout]).toEqual([2, ''])
      for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^\P{C}+[.?]$/u)
    }),
    { numRuns: 300 },
  )
})
