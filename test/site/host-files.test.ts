import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FOR_EVER, filesFor, HEADERS } from '../../scripts/site/host-files.ts'
import { readTheme, themed } from '../../scripts/site/theme-colours.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

describe('The files for hosts', () => {
  const files = filesFor(
    ['index.html', 'story-one-core.html', 'learn/index.html', 'learn/the-knee.html'],
    'https://example.org/prefork/',
  )

  test('all send the same headers, whatever the host.', () => {
    const texts = [files._headers!, files['vercel.json']!, read('hosting/nginx.conf'), read('hosting/Caddyfile')]
    for (const [name, value] of [...Object.entries(HEADERS), ['Cache-Control', FOR_EVER] as const]) {
      for (const text of texts) {
        const line = text.replaceAll('"', '').replaceAll(',\n', '').split('\n').join(' ')
        expect(line.replaceAll(/\s+/g, ' ').replaceAll('key: ', '').replaceAll('value: ', '')).toContain(value)
        expect(line).toContain(name)
      }
    }
  })

  test('name every page by its whole address, once that is known, and none otherwise.', () => {
    expect(files['sitemap.xml']!.match(/<loc>.*?<\/loc>/g)).toEqual([
      '<loc>https://example.org/prefork/</loc>',
      '<loc>https://example.org/prefork/learn/</loc>',
      '<loc>https://example.org/prefork/learn/the-knee.html</loc>',
      '<loc>https://example.org/prefork/story-one-core.html</loc>',
    ])
    expect(files['robots.txt']).toContain('Sitemap: https://example.org/prefork/sitemap.xml')
    expect(filesFor(['index.html'], null)).not.toHaveProperty('sitemap.xml')
    expect(filesFor(['index.html'], null)['robots.txt']).not.toContain('Sitemap')
  })
})

test('Pictures have the colours of the theme, and one without a colour is refused.', () => {
  const colours = readTheme(read('web/style/theme.css'))
  expect(themed('<svg><path fill="var(--lane-1)"/></svg>', 'light', colours)).toMatch(/fill="#[0-9a-f]{6}"/)
  expect(() => themed('<svg fill="var(--no-such)"/>', 'dark', colours)).toThrow('--no-such')
})
