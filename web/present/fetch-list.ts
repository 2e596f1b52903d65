/** A list from a file of this site: `present.html?list=playlists/45-minutes.md`. */
import { accepted, type Checked, notAllowed, refused } from '../../sim/scenario/problem.ts'
import { LONGEST_TEXT } from './playlist.ts'

export const SAMPLE = 'playlists/45-minutes.md'

const PATIENCE_MS = 10_000

/** Where the list is that the page's address names; null when it names none. It may be anywhere: `fetched` looks. */
export function listAddress(href: string): URL | null {
  const list = new URL(href).searchParams.get('list')
  if (list === null) return null
  return URL.canParse(list, href) ? new URL(list, href) : new URL('about:blank')
}

/** The text of a file of this site. Another host is never asked. */
export async function fetched(address: URL): Promise<Checked<string>> {
  const site = new URL('./', location.href)
  if (address.origin !== site.origin || !address.pathname.startsWith(site.pathname)) {
    return refused([notAllowed('list', address.href, `a file of this site, such as ${SAMPLE}`)])
  }
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })
    const content = await response.blob()
    if (response.ok && content.size <= 4 * LONGEST_TEXT) return accepted(await content.text())
    const found = response.ok ? `${content.size} bytes long` : `not there (${response.status})`
    return refused([
      {
        path: 'list',
        value: address.href,
        message: `The file of the list is ${found}; allowed is one of this site, of at most 400,000 bytes.`,
      },
    ])
  } catch {
    return refused([
      {
        path: 'list',
        value: address.href,
        message:
          'The list is out of reach; allowed is a file of this site, while there is a network, or what was stored with it.',
      },
    ])
  }
}
