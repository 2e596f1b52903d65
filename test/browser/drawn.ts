/** What a page comes to in its own time: charts are drawn near the part that is in sight, and a sweep is computed there. */
import type { Page } from 'playwright-core'

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
  await sweep.locator('.sweep-bar').scrollIntoViewIfNeeded()
  await page.getByText(/^Computed from:/).waitFor()
  await sweep.locator('progress').waitFor({ state: 'detached' })
}
