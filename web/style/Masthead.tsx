import type { ReactNode } from 'react'
import * as texts from '#text/site.ts'

const PAGES = [
  { id: 'playground', path: 'index.html' },
  { id: 'learn', path: 'learn/index.html' },
  { id: 'plan', path: 'plan.html' },
  { id: 'fleet', path: 'fleet.html' },
  { id: 'yours', path: 'your-server.html' },
  { id: 'right', path: 'how-right.html' },
] as const

export type PageId = (typeof PAGES)[number]['id']

interface Props {
  /** The page that it stands on. */
  at: PageId
  /** The way to the site's root. */
  root?: '.' | '..'
  /** Links that carry more than an address: the state that is shown. */
  hrefs?: Partial<Record<PageId, string>>
  /** What belongs to this page alone, beside the name. */
  children?: ReactNode
  /** Buttons at the end. */
  end?: ReactNode
}

/**
 * The head of every page: the name, the page's own choices, the site's pages. Where there is no room for these they are a
 * popover, which needs no script: chapters have the same head before theirs is there.
 */
export function Masthead({ at, root = '.', hrefs = {}, children, end }: Props) {
  const to = ({ id, path }: (typeof PAGES)[number]) => hrefs[id] ?? `${root}/${path}`
  return (
    <header className="masthead" data-page={at}>
      <a className="name" href={to(PAGES[0])}>
        {texts.name}
      </a>
      {children}
      <nav id="site" className="site" aria-label={texts.site} popover="auto">
        {PAGES.map(page => (
          <a key={page.id} href={to(page)} aria-current={page.id === at ? 'page' : undefined}>
            {texts.pages[page.id]}
          </a>
        ))}
      </nav>
      <div className="end">
        <button type="button" className="to-site" popoverTarget="site">
          {texts.toSite}
        </button>
        {end}
      </div>
    </header>
  )
}
