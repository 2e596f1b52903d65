/**
 * Keeps one version of the whole site on the reader's device, so that it works without a network after one visit. The
 * build fills in which files these are. A version is stored as a whole or not at all, and none takes the place of
 * another by itself: that happens when the last page of the old one is closed, or when the reader asks for it.
 */

/** Paths from the root of the site, and a name for their content as a whole. */
declare const FILES: readonly string[]
declare const VERSION: string

/** As much of a service worker's world as is used here; TypeScript cannot have it beside that of a page. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Event {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
interface Worker {
  readonly registration: { readonly scope: string }
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}
const worker = self as unknown as Worker

/** Where the site is; another one on the same host has caches of its own. */
const SITE = worker.registration.scope
const OURS = `prefork ${SITE} `
const CACHE = OURS + VERSION

worker.addEventListener('install', event => event.waitUntil(storeAll()))
worker.addEventListener('activate', event => event.waitUntil(takeCharge()))
worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting()
})
worker.addEventListener('fetch', event => {
  const { request } = event
  if (request.method === 'GET' && request.url.startsWith(SITE)) event.respondWith(answer(request))
})

/** Few at a time: the reader is at work meanwhile, and all at once would take the machine's cores for seconds. */
const AT_A_TIME = 2

async function storeAll(): Promise<void> {
  const cache = await caches.open(CACHE)
  const paths = FILES.values()
  const storeSome = async () => {
    for (const path of paths) await cache.put(new URL(path, SITE), await current(path))
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, storeSome))
}

/** A file as it is now. One whose name changes with its content need not be asked for twice. */
async function current(path: string): Promise<Response> {
  const url = new URL(path, SITE)
  const isHashed = path.startsWith('assets/')
  const stored = isHashed ? await caches.match(url) : undefined
  if (stored) return stored
  const response = await fetch(url, { cache: isHashed ? 'default' : 'no-cache' })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  // Some hosts lead a page's file to its short address; what came by such a way may not be handed out as a page.
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response
}

/** The version before stays as well: pages of it may still be open, and load their parts when they need them. */
async function takeCharge(): Promise<void> {
  const names = (await caches.keys()).filter(name => name.startsWith(OURS) && name !== CACHE)
  await Promise.all(names.slice(0, -1).map(name => caches.delete(name)))
  // The page of the first visit, too, is to find its parts here.
  await worker.clients.claim()
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  for (const file of filesAt(request.url)) {
    const stored = (await cache.match(file, ANY_VARIANT)) ?? (await caches.match(file, ANY_VARIANT))
    if (stored) return stored
  }
  return fetch(request)
}

const ANY_VARIANT = { ignoreVary: true }

/** What may lie at an address: the file itself, a folder's page, or a page whose ending the host leaves out. */
function filesAt(address: string): string[] {
  const { origin, pathname } = new URL(address)
  const file = origin + pathname
  return pathname.endsWith('/') ? [`${file}index.html`] : [file, `${file}.html`]
}
