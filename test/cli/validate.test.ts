import { describe, expect, test } from 'vitest'
import { folderOf } from '../validation/truth.ts'
import { inMemory } from './memory-io.ts'

const FILES = folderOf('truth', ['story-1-flask', 'client-gives-up', 'flask-light'])
const validate = (...words: string[]) => inMemory(['validate', ...words], { files: FILES })

describe('“prefork validate”', () => {
  test('prints measured and simulated side by side, and ends with a sentence.', async () => {
    const { code, stdout, stderr } = await validate('truth', '--case', 'story-1-flask')
    expect(stdout).toMatch(/^story-1-flask {2}Flask, one at a time, 1 core, 815 requests\n/)
    const lines = [
      'answered/s +2\\.17',
      '504 +84\\.0 %',
      'p50 +3,648 ms',
      'p99 .* not judged',
      'CPU of the server +39\\.0 %',
    ]
    for (const line of lines) expect(stdout).toMatch(new RegExp(`^ {2}${line}`, 'm'))
    expect(stdout).toMatch(/\nThe recording is within tolerance\.\n$/)
    expect([code, stderr]).toEqual([0, ''])
  })

  test('marks what is past its tolerance and says so by its exit code.', async () => {
    const { code, stdout, stderr } = await validate('truth/')
    expect(stdout).toMatch(/^ {2}p95 +215 ms .* −1\d\.\d % +±10 % +past its tolerance$/m)
    expect(stdout).toMatch(/\n2 of 3 recordings are within tolerance; past it: flask-light \(p95 −1\d\.\d %\)\.\n$/)
    expect([code, stderr]).toEqual([1, ''])
  })

  test('shows both counts where they are too few for a percentage.', async () => {
    const { stdout } = await validate('truth', '--case', 'client-gives-up')
    expect(stdout).toMatch(/answered\/s +0\.23 .* count: 0\.13 to 0\.39 +\d+ for 14$/m)
  })

  test('prints JSON of the same figures.', async () => {
    const { code, stdout } = await validate('truth', '--json')
    const json = JSON.parse(stdout)
    expect(json).toMatchObject({ recordings: 3, within: 2 })
    expect(json.comparisons[0].name).toBe('flask-light')
    const p95 = json.comparisons[0].figures.find(({ name }: { name: string }) => name === 'p95')
    expect(p95).toMatchObject({
      unit: 'ms',
      measured: 215.394,
      isWithin: false,
      allowed: { rule: 'relative', by: 0.1 },
    })
    expect(code).toBe(1)
  })

  test('names the settings of a recording that it did not replay.', async () => {
    const [entry] = JSON.parse(folderOf('truth', ['story-1-flask'])['truth/measured.json']!)
    entry.config.keepalive = 2
    const files = { ...FILES, 'truth/measured.json': JSON.stringify([entry]) }
    expect((await inMemory(['validate', 'truth'], { files })).stdout).toContain('  Not replayed: keepalive.\n')
  })
})

describe('What “prefork validate” cannot read is said in a sentence:', () => {
  test.each([
    [
      [],
      /^A folder of recordings is needed, with measured\.json and traces\/ in it: prefork validate public\/truth\.$/,
    ],
    [['nowhere'], /^"nowhere\/measured\.json" cannot be read: there is no such file\.$/],
    [['truth', '--case', 'x'], /^--case is "x"; allowed is one of flask-light, client-gives-up, story-1-flask\.$/],
    [['truth', 'more'], /^“prefork validate” takes one folder, but was given 2: "truth", "more"\.$/],
  ])('%j', async (words, sentence) => {
    const { code, stdout, stderr } = await validate(...words)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.trimEnd()).toMatch(sentence)
  })

  test('a trace that is missing, or torn.', async () => {
    const { 'truth/traces/flask-light.csv': trace, ...missing } = FILES
    const words = ['validate', 'truth', '--case', 'flask-light']
    expect((await inMemory(words, { files: missing })).stderr).toMatch(
      /^"truth\/traces\/flask-light\.csv" cannot be read/,
    )
    const torn = { ...FILES, 'truth/traces/flask-light.csv': trace!.slice(0, -9) }
    expect(await inMemory(words, { files: torn })).toMatchObject({ code: 2, stdout: '' })
  })
})
