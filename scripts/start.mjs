/** `npm start`: installs what is missing, builds the site, serves it and prints its address. */
import './install.mjs'
import { fileURLToPath } from 'node:url'

const PORT = 4173
const root = fileURLToPath(new URL('..', import.meta.url))

// Packages are imported only here: until the line above has run there may be none.
const { build } = await import('vite')
const { serve } = await import('./serve.mjs')

await build({ root, configFile: `${root}/vite.config.ts`, logLevel: 'warn' })
const site = await serve(`${root}/dist`, { port: PORT })

if (site.port !== PORT) console.log(`Port ${PORT} is taken, so this is port ${site.port}.`)
console.log(`Prefork is at ${site.url} (Ctrl-C ends it)`)

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => site.close())
