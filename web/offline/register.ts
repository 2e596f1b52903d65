/** Stands in every page of the site, and in no figure and no single file. Late: what the page itself needs goes first. */
const AFTER_LOAD_MS = 1000

if ('serviceWorker' in navigator) {
  addEventListener('load', () => setTimeout(() => void import('./keep.ts'), AFTER_LOAD_MS))
}
