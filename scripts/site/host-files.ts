/** What hosts and crawlers look for at the root of the site, and the headers that a host should send. */
import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { notFound as texts } from '#text/built.ts'
import { LANGUAGE } from '#text/locale.ts'
import { SITE_URL } from './story-files.ts'

/** For every file. The policy of what a page may do stands in the page itself, and holds on a host that sends no header. */
export const HEADERS: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
  'Cache-Control': 'public, max-age=0, must-revalidate',
}

/** Files whose name changes with their content. */
export const HASHED = 'assets'
export const FOR_EVER = 'public, max-age=31536000, immutable'

export function hostFiles(dist: string): Plugin {
  return {
    name: 'host-files',
    apply: 'build',
    closeBundle: {
      sequential: true,
      order: 'post',
      handler() {
        for (const [name, text] of Object.entries(filesFor(pagesIn(dist), SITE_URL))) {
          writeFileSync(join(dist, name), text)
        }
      },
    },
  }
}

function pagesIn(dist: string): string[] {
  const hidden = ['embed.html', '404.html']
  const chapters = readdirSync(join(dist, 'learn')).map(name => `learn/${name}`)
  return [...readdirSync(dist), ...chapters].filter(
    name => name.endsWith('.html') && !hidden.includes(name) && !name.startsWith('learn/embed-'),
  )
}

/** @param url where the site will be; a sitemap needs it, since it may hold whole addresses only */
export function filesFor(pages: readonly string[], url: string | null): Record<string, string> {
  return {
    _headers: headersFile(),
    'vercel.json': vercelFile(),
    '404.html': notFoundPage(url),
    'robots.txt': `User-agent: *\nAllow: /\n${url ? `Sitemap: ${url}sitemap.xml\n` : ''}`,
    ...(url && { 'sitemap.xml': sitemap(pages, url) }),
  }
}

/** Netlify and Cloudflare Pages. */
function headersFile(): string {
  const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`)
  // A header that is named twice is sent twice, so the first one is taken away.
  return `/*\n${lines.join('\n')}\n/${HASHED}/*\n  ! Cache-Control\n  Cache-Control: ${FOR_EVER}\n`
}

function vercelFile(): string {
  const headers = Object.entries(HEADERS).map(([key, value]) => ({ key, value }))
  const rules = [
    { source: '/(.*)', headers },
    { source: `/${HASHED}/(.*)`, headers: [{ key: 'Cache-Control', value: FOR_EVER }] },
  ]
  return `${JSON.stringify({ headers: rules }, null, 2)}\n`
}

function sitemap(pages: readonly string[], url: string): string {
  const places = pages.map(page => `  <url><loc>${url}${page.replace(/(^|\/)index\.html$/, '$1')}</loc></url>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${places.sort().join('\n')}
</urlset>
`
}

const NOT_FOUND_STYLE =
  ':root{color-scheme:light dark}body{max-width:34rem;margin:20vh auto 0;padding:0 1.5rem;background:light-dark(#fbfaf7,#14171b);color:light-dark(#1c2127,#e9e6df);font:1rem/1.5 system-ui,sans-serif}h1{font:400 1.75rem/1.26 Georgia,serif}a{color:inherit}'

function notFoundPage(url: string | null): string {
  const hash = createHash('sha256').update(NOT_FOUND_STYLE).digest('base64')
  return `<!doctype html>
<html lang="${LANGUAGE}">
  <head>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${texts.title}</title>
    <style>${NOT_FOUND_STYLE}</style>
  </head>
  <body>
    <h1>${texts.heading}</h1>
    <p>${texts.about}
    <a href="${url ?? './'}">${texts.home}</a></p>
  </body>
</html>
`
}
