import { describe, expect, test } from 'vitest'
import { inMemory } from './memory-io.ts'

/** Ten requests a second, evenly spaced, each 20 ms of CPU and 30 ms of I/O: every figure can be worked out by hand. */
const BY_HAND = {
  traffic: { ratePerSecond: 10, arrivals: 'even' },
  request: { distribution: 'deterministic' },
  proxy: { kind: 'none' },
  server: { kind: 'flask', overheadMs: 0, closeWaitMs: 0 },
  machine: { switchCostUs: 0 },
  run: { seconds: 10, warmupSeconds: 0 },
}
const FILES = { 'by-hand.json': JSON.stringify(BY_HAND) }
/** A fifth more than one worker can do; clients leave after a second. */
const OVERLOAD = ['--set', 'traffic.ratePerSecond=24', '--set', 'client.timeoutMs=1000', '--set', 'run.warmupSeconds=0']

describe('A report', () => {
  test('of a run that can be worked out by hand reads like this.', async () => {
    const { code, stdout, stderr } = await inMemory(['run', 'by-hand.json'], { files: FILES })
    const parts = stdout.split('\n\n')
    const settings = parts.findIndex(part => part.startsWith('Settings'))
    expect(parts.toSpliced(settings, 1).join('\n\n')).toMatchInlineSnapshot(`
      "Flask, one at a time, on 1 core
      app.run(threaded=False)
      10 requests a second
      10 s measured from the start, seed 1

      Requests  99 sent
        200  OK  99  100 %
        9.90 answers a second, all of them within 1 s

      Over time  second 0 to 10, one scale for all three
        offered   ·███████████████████████████████████████████████████████████  peak 10.0/s
        answered  ·███████████████████████████████████████████████████████████  peak 10.0/s
        errors    none

      Latency  of answered requests
          p50    p90    p95    p99  p99.9    max   mean
        50 ms  50 ms  50 ms  50 ms  50 ms  50 ms  50 ms

      Where requests were  how many on average, those nobody waits for included
        computing       0.20  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪
        waiting on I/O  0.30  ▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪▪

      Busy
        CPU      19.8 %  of 1 core
        workers  49.5 %  of 1 process

      All 99 requests were answered, half of them within 50 ms and 99 of 100 within
      50 ms.
      "
    `)
    expect(parts[settings]).toMatch(
      /^ {2}traffic\.ratePerSecond=10 +default 30\n {2}traffic\.arrivals=even +default poisson$/m,
    )
    expect([code, stderr]).toEqual([0, ''])
  })

  test('of an overload names the errors, shows the waste and says what was short.', async () => {
    const { stdout } = await inMemory(['run', 'flask', ...OVERLOAD])
    expect(stdout).toMatch(/timeout {2}the client left before there was an answer {2}1,\d{3} {2}[89]\d\.\d %/)
    expect(stdout).toMatch(/of 1 core, [89]\d\.\d % of it for clients that had left/)
    expect(stdout).toMatch(/nginx: status 499, the client closed the connection/)
    const finding = stdout.trimEnd().split('\n\n').at(-1)!.replaceAll('\n', ' ')
    expect(finding).toMatch(/^Of 1,\d{3} requests \d+ \(\d+\.\d %\) were answered; 1,\d{3} clients left after 1 s\./)
    expect(finding).toMatch(/The one worker was taken .*: workers were short, not CPU\./)
    expect(finding).toMatch(/% of the CPU time went into answers that nobody waited for any more\.$/)
  })

  test('of a run in which nothing was sent says so, without a made-up latency.', async () => {
    const { code, stdout } = await inMemory(['run', '--set', 'traffic.ratePerSecond=0.001', '--set', 'run.seconds=1'])
    expect(code).toBe(0)
    expect(stdout).toContain('Latency  nothing was answered')
    expect(stdout).toContain('Nothing was sent in the measured time.')
    expect(stdout).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('is coloured on a terminal alone.', async () => {
    const bold = '\u001b[1m'
    expect((await inMemory(['run', 'flask'], { isTerminal: true })).stdout).toContain(bold)
    expect((await inMemory(['run', 'flask'])).stdout).not.toContain(bold)
  })

  test('of several replications has their means and intervals.', async () => {
    const { stdout } = await inMemory(['run', 'flask', ...OVERLOAD, '--replications', '5', '--seed', '3'])
    expect(stdout).toMatch(/Replications {2}mean of 5 runs, seeds 3 to 7, and its 95 % interval/)
    expect(stdout).toMatch(/errors +[89]\d\.\d % {2}[89]\d\.\d % to [89]\d\.\d %/)
  })
})

describe('JSON', () => {
  test('has the fields that programs rely on, and a scenario that gives the same result again.', async () => {
    const { stdout } = await inMemory(['run', 'by-hand.json', '--json'], { files: FILES })
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({
      offered: 99,
      ok: 99,
      outcomes: { '200': 99, '500': 0, '502': 0, '504': 0, timeout: 0, refused: 0, reset: 0 },
      wastedCpuShare: 0,
    })
    expect(result.latencyMs.p50).toBeCloseTo(50, 6)
    expect(result.cpuUtilization).toBeCloseTo(0.198, 6)
    expect(Object.keys(result.latencyMs)).toEqual(expect.arrayContaining(['mean', 'p50', 'p90', 'p95', 'p99', 'max']))
    const again = await inMemory(['run', '-', '--json'], { stdin: JSON.stringify(result.scenario) })
    expect(again.stdout).toBe(stdout)
  })

  test('has null for what does not exist, and no columns.', async () => {
    const { stdout } = await inMemory(['run', '--set', 'traffic.ratePerSecond=0.001', '--json'])
    const result = JSON.parse(stdout)
    expect(result.latencyMs.p95).toBeNull()
    for (const column of ['series', 'rows', 'histogram']) expect(result).not.toHaveProperty(column)
  })

  test('of several replications is that of the first seed, with the means beside it.', async () => {
    const one = JSON.parse((await inMemory(['run', 'flask', ...OVERLOAD, '--json'])).stdout)
    const three = JSON.parse((await inMemory(['run', 'flask', ...OVERLOAD, '--json', '--replications', '3'])).stdout)
    expect(one).not.toHaveProperty('replications')
    expect(three.outcomes).toEqual(one.outcomes)
    expect(three.replications).toMatchObject({ count: 3, confidence: 0.95 })
    const { mean, low, high, n } = three.replications.metrics.errorShare
    expect(n).toBe(3)
    expect(low).toBeLessThan(mean)
    expect(high).toBeGreaterThan(mean)
  })
})

describe('--requests', () => {
  test('writes one row a request, in order of sending, with all that happened to it.', async () => {
    const { written, stdout } = await inMemory(['run', 'by-hand.json', '--requests', 'out.csv'], { files: FILES })
    const [header, first, ...rest] = written.get('out.csv')!.trimEnd().split('\n')
    expect(header).toBe(
      'sent_ms,outcome,latency_ms,worker,cpu_ms,io_ms,queued_ms,accepted_ms,started_ms,finished_ms,attempt',
    )
    expect(first).toBe('100,200,50,0,20,30,100,100,100,150,0')
    expect(rest).toHaveLength(98)
    expect(stdout).toContain('All 99 requests were answered')
  })

  test('leaves a field empty where the thing never happened, and counts what it lists.', async () => {
    const words = ['run', 'flask', ...OVERLOAD, '--set', 'run.warmupSeconds=0', '--set', 'proxy.socket=unix']
    const { written, stdout } = await inMemory([...words, '--requests', 'out.csv', '--json'])
    const rows = written
      .get('out.csv')!
      .trimEnd()
      .split('\n')
      .slice(1)
      .map(line => line.split(','))
    const result = JSON.parse(stdout)
    for (const outcome of ['200', 'timeout', '502']) {
      expect(rows.filter(row => row[1] === outcome)).toHaveLength(result.outcomes[outcome])
    }
    const refused = rows.find(row => row[1] === '502')!
    expect([refused[3], ...refused.slice(6, 10)]).toEqual(['', '', '', '', ''])
    const sent = rows.map(row => Number(row[0]))
    expect(sent).toEqual(sent.toSorted((a, b) => a - b))
  })

  test('with - gives the rows to standard output and the report to standard error.', async () => {
    const { stdout, stderr } = await inMemory(['run', 'by-hand.json', '--requests', '-'], { files: FILES })
    expect(stdout.split('\n')).toHaveLength(101)
    expect(stderr).toContain('All 99 requests were answered')
  })
})

describe('--trace', () => {
  const trace = 'sent_ms,cpu_ms,io_ms\n0,10,10\n100,30,0\n'

  test('replays a recording.', async () => {
    const words = ['run', 'by-hand.json', '--trace', 'two.csv', '--requests', '-', '--set', 'traffic.kind=trace']
    const { stdout, stderr } = await inMemory(words, { files: { ...FILES, 'two.csv': trace } })
    expect(stdout.split('\n').slice(1, 3)).toEqual([
      '0,200,20,0,10,10,0,0,0,20,0',
      '100,200,30,0,30,0,100,100,100,130,0',
    ])
    expect(stderr).toContain('Requests as recorded in "two.csv"')
  })

  test('says what it needs when it is missing, and what it cannot be combined with.', async () => {
    expect(await inMemory(['run', '--set', 'traffic.kind=trace'])).toMatchObject({
      code: 2,
      stderr:
        'traffic.kind is trace, so a recording is needed: --trace file.csv, with the columns sent_ms,cpu_ms,io_ms.\n',
    })
    expect(await inMemory(['run', '--trace', 't.csv', '--set', 'traffic.kind=closed'])).toMatchObject({
      code: 2,
      stderr: 'With --trace the traffic is a recording, but traffic.kind is "closed"; leave one of the two out.\n',
    })
  })
})

describe('A scenario', () => {
  test('can be a preset, a lane of a story, a file or standard input, changed by --set in the order given.', async () => {
    const workersOf = async (words: string[], world = {}) =>
      JSON.parse((await inMemory(['run', ...words, '--json'], world)).stdout).scenario.server.workers
    expect(await workersOf(['gunicorn-sync'])).toBe(4)
    expect(await workersOf(['one-core/pool'])).toBe(3)
    expect(await workersOf(['-'], { stdin: '\uFEFF{"server":{"workers":2}}' })).toBe(2)
    expect(await workersOf(['gunicorn-sync', '--set', 'server.workers=5', '--set', 'server.workers=6'])).toBe(6)
  })

  test.each([
    ['{"server":{"workers":0}}', 'server.workers is 0; allowed is a whole number from 1 to 1,000.'],
    ['[1]', 'The scenario is a list of 1; allowed is an object of groups: '],
    ['{"traffic":5}', 'traffic is 5; allowed is an object with fields such as kind.'],
    ['', 'Standard input is empty, but a scenario was to come from it.'],
    ['{"a":1,\n "b" 2}', 'Standard input is not valid JSON: Unexpected number in line 2, column 6.'],
    ['[1,x]', "Standard input is not valid JSON: Unexpected token 'x' in line 1, column 4."],
    ['{"a":"x\ny"}', 'Standard input is not valid JSON: Bad control character in string literal in line 1, column 8.'],
    ['{"a":{', 'Standard input is not valid JSON: it ends before the scenario does.'],
  ])('that reads %j is refused in a sentence.', async (stdin, sentence) => {
    const { code, stdout, stderr } = await inMemory(['run', '-', '--set', 'machine.cores=2'], { stdin })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.startsWith(sentence)).toBe(true)
  })
})
