import { describe, expect, test } from 'vitest'
import { inMemory } from './memory-io.ts'

/** So little to choose from that it is soon done. */
const SMALL = ['plan', '--types', 'c7g.medium', '--kinds', 'gunicorn-sync', '--instances', '1', '--workers', '3,5']

describe('prefork plan', () => {
  test('gives the answer in a sentence, its configuration, what breaks first, and the rules of thumb.', async () => {
    const { code, stdout } = await inMemory([...SMALL, '--set', 'traffic.ratePerSecond=15'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^1 × c7g\.medium running gunicorn \([35] workers\) is the cheapest/)
    expect(stdout).toContain('gunicorn -w ')
    expect(stdout).toContain('What breaks first, as the load grows')
    expect(stdout).toContain('2 × cores + 1')
  })

  test('says why nothing can hold.', async () => {
    const { stdout } = await inMemory([...SMALL, '--budget', '0.01'])
    expect(stdout.replaceAll('\n', ' ')).toContain('None of 2 setups can hold: 2 cost more than $0.01 a month.')
  })

  test.each([
    [['--goal', 'fast'], 'A goal is "fast"'],
    [['--types', 'z9'], '--types is "z9"'],
    [['--budget', '-1'], '--budget is "-1"'],
    [['--instances', '4..2'], '--instances is "4..2"'],
    [['--csv', '--json'], '--csv and --json cannot both be had'],
  ])('refuses %j in a sentence.', async (words, sentence) => {
    const { code, stderr } = await inMemory(['plan', ...words])
    expect(code).toBe(2)
    expect(stderr).toContain(sentence)
  })
})
