import { describe, expect, test } from 'vitest'
import { inMemory } from './memory-io.ts'

const HOUR = ['--set', 'fleet.hours=1', '--set', 'fleet.load=constant']
const BUSY = [
  ...HOUR,
  '--set',
  'traffic.ratePerSecond=12',
  '--set',
  'machine.type=t3.small',
  '--set',
  'fleet.metric=cpu',
]

describe('prefork fleet', () => {
  test('says when the fleet was scaled and why, and what it cost.', async () => {
    const { code, stdout, stderr } = await inMemory([
      'fleet',
      ...BUSY,
      '--set',
      'fleet.cpuUpperPercent=10',
      '--set',
      'fleet.cpuLowerPercent=1',
    ])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^1 to 4 instances of t3.small, \$0.0208 an hour each: gunicorn$/m)
    expect(stdout).toMatch(/00:05 {2}instance 2 is launched, 2 now {2}CPU utilization [\d.]+ %, above 10 %/)
    expect(stdout).toMatch(/^ {2}instance-hours +\d/m)
    expect(stdout).toMatch(/A\s+million\s+answers\s+cost\s+\$\d+\.\d\d\.\n$/)
  })

  test('prints JSON with everything but the series.', async () => {
    const { stdout } = await inMemory(['fleet', ...BUSY, '--json'])
    const json = JSON.parse(stdout)
    expect(json.offered).toBe(Object.values<number>(json.outcomes).reduce((sum, count) => sum + count, 0))
    expect(json.dollars).toBeCloseTo(json.instanceHours * 0.0208, 12)
    expect(json).not.toHaveProperty('series')
    expect(json.scenario.fleet.hours).toBe(1)
  })

  test.each([
    [
      ['traffic.kind=closed'],
      'traffic.kind is "closed"; allowed is open or trace: a fleet’s clients do not wait for each other.',
    ],
    [['fleet.min=5'], 'fleet.min is 5; allowed is at most fleet.max, which is 4.'],
    [
      ['fleet.metric=cpu', 'fleet.cpuLowerPercent=80'],
      'fleet.cpuLowerPercent is 80; allowed is less than fleet.cpuUpperPercent, which is 70.',
    ],
    [
      ['traffic.ratePerSecond=100', 'fleet.hours=168'],
      'fleet.hours is 168, which with this traffic makes up to 61 million requests; allowed are 50 million.',
    ],
    [
      ['traffic.kind=trace'],
      'traffic.kind is trace, so a recording is needed: --trace file.csv, with the columns sent_ms,cpu_ms,io_ms.',
    ],
  ])('refuses what cannot be: %j', async (settings, sentence) => {
    const words = settings.flatMap(setting => ['--set', setting])
    expect(await inMemory(['fleet', ...words])).toMatchObject({ code: 2, stdout: '', stderr: `${sentence}\n` })
  })

  test('says with several replications how sure each figure is.', async () => {
    const words = ['fleet', ...BUSY, '--set', 'fleet.hours=0.2', '--replications', '3']
    const { stdout } = await inMemory(words)
    expect(stdout).toMatch(/^Replications {2}mean of 3 runs, seeds 1 to 3, and its 95 % interval$/m)
    expect(stdout).toMatch(/^ {2}a million answers +\$\d+\.\d\d {2}\$\d+\.\d\d to \$\d+\.\d\d/m)
    const { replications } = JSON.parse((await inMemory([...words, '--json'])).stdout)
    expect(replications).toMatchObject({ count: 3, confidence: 0.95 })
    expect(replications.metrics.instanceHours.mean).toBeCloseTo(0.2, 9)
  })

  test('replays a recording.', async () => {
    const files = { 'three.csv': 'sent_ms,cpu_ms,io_ms\n0,20,30\n5,20,30\n10,20,30\n' }
    const { stdout } = await inMemory(['fleet', '--trace', 'three.csv', ...HOUR, '--json'], { files })
    expect(JSON.parse(stdout)).toMatchObject({ offered: 3, ok: 3, trace: 'three.csv' })
  })
})

test('prefork machines lists types with their price, and marks what is assumed.', async () => {
  const { stdout } = await inMemory(['machines'])
  expect(stdout).toMatch(/^t3\.medium +2 +1 +4 +0\.0416 {2}24 an hour, unlimited$/m)
  expect(stdout).toMatch(/^m3\.medium: Its one vCPU/m)
  expect(JSON.parse((await inMemory(['machines', '--json'])).stdout).types.length).toBeGreaterThan(40)
})
