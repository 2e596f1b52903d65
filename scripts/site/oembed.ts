import { POSTER } from '../../web/embed/Poster.tsx'
import { escaped } from './story-page.ts'

export interface OembedFigure {
  title: string
  sentence: string
  /** The name of its picture. */
  picture: string
  /** What the frame opens, from the root of the site. */
  frame: string
  height: number
}

const WIDTH = 720

/** https://oembed.com, type rich: a frame with the whole of it. */
export function oembed({ title, sentence, picture, frame, height }: OembedFigure, url: string): string {
  const html = `<iframe src="${escaped(url + frame)}" sandbox="allow-scripts allow-popups" title="${escaped(title)}" width="${WIDTH}" height="${height}" style="border:0" loading="lazy"></iframe>`
  const answer = {
    version: '1.0',
    type: 'rich',
    provider_name: 'Prefork',
    provider_url: url,
    title,
    description: sentence,
    html,
    width: WIDTH,
    height,
    thumbnail_url: `${url}posters/${picture}.png`,
    thumbnail_width: POSTER.width,
    thumbnail_height: POSTER.height,
  }
  return `${JSON.stringify(answer, null, 2)}\n`
}
