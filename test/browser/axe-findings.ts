import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { DESKTOP, PHONE } from './open-page.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with a page as it is now, a line each: by all of its rules, or by these. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(
    async only => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
      // Of a chart's numbers, thousands of cells, the first rows stand for the rest.
      const context = { exclude: ['tbody tr:nth-child(n+4)'] }
      const { violations } = (await axe.run(context, only ? { runOnly: only } : {})) as AxeResults
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(node => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
      )
    },
    rules && [...rules],
  )
}

const SIZES = { desktop: DESKTOP, phone: PHONE } as const

/** A theme changes colours and nothing else, so in the second one only rules about colours can find something new. */
const THEMES = { light: undefined, dark: ['color-contrast', 'link-in-text-block'] } as const

/**
 * The same at a desk and on a phone, light and dark, and where anything has to be scrolled sideways. A page that is
 * given another look is what a reader has who turns a tablet, or whose system goes dark in the evening.
 */
export async function findingsInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const [name, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport)
    for (const [colorScheme, rules] of Object.entries(THEMES)) {
      await page.emulateMedia({ colorScheme: colorScheme as keyof typeof THEMES })
      await page.evaluate(
        () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))),
      )
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (sideways > 0) found.push(`${name}, ${colorScheme}: scrolled sideways by ${sideways} pixels`)
      found.push(...(await axeFindings(page, rules)).map(finding => `${name}, ${colorScheme}: ${finding}`))
    }
  }
  return found
}
