import type { CDPSession, Page } from 'playwright-core'
import { drawn } from './drawn.ts'
import { expect, test } from './open-page.ts'

/** Charts out of sight may wait for their turn: what is counted is counted when they have had it. */
async function nodesLeft(page: Page, devtools: CDPSession): Promise<number> {
  await page.waitForTimeout(1000)
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
  const before = await nodesLeft(page, devtools)
  await through()
  await through()
  // A page is some 3,700 nodes, and eight of them were left when trees were kept alive.
  expect((await nodesLeft(page, devtools)) - before).toBeLessThan(400)
})
