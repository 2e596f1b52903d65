import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Interrupted, type Runs } from '../../sim/cli/io.ts'
import { simulateOnThreads } from '../../sim/cli/thread-pool.ts'
import { summariseRun } from '../../sim/experiment/metrics.ts'
import { planSweep, runAt, runCount } from '../../sim/experiment/sweep.ts'
import { simulate } from '../../sim/simulate.ts'
import { type Built, buildCommandLine } from './build-cli.ts'

let built: Built

beforeAll(async () => {
  built = await buildCommandLine()
})

afterAll(async () => {
  await built.remove()
})

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

function start(words: string[], stdin = 'ignore' as 'ignore' | 'pipe') {
  return spawn(process.execPath, [built.prefork, ...words], { cwd: built.folder, stdio: [stdin, 'pipe', 'pipe'] })
}

async function prefork(words: string[], stdin?: string): Promise<Ended> {
  const child = start(words, stdin === undefined ? 'ignore' : 'pipe')
  child.stdin?.end(stdin)
  const texts = [child.stdout!, child.stderr!].map(async stream => {
    let text = ''
    for await (const chunk of stream.setEncoding('utf8')) text += chunk
    return text
  })
  const [code] = await once(child, 'close')
  const [stdout, stderr] = await Promise.all(texts)
  return { code, stdout: stdout!, stderr: stderr! }
}

