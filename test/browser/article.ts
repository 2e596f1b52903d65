/** An article on a host of its own, with figures from the built site: another name is another site to the browser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { inject, onTestFinished } from 'vitest'
import { serve } from '../../scripts/serve.mjs'
import type { OpenPage } from './open-page.ts'

/** Opens a page with this body, that is served from elsewhere. */
export function openArticle(openPage: OpenPage, body: string, head = ''): Promise<Page> {
  const icon = '<link rel="icon" href="data:,">'
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}<title>An article</title>${icon}</head><body>${body}</body></html>`
  return openElsewhere(openPage, html)
}

/** Opens a page that is served from another host than the site. */
export async function openElsewhere(openPage: OpenPage, html: string): Promise<Page> {
  const folder = mkdtempSync(join(tmpdir(), 'prefork-article-'))
  writeFileSync(join(folder, 'index.html'), html)
  const host = await serve(folder, { port: 0 })
  onTestFinished(async () => {
    await host.close()
    rmSync(folder, { recursive: true })
  })
  return openPage({ elsewhere: host.url.replace('127.0.0.1', 'localhost') })
}

/** A policy as strict as a page with a foreign figure can have. */
export function strictPolicy(): string {
  const { origin } = new URL(inject('siteUrl'))
  const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin}; img-src ${origin} data:; require-trusted-types-for 'script'`
  return `<meta http-equiv="Content-Security-Policy" content="${policy}">`
}
