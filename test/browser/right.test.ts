import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { replayAll } from '../../scripts/replays.ts'
import { allowedText, errorText, figureOf, valueText } from '../../web/right/words.ts'
import { DESKTOP, expect, PHONE, test } from './open-page.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('“How right is it?” shows every recording, with the figures of a fresh replay.', async ({ openPage }) => {
  const page = await openPage({ path: 'how-right.html' })
  const rows = page.locator('tr[data-case]')
  await rows.first().waitFor()
  const replays = replayAll('public/truth')
  expect(await rows.count()).toBe(20)
  const plain = (text: string) => text.replaceAll('\u00a0', ' ')
  for (const name of ['flask-burst', 'flask-light']) {
    const p95 = figureOf(replays.find(replay => replay.name === name)!, 'p95')!
    const shown = plain(await page.locator(`tr[data-case="${name}"] [data-figure="p95"]`).innerText())
    expect(shown).toContain(plain(`${valueText(p95.measured, 'ms')} / ${valueText(p95.simulated, 'ms')}`))
    expect(shown).toContain(plain(`${errorText(p95)} ${allowedText(p95)}`))
  }
})

test.for([
  ['a desktop', DESKTOP, 'light'],
  ['a phone in the dark', PHONE, 'dark'],
] as const)(
  'axe finds nothing on “How right is it?” on %s, and nothing scrolls sideways.',
  async ([, viewport, theme], { openPage }) => {
    const page = await openPage({ path: 'how-right.html', viewport, theme })
    await page.locator('tr[data-case]').first().waitFor()
    await page.evaluate(AXE)
    const found = await page.evaluate(async () => {
      const { violations } = (await (
        globalThis as unknown as { axe: typeof import('axe-core') }
      ).axe.run()) as AxeResults
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}: ${nodes[0]?.failureSummary}`)
    })
    expect(found).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
  },
)