describe('The built program', () => {
  test('answers with exit code 0, without a colour where there is no terminal.', async () => {
    const { code, stdout, stderr } = await prefork(['run', 'one-core/pool'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('gunicorn -w 3 app:app')
    expect(stdout).not.toContain('\u001b')
  })

  test('reads a scenario from standard input and from a file.', async () => {
    const scenario = '{"server":{"workers":4},"run":{"seconds":5}}'
    await writeFile(join(built.folder, 'scenario.json'), scenario)
    const fromFile = await prefork(['run', 'scenario.json', '--json'])
    expect(JSON.parse(fromFile.stdout).scenario.server.workers).toBe(4)
    expect((await prefork(['run', '-', '--json'], scenario)).stdout).toBe(fromFile.stdout)
  })

  test('writes the requests to disk.', async () => {
    const { stdout } = await prefork(['run', '--requests', 'out.csv', '--set', 'run.warmupSeconds=0', '--json'])
    const lines = (await readFile(join(built.folder, 'out.csv'), 'utf8')).trimEnd().split('\n')
    expect(lines).toHaveLength(1 + JSON.parse(stdout).offered)
  })

  test('ends quietly when nobody reads on.', async () => {
    const child = start(['run', '--requests', '-', '--set', 'run.seconds=2000'])
    let stderr = ''
    child.stderr!.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    await once(child.stdout!, 'data')
    child.stdout!.destroy()
    expect(await once(child, 'close')).toEqual([0, null])
    expect(stderr).toBe('')
  })

  test.each([
    [['run', 'missing.json'], /cannot be read: there is no such file/],
    [['run', '.'], /cannot be read: it is a folder/],
    [['run', '--requests', 'no/where.csv'], /cannot be written: there is no such folder/],
    [['run', '-'], /Standard input is empty/],
  ])('%j ends with exit code 2 and one sentence.', async (words, sentence) => {
    const { code, stdout, stderr } = await prefork(words, '')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(sentence)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test('reads no more of an endless scenario than it must.', async () => {
    const { code, stderr } = await prefork(['run', '/dev/zero'])
    expect([code, stderr]).toEqual([2, '/dev/zero is larger than 1 MB, the most that is read here.\n'])
  })

  test('sweeps on threads and gives what single runs give.', async () => {
    const { code, stdout } = await prefork([
      'sweep',
      '--over',
      'server.workers=1,4',
      '--set',
      'run.seconds=5',
      '--json',
    ])
    expect(code).toBe(0)
    const { cells } = JSON.parse(stdout)
    for (const { scenario, metrics } of cells) {
      expect(metrics.latencyP95Ms.mean).toBe(simulate(scenario).latencyMs.p95)
    }
  })

  test('leaves a long sweep at once when it is interrupted.', async () => {
    const child = start(['sweep', '--over', 'run.seed=1..5000', '--set', 'traffic.ratePerSecond=1000'])
    const closed = once(child, 'close')
    await new Promise(resolve => setTimeout(resolve, 1000))
    child.kill('SIGINT')
    // Before its threads have started, the signal itself ends the program.
    expect([
      [130, null],
      [null, 'SIGINT'],
    ]).toContainEqual(await closed)
  })
})

describe('Threads', () => {
  test('give the same summaries however many there are, in the order of the runs.', async () => {
    const runs = someRuns()
    const inline = Array.from({ length: runs.count }, (_, run) => summariseRun(simulate(runs.scenarioAt(run))))
    const settled: number[] = []
    expect(await simulateOnThreads(runs, done => settled.push(done), 1, built.worker)).toEqual(inline)
    expect(await simulateOnThreads(runs, () => {}, 5, built.worker)).toEqual(inline)
    expect(settled).toEqual(inline.map((_, run) => run + 1))
  })

  test('replay a trace.', async () => {
    const trace = {
      name: 't',
      sentMs: Float64Array.of(0, 5),
      cpuMs: Float64Array.of(1, 2),
      ioMs: Float64Array.of(0, 0),
    }
    const sweep = planned({ traffic: { kind: 'trace' }, run: { seconds: 1, warmupSeconds: 0 } })
    const runs: Runs = { count: 1, trace, scenarioAt: () => runAt(sweep, 0) }
    expect((await simulateOnThreads(runs, () => {}, 1, built.worker))[0]!.offered).toBe(2)
  })

  test('that die once are replaced, and their run is tried again.', async () => {
    const runs = someRuns()
    const worker = await brokenWorker(
      'dies-once',
      `if (!existsSync(died)) { writeFileSync(died, ''); process.exit(9) }`,
    )
    expect(await simulateOnThreads(runs, () => {}, 2, worker)).toEqual(
      await simulateOnThreads(runs, () => {}, 2, built.worker),
    )
  })

  test('that die every time are reported.', async () => {
    const worker = await brokenWorker('dies', 'process.exit(9)')
    await expect(simulateOnThreads(someRuns(), () => {}, 2, worker)).rejects.toThrow(
      /^run \d brought its thread down 2 times$/,
    )
  })

  test('that do not load are reported with the reason.', async () => {
    const missing = new URL('./missing.js', built.worker)
    await expect(simulateOnThreads(someRuns(), () => {}, 2, missing)).rejects.toThrow(
      /brought its thread down .*missing\.js/,
    )
  })

  test('stop at an interrupt.', async () => {
    const running = simulateOnThreads(someRuns(), () => process.emit('SIGINT'), 2, built.worker)
    await expect(running).rejects.toThrow(Interrupted)
    expect(process.listenerCount('SIGINT')).toBe(0)
  })
})

function planned(base: object) {
  const sweep = planSweep(base, [{ path: 'server.workers', values: [1, 2, 3] }], 3)
  if (!sweep.ok) throw new Error('a plain sweep was refused')
  return sweep.value
}

function someRuns(): Runs {
  const sweep = planned({ run: { seconds: 5 } })
  return { count: runCount(sweep), trace: null, scenarioAt: run => runAt(sweep, run) }
}

/** The real worker, with a statement before it. */
async function brokenWorker(name: string, statement: string): Promise<URL> {
  const file = join(built.folder, `${name}.js`)
  const died = JSON.stringify(join(built.folder, `${name}.died`))
  await writeFile(
    file,
    `import { existsSync, writeFileSync } from 'node:fs'\nconst died = ${died}\n${statement}\nawait import(${JSON.stringify(built.worker.href)})\n`,
  )
  return pathToFileURL(file)
}
