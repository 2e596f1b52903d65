/** Holds the built site's JavaScript against its budgets, compressed as a host would send it. */
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const FIRST_SCREEN_KB = 130
const ALL_KB = 320

/** @param {string} file @returns {number} kilobytes (1,000 bytes) after gzip */
function compressedKb(file) {
  return gzipSync(readFileSync(file), { level: 9 }).length / 1000
}

/**
 * The first screen needs what index.html names (the entry and what it imports) and the worker that computes what it shows.
 *
 * @param {string} folder the built site
 * @returns {{ name: string, kb: number, budgetKb: number }[]}
 */
export function measureSizes(folder) {
  const html = readFileSync(`${folder}/index.html`, 'utf8')
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js'))
  const isFirst = (/** @type {string} */ file) => html.includes(file.replaceAll('\\', '/')) || /worker-/.test(file)
  const sum = (/** @type {string[]} */ files) => files.reduce((kb, file) => kb + compressedKb(`${folder}/${file}`), 0)
  return [
    { name: 'first screen', kb: sum(scripts.filter(isFirst)), budgetKb: FIRST_SCREEN_KB },
    { name: 'all JavaScript', kb: sum(scripts), budgetKb: ALL_KB },
  ]
}

/**
 * @param {{ name: string, kb: number, budgetKb: number }[]} sizes
 * @returns {string} one aligned line each
 */
export function sizeTable(sizes) {
  return sizes
    .map(({ name, kb, budgetKb }) => {
      const verdict = kb > budgetKb ? '  too much' : ''
      return `  ${name.padEnd(14)} ${kb.toFixed(1).padStart(6)} kB of ${budgetKb} kB gzip${verdict}`
    })
    .join('\n')
}
