/** What a page comes to in its own time: charts are drawn near the part that is in sight, and a sweep is computed there. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** So high that the whole playground is in sight at once. */
export const ALL_IN_SIGHT = { width: 1440, height: 5200 }

/** Charts over time are drawn, and the page is left where they begin. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('[data-chart="throughput"]').scrollIntoViewIfNeeded()
  await page.locator('[data-chart="throughput"] .marks path').first().waitFor({ state: 'attached' })
}

/** The sweep is done and its charts are drawn; the page is left where they are. */
export async function swept(page: Page): Promise<void> {
  const sweep = page.locator('.sweep')
  // What is drawn above it on the way there may move it out of sight again.
  const isDone = async () => {
    await sweep.locator('.sweep-bar').scrollIntoViewIfNeeded()
    return (await page.getByText(/^Computed from:/).count()) > 0 && (await sweep.locator('progress').count()) === 0
  }
  await expect.poll(isDone, { timeout: 60_000 }).toBe(true)
}
