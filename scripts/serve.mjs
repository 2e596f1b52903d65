/** A plain static file server, as any host would be: no special header, no fallback page. */
import { createServer } from 'node:http'
import sirv from 'sirv'

/** Two dots in an address, however written: nothing outside the folder is served. */
const CLIMBS = /(\.|%2e){2}/i

/**
 * Serves a folder on 127.0.0.1 at the first free port from `port` on (0: any).
 *
 * @param {string} folder
 * @param {{ port: number, base?: string }} options `base` is the path the folder appears at; it starts and ends with a slash.
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 */
export async function serve(folder, { port, base = '/' }) {
  // `dev` looks at the disk for each request, so a new build may replace the files while they are served.
  const files = sirv(folder, { dev: true, etag: true })
  const server = createServer((request, response) => {
    const notFound = () => void response.writeHead(404).end('Not found')
    if (!request.url?.startsWith(base) || CLIMBS.test(request.url)) {
      notFound()
      return
    }
    request.url = request.url.slice(base.length - 1)
    files(request, response, notFound)
  })
  const boundPort = await listen(server, port)
  return {
    url: `http://127.0.0.1:${boundPort}${base}`,
    port: boundPort,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>}
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    /** @param {NodeJS.ErrnoException} error */
    const onError = error => {
      if (error.code === 'EADDRINUSE' && port < 65_535) server.listen(++port, '127.0.0.1')
      else reject(error)
    }
    server.on('error', onError)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError)
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : port)
    })
  })
}
