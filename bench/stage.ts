/**
 * How smoothly the stage plays with 2,000 requests in flight in each of two lanes: frames a second, and how long the
 * page's own thread computes for one. The second is time on a processor, so that other programs hardly change it.
 */
import type { CDPSession, Page } from 'playwright-core'
import { countFrames } from './frames.ts'
import type { Figure } from './report.ts'

/** Two thousand clients in a closed loop, of which each lane answers some twenty a second; nothing times out. */
export const CROWDED =
  '#story=one-core&traffic.kind=closed&traffic.users=2000&traffic.thinkMs=1000' +
  '&proxy.connectTimeoutMs=60000&proxy.readTimeoutMs=60000&proxy.workerConnections=10000&t=20'

const PLAYED_MS = 4000

/** @param page opened at `CROWDED`, with nothing left to compute */
export async function measureStage(page: Page): Promise<Figure[]> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const figures = await played(page, devtools, 'stage, 2 × 2,000 requests', 60)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  figures.push(...(await played(page, devtools, 'the same, CPU slowed 4 times', 30)))
  await devtools.detach()
  return figures
}

async function played(page: Page, devtools: CDPSession, name: string, asked: number): Promise<Figure[]> {
  await page.waitForTimeout(PLAYED_MS / 4)
  const before = await taskMs(devtools)
  const { frames, ms } = await page.evaluate(countFrames, PLAYED_MS)
  const cost = ((await taskMs(devtools)) - before) / frames
  return [
    { name, framesPerSecond: (1000 * frames) / ms, asked: `${asked} frames a second` },
    { name: `${name}: CPU`, milliseconds: cost, asked: 'a frame' },
  ]
}

async function taskMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
}
