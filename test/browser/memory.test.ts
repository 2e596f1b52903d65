import type { CDPSession } from 'playwright-core'
import { drawn } from './drawn.ts'
import { expect, test } from './open-page.ts'

async function nodesLeft(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'Nodes')!.value
}

test('Going through the stories again and again leaves no part of the pages before in memory.', async ({
  openPage,
}) => {
  const page = await openPage()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const stories = page.locator('.stories label')
  const through = async () => {
    for (const story of [1, 2, 3, 0]) {
      await stories.nth(story).click()
      await drawn(page)
      await page.waitForTimeout(300)
    }
  }
  await through()
  // Charts out of sight may wait for their turn.
  await page.waitForTimeout(1000)
  const before = await nodesLeft(devtools)
  await through()
  await through()
  // A page is some 3,700 nodes, and eight of them were left when trees were kept alive. What is only late goes.
  await expect.poll(async () => (await nodesLeft(devtools)) - before, { interval: 1000 }).toBeLessThan(400)
})
