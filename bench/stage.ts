/**
 * How smoothly the stage plays with 2,000 requests in flight in each of two lanes: frames a second of the thread that draws
 * it, how long that thread works on one, and how long the page's own thread computes meanwhile. The last is time on a
 * processor, so that other programs hardly change it. A browser can be told to slow down the page's thread and not the other, so the other has a
 * figure of its own: a quarter of what it may take.
 */
import type { CDPSession, Page, Worker } from 'playwright-core'
import type { Figure } from './report.ts'

/** Two thousand clients in a closed loop, of which each lane answers some twenty a second; nothing times out. */
export const CROWDED =
  '#story=one-core&traffic.kind=closed&traffic.users=2000&traffic.thinkMs=1000' +
  '&proxy.connectTimeoutMs=60000&proxy.readTimeoutMs=60000&proxy.workerConnections=10000&t=20'

const PLAYED_MS = 4000

/** @param page opened at `CROWDED`, with nothing left to compute */
export async function measureStage(page: Page): Promise<Figure[]> {
  const thread = page.workers().find(worker => worker.url().includes('stage.worker'))
  if (!thread) throw new Error('The stage has no thread.')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const figures = await played(thread, devtools, 'stage, 2 × 2,000 requests', 60)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  figures.push(...(await played(thread, devtools, 'the same, page slowed 4 times', 30)))
  await devtools.detach()
  return figures
}

async function played(thread: Worker, devtools: CDPSession, name: string, asked: number): Promise<Figure[]> {
  await new Promise(resolve => setTimeout(resolve, PLAYED_MS / 4))
  const before = await taskMs(devtools)
  const { frames, ms, drawnMs } = await thread.evaluate(timeFrames, PLAYED_MS)
  const cost = ((await taskMs(devtools)) - before) / frames
  return [
    { name, framesPerSecond: (1000 * frames) / ms, asked: `${asked} frames a second` },
    {
      name: `${name}: drawn in`,
      milliseconds: drawnMs / frames,
      asked: '8 ms a frame: 30 a second at a quarter of the speed',
    },
    { name: `${name}: page's CPU`, milliseconds: cost, asked: 'a frame' },
  ]
}

/** Runs in the drawing thread: its frames from now until `forMs` later, and how long it worked on them by the clock. */
function timeFrames(forMs: number): Promise<{ frames: number; ms: number; drawnMs: number }> {
  const ask = globalThis.requestAnimationFrame
  return new Promise(done => {
    const from = performance.now()
    let frames = 0
    let drawnMs = 0
    globalThis.requestAnimationFrame = draw =>
      ask(timestamp => {
        const begun = performance.now()
        draw(timestamp)
        drawnMs += performance.now() - begun
        frames++
        if (begun - from < forMs) return
        globalThis.requestAnimationFrame = ask
        done({ frames, ms: performance.now() - from, drawnMs })
      })
  })
}

async function taskMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
}
