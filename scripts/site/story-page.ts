/** The page of one story or preset: the built page, opened with it, with its text and its picture for whoever runs no script. */
import { story as texts } from '#text/built.ts'
import type { Told } from '../../web/story/finding.ts'

/** Something that opens the playground, told without it. */
export interface ToldPage {
  /** The name of its pictures, and of what oEmbed asks for. */
  id: string
  /** Its file, beside the first page. */
  page: string
  title: string
  about: string
  /** The fragment of the link that it opens, without `#`. */
  opening: string
  /** What happened in it, in words. */
  sentence: string
  lanes: readonly Told[]
}

export function toldPage(
  index: string,
  { id, page, title, about, opening, sentence, lanes }: ToldPage,
  url: string | null,
): string {
  const text = `<noscript><main class="without-script">
      <p><a href="./">${escaped(texts.site)}</a></p>
      <h1>${escaped(title)}</h1>
      <p>${escaped(about)}</p>
      <p>${escaped(sentence)}</p>
      <img src="./posters/${id}-auto.svg" width="1200" height="630" alt="${escaped(texts.picture({ lanes: lanes.map(({ name }) => name) }))}">
      <p>${escaped(texts.withScript)}</p>
    </main></noscript>`
  const preview = { title, sentence, picture: id, oembed: id, page }
  return withPreview(index, preview, url)
    .replace(/<html lang="[^"]*"/, html => `${html} data-opening="${escaped(opening)}"`)
    .replace(/<title>.*?<\/title>/, () => `<title>${escaped(texts.title({ title }))}</title>`)
    .replace(/<meta name="description"[^>]*>/, () => `<meta name="description" content="${escaped(sentence)}">`)
    .replace(/<noscript>[\s\S]*?<\/noscript>/, () => text)
}

/** What others show beside a link to a page: its title, a sentence, and the picture of a story. */
export interface Preview {
  title: string
  sentence: string
  /** The name of the poster. */
  picture: string
  /** The name of what oEmbed asks for, if there is such a file. */
  oembed: string | null
  /** The page's file; empty for the first page. */
  page: string
}

/** @param url where the site will be. Without it, addresses are relative, which only some readers follow. */
export function withPreview(
  html: string,
  { title, sentence, picture, oembed, page }: Preview,
  url: string | null,
): string {
  const address = url ?? ('../'.repeat(page.split('/').length - 1) || './')
  const property = (name: string, content: string) => `<meta property="og:${name}" content="${escaped(content)}">`
  const tags = [
    property('type', 'website'),
    property('site_name', texts.site),
    property('title', title),
    property('description', sentence),
    property('image', `${address}posters/${picture}.png`),
    property('image:width', '1200'),
    property('image:height', '630'),
    property('image:alt', sentence),
    '<meta name="twitter:card" content="summary_large_image">',
  ]
  if (url) {
    tags.push(property('url', url + page), `<link rel="canonical" href="${url}${page}">`)
    if (oembed) {
      const href = `${url}oembed/${oembed}.json`
      tags.push(`<link rel="alternate" type="application/json+oembed" title="${escaped(title)}" href="${href}">`)
    }
  }
  return html.replace('</title>', () => `</title>\n    ${tags.join('\n    ')}`)
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
