/** Holds the built site's JavaScript against its budgets, page by page, compressed as a host would send it. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'

const FIRST_SCREEN_KB = 130
const PAGE_KB = 320
const FIGURE = 'embed.html'
const ELEMENT = 'embed.js'
/** A chapter in an article is one file too. */
const CHAPTER_FIGURE = 'learn/embed-'
/** Stores the whole site in the background, so it names every file and loads none for a page. */
const SERVICE_WORKER = 'service-worker.js'
/** `embed.html` is all that a figure in an article loads, and `embed.js` what the article itself does. */
const FIGURE_KB = 150
const ELEMENT_KB = 5

/** A whole file name of the site's assets, wherever a page or a script speaks of one: an import, a preload, a worker. */
const SCRIPT_NAME = /[\w.-]+\.js\b/g

/**
 * The first screen needs what index.html names (the entry and what it imports) and the worker that computes what it shows.
 * A page's whole is everything it can come to load, however late; what two pages share counts for both.
 *
 * @param {string} folder the built site
 * @returns {{ name: string, kb: number, budgetKb: number }[]}
 */
export function measureSizes(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  // The page speaks of the element in a snippet for other people's pages, and does not load it.
  const scripts = files.filter(file => file.endsWith('.js') && file !== ELEMENT && file !== SERVICE_WORKER)
  const paths = new Map(scripts.map(file => [basename(file), `${folder}/${file}`]))
  const pages = files.filter(file => file.endsWith('.html') && !file.includes('/')).sort()
  const chapters = files.filter(file => file.startsWith(CHAPTER_FIGURE)).sort()
  const first = namedIn(`${folder}/index.html`, paths).concat(
    [...paths.keys()].filter(name => /^sim\.worker-/.test(name)),
  )
  return [
    { name: 'first screen', kb: sumKb(first, paths), budgetKb: FIRST_SCREEN_KB },
    ...pages
      // A story's page is index.html with another text.
      .filter(page => page !== FIGURE && !/^(story|preset)-/.test(page))
      .map(page => ({
        name: page,
        kb: sumKb(reachedFrom(`${folder}/${page}`, paths), paths),
        budgetKb: PAGE_KB,
      })),
    ...[FIGURE, ...chapters].map(name => ({ name, kb: fileKb(`${folder}/${name}`), budgetKb: FIGURE_KB })),
    { name: ELEMENT, kb: fileKb(`${folder}/${ELEMENT}`), budgetKb: ELEMENT_KB },
  ]
}

/**
 * @param {string} file
 * @param {Map<string, string>} paths of the site's scripts, by name
 * @returns {string[]} the names of the scripts that this file speaks of
 */
function namedIn(file, paths) {
  const names = readFileSync(file, 'utf8').match(SCRIPT_NAME) ?? []
  return [...new Set(names)].filter(name => paths.has(name))
}

/**
 * @param {string} page
 * @param {Map<string, string>} paths
 * @returns {string[]} every script the page names, and those that these name, and so on
 */
function reachedFrom(page, paths) {
  const reached = new Set(namedIn(page, paths))
  for (const name of reached) {
    for (const next of namedIn(/** @type {string} */ (paths.get(name)), paths)) reached.add(next)
  }
  return [...reached]
}

/**
 * @param {string[]} names
 * @param {Map<string, string>} paths
 * @returns {number} kilobytes (1,000 bytes) after gzip
 */
function sumKb(names, paths) {
  return [...new Set(names)].reduce((sum, name) => sum + fileKb(/** @type {string} */ (paths.get(name))), 0)
}

/**
 * @param {string} path
 * @returns {number} kilobytes after gzip
 */
function fileKb(path) {
  return gzipSync(readFileSync(path), { level: 9 }).length / 1000
}

/**
 * @param {{ name: string, kb: number, budgetKb: number }[]} sizes
 * @returns {string} one aligned line each
 */
export function sizeTable(sizes) {
  return sizes
    .map(({ name, kb, budgetKb }) => {
      const verdict = kb > budgetKb ? '  too much' : ''
      return `  ${name.padEnd(20)} ${kb.toFixed(1).padStart(6)} kB of ${budgetKb} kB gzip${verdict}`
    })
    .join('\n')
}
