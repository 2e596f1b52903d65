import { DESKTOP, expect, PHONE, test } from './open-page.ts'

test.for([
  ['a desktop', DESKTOP, 'light'],
  ['a desktop in the dark', DESKTOP, 'dark'],
  ['a phone', PHONE, 'light'],
] as const)(
  'The built page shows itself on %s from a folder of any host, silently and alone.',
  async ([, viewport, theme], { openPage }) => {
    const page = await openPage({ viewport, theme })
    await page.locator('h1').first().waitFor()
    expect(await page.title()).toContain('Prefork')
  },
)

test('The built page forbids itself whatever it does not need.', async ({ openPage }) => {
  const page = await openPage()
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toMatch(/https?:|\*/)
})

test('The built page never has to be scrolled sideways on a phone.', async ({ openPage }) => {
  const page = await openPage({ viewport: PHONE })
  await page.locator('h1').first().waitFor()
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
})
