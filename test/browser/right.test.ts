import { replayAll } from '../../scripts/site/right-page.tsx'
import { allowedText, errorText, figureOf, valueText } from '../../web/right/words.ts'
import { findingsInEveryLook } from './axe-findings.ts'
import { expect, test } from './open-page.ts'

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

test('axe finds nothing on “How right is it?” in any look, and nothing scrolls sideways.', async ({ openPage }) => {
  const page = await openPage({ path: 'how-right.html' })
  await page.locator('tr[data-case]').first().waitFor()
  expect(await findingsInEveryLook(page)).toEqual([])
})
