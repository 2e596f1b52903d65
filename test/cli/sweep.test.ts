import { describe, expect, test } from 'vitest'
import { METRICS } from '../../sim/experiment/metrics.ts'
import { inMemory } from './memory-io.ts'

const SHORT = ['--set', 'run.seconds=5', '--set', 'run.warmupSeconds=0']
const GRID = ['--over', 'machine.cores=1,2', '--over', 'server.workers=1..4:x2', ...SHORT]

describe('The table of a sweep', () => {
  test('has one aligned line a cell, and what it is a mean of below.', async () => {
    const { code, stdout, stderr } = await inMemory(['sweep', ...GRID, '--replications', '3'])
    const [header, ...lines] = stdout.trimEnd().split('\n')
    expect([code, stderr]).toEqual([0, ''])
    expect(header).toMatch(/^machine\.cores {2}server\.workers {2}answered\/s/)
    expect(lines.slice(0, 6).map(line => line.trim().split(/ +/, 2))).toEqual([
      ['1', '1'],
      ['1', '2'],
      ['1', '4'],
      ['2', '1'],
      ['2', '2'],
      ['2', '4'],
    ])
    expect(lines.at(-1)).toBe(
      'Means of 3 runs a line (5 s measured after 0 s of warm-up, seeds from 1 on) ± half a 95 % confidence interval.',
    )
  })

  test('has no intervals without replications.', async () => {
    const { stdout } = await inMemory(['sweep', ...GRID])
    expect(stdout).not.toContain('±')
    expect(stdout).toContain('Intervals need --replications.')
  })
})

test('CSV has the axes and each metric with its interval, one row a cell.', async () => {
  const { stdout } = await inMemory(['sweep', ...GRID, '--replications', '3', '--csv'])
  const [header, ...rows] = stdout
    .trimEnd()
    .split('\n')
    .map(line => line.split(','))
  expect(header!.slice(0, 6)).toEqual([
    'machine.cores',
    'server.workers',
    'replications',
    'offered',
    'offered_low',
    'offered_high',
  ])
  expect(rows).toHaveLength(6)
  for (const row of rows) expect(row).toHaveLength(3 + 3 * METRICS.length)
  const throughput = header!.indexOf('throughputPerSecond')
  for (const row of rows) {
    const [mean, low, high] = row.slice(throughput, throughput + 3).map(Number)
    expect(low!).toBeLessThan(mean!)
    expect(high!).toBeGreaterThan(mean!)
  }
})

test('CSV leaves a field empty where there is no number.', async () => {
  const words = ['sweep', '--over', 'machine.cores=1', '--set', 'traffic.ratePerSecond=0.001', ...SHORT, '--csv']
  const [header, row] = (await inMemory(words)).stdout
    .trimEnd()
    .split('\n')
    .map(line => line.split(','))
  const latency = header!.indexOf('latencyP95Ms')
  expect(row!.slice(latency, latency + 3)).toEqual(['', '', ''])
})

test('JSON has every cell with its scenario, whose first run “prefork run” repeats.', async () => {
  const { stdout } = await inMemory(['sweep', ...GRID, '--json'])
  const sweep = JSON.parse(stdout)
  expect(sweep.axes).toEqual([
    { path: 'machine.cores', values: [1, 2] },
    { path: 'server.workers', values: [1, 2, 4] },
  ])
  expect(sweep.cells).toHaveLength(6)
  const cell = sweep.cells[4]
  expect(cell.values).toEqual({ 'machine.cores': 2, 'server.workers': 2 })
  const run = await inMemory(['run', '-', '--json'], { stdin: JSON.stringify(cell.scenario) })
  expect(cell.metrics.throughputPerSecond.mean).toBe(JSON.parse(run.stdout).throughputPerSecond)
})

test('A sweep of many cells is written whole.', async () => {
  const words = ['sweep', '--over', 'run.seed=1..250', '--set', 'run.seconds=0.1', '--json']
  expect(JSON.parse((await inMemory(words)).stdout).cells).toHaveLength(250)
})

test('A sweep can replay a recording.', async () => {
  const files = { 'two.csv': 'sent_ms,cpu_ms,io_ms\n0,10,10\n100,30,0\n' }
  const words = ['sweep', '--trace', 'two.csv', '--over', 'machine.cores=1,2', ...SHORT, '--json']
  const { cells } = JSON.parse((await inMemory(words, { files })).stdout)
  expect(cells.map((cell: { metrics: { offered: { mean: number } } }) => cell.metrics.offered.mean)).toEqual([2, 2])
})

test.each([
  [[], 'A sweep needs at least one axis, as in --over machine.cores=1..16; “prefork run” runs a single scenario.'],
  [['--over', 'machine.cores=1', '--csv', '--json'], '--csv and --json cannot both be had; choose one.'],
  [
    ['--over', 'traffic.kind=open,trace'],
    'traffic.kind is trace, so a recording is needed: --trace file.csv, with the columns sent_ms,cpu_ms,io_ms.',
  ],
  [
    ['--over', 'machine.cores=1', '--replications', '0'],
    'run.replications is 0; allowed is a whole number from 1 to 1,000.',
  ],
])('“prefork sweep %j” is refused in a sentence.', async (words, sentence) => {
  expect(await inMemory(['sweep', ...words])).toMatchObject({ code: 2, stdout: '', stderr: `${sentence}\n` })
})

test('Progress is shown on a terminal once half a second has passed, and is gone in the end.', async () => {
  const words = ['sweep', '--over', 'run.seed=1..20', ...SHORT]
  const { stderr } = await inMemory(words, { isTerminal: true })
  const [before, first, ...rest] = stderr.split('\r\u001b[2K')
  expect(before).toBe('')
  expect(first).toMatch(/^█+─+ {2}\d+ of 20 runs/)
  expect(rest.at(-1)).toBe('')
  expect((await inMemory(words)).stderr).toBe('')
})
