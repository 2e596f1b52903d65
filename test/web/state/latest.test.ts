import { describe, expect, it } from 'vitest'
import { createLatest } from '../../../web/state/latest.ts'

function stand() {
  const begun: {
    input: string
    signal: AbortSignal
    finish: (output: string) => void
    fail: (error: Error) => void
  }[] = []
  const log: string[] = []
  const latest = createLatest<string, string>({
    run: (input, signal) =>
      new Promise((finish, fail) => {
        signal.addEventListener('abort', () => fail(signal.reason))
        begun.push({ input, signal, finish, fail })
      }),
    done: (input, output) => log.push(`${input}: ${output}`),
    failed: (input, error) => log.push(`${input} failed: ${(error as Error).message}`),
  })
  return { latest, begun, log }
}

const turn = (ms = 0) => new Promise(resolve => setTimeout(resolve, ms))

describe('the newest of many requests', () => {
  it('is run after the one that is running; those between are forgotten', async () => {
    const { latest, begun, log } = stand()
    for (const input of ['a', 'b', 'c']) latest.request(input)
    expect(begun.map(run => run.input)).toEqual(['a'])
    begun[0]?.finish('done')
    await turn()
    expect(begun.map(run => run.input)).toEqual(['a', 'c'])
    begun[1]?.finish('done')
    await turn()
    expect(log).toEqual(['a: done', 'c: done'])
  })

  it('does not wait for ever behind a long run', async () => {
    const { latest, begun, log } = stand()
    latest.request('long')
    latest.request('newest')
    while (begun.length < 2) await turn(10)
    expect(begun[0]?.signal.aborted).toBe(true)
    begun[1]?.finish('done')
    await turn()
    expect(log).toEqual(['newest: done'])
  })

  it('is told when it fails, and the next one is run', async () => {
    const { latest, begun, log } = stand()
    latest.request('a')
    begun[0]?.fail(new Error('no memory'))
    await turn()
    latest.request('b')
    begun[1]?.finish('done')
    await turn()
    expect(log).toEqual(['a failed: no memory', 'b: done'])
  })
})
