import { describe, expect, test } from 'vitest'
import { reportText } from '../calibration/report-text.ts'
import { traceText } from '../validation/truth.ts'
import { inMemory } from './memory-io.ts'

const FILES = {
  'cpu.csv': traceText('flask-cpu-only'),
  'hot.csv': traceText('gunicorn-4w-1c-hot'),
  'wrk.txt': reportText('wrk'),
  'slow.txt': reportText('wrk-short'),
  'hey.txt': reportText('hey'),
  'k6.txt': reportText('k6-1'),
}
const calibrate = (...words: string[]) => inMemory(['calibrate', ...words], { files: FILES })

describe('“prefork calibrate” of a recording', () => {
  test('prints flags, each with its interval and where it comes from.', async () => {
    const { code, stdout, stderr } = await calibrate('cpu.csv', '--set', 'server.kind=flask', '--cpu', '0.808')
    expect(stdout).toMatch(/^ {2}--set request\.cpuMs=20$/m)
    expect(stdout).toMatch(/^ {2}--set server\.overheadMs=1\.49 {3}1\.44 to 1\.54 ms \(95 %\)$/m)
    expect(stdout).toMatch(/^ {2}--set client\.roundTripMs=1\.16 /m)
    expect(stdout).toMatch(/By the account of CPU the overhead is 1\.3\d ms/)
    expect([code, stderr]).toEqual([0, ''])
  })

  test('takes the overhead of several workers from the CPU utilization.', async () => {
    const { stdout } = await calibrate('hot.csv', '--set', 'server.workers=4', '--cpu', '0.8213', '--json')
    const { estimates, flags } = JSON.parse(stdout)
    expect(estimates[2]).toMatchObject({ path: 'server.overheadMs', value: expect.closeTo(1.2, 1) })
    expect(flags).toContain('--set server.overheadMs=1.2')
  })
})

describe('“prefork calibrate” of a report', () => {
  const SERVER = ['--set', 'server.workers=16', '--set', 'server.kind=gunicorn-sync']

  test('prints flags and what the simulation makes of them.', async () => {
    const words = ['--k6', 'k6.txt', '--cpu', '0.45', ...SERVER, '--set', 'machine.cores=4']
    const { code, stdout } = await calibrate(...words)
    expect(stdout).toMatch(/^ {2}--set request\.cpuMs=2\d\.\d? /m)
    expect(stdout).toMatch(/^ {2}--set request\.ioMs=/m)
    expect(stdout).toMatch(/^With these values\n +reported +simulated\n {2}answered\/s +82\.2 +8\d\.\d$/m)
    expect(stdout).toMatch(/By Little’s law each connection was idle for 1,?\d{3}\.\d ms/)
    expect(code).toBe(0)
  })

  test('gives both extremes without the CPU utilization.', async () => {
    const { stdout } = await calibrate('--k6', 'k6.txt', ...SERVER, '--set', 'machine.cores=4', '--json')
    const { alternatives, flags } = JSON.parse(stdout)
    expect(flags).toEqual([])
    expect(alternatives.map(({ about }: { about: string }) => about)).toEqual(['all of it I/O', 'all of it CPU'])
    expect(alternatives[0].flags[0]).toBe('--set request.cpuMs=0')
  })
})

describe('What “prefork calibrate” cannot use is said in a sentence:', () => {
  test.each([
    [[], /^One source is needed, and only one/],
    [['cpu.csv', '--wrk', 'wrk.txt'], /^One source is needed, and only one/],
    [['nowhere.csv'], /^The recording "nowhere\.csv" cannot be read: there is no such file\.$/],
    [['--wrk', 'nowhere.txt'], /^The report "nowhere\.txt" cannot be read: there is no such file\.$/],
    [['cpu.csv', '--cpu', '62'], /^--cpu is "62"; allowed is a share above 0 and at most 1, such as 0\.62 for 62 %\.$/],
    [
      ['--hey', 'hey.txt'],
      /^"hey\.txt": hey does not say how many connections it had; give them with --set traffic\.users=50\.$/,
    ],
    [['--wrk', 'slow.txt'], /^"slow\.txt": it has 81 requests; allowed are at least 100/],
    [['--wrk', 'cpu.csv'], /^"cpu\.csv": it does not say how many requests a second there were/],
    [
      ['--wrk', 'wrk.txt'],
      /^With 1\.\d+ ms of CPU a request .* but 748868\.53 were measured; allowed are settings that fit/,
    ],
    [['cpu.csv', '--set', 'server.wrkers=1'], /did you mean server\.workers\?$/],
  ])('%j', async (words, sentence) => {
    const { code, stdout, stderr } = await calibrate(...words)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.trimEnd()).toMatch(sentence)
  })

  test('a report of a run in which too much failed.', async () => {
    const files = { 'bad.txt': reportText('k6').replace('0.40%', '40.0%') }
    const { stderr } = await inMemory(['calibrate', '--k6', 'bad.txt'], { files })
    expect(stderr).toMatch(/^"bad\.txt": 990 of 2475 requests failed; allowed are at most 5 %/)
  })
})
