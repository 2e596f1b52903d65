/** What the page shows, as files and texts that others can use. */
import { resultToJson, toJsonText } from '../../sim/experiment/result-json.ts'
import { requestsCsv } from '../../sim/measure/requests-csv.ts'
import type { DrawnLane } from '../state/page.ts'

/** Every lane's numbers with the scenario that made them. */
export function resultsJson(lanes: readonly DrawnLane[]): string {
  return toJsonText(lanes.map(({ id, name, result }) => ({ id, name, ...resultToJson(result, null) })))
}

/** One row a request; null when the lane has no rows. */
export function laneCsv({ result }: DrawnLane): Blob | null {
  return result.rows && new Blob([...requestsCsv(result.rows)], { type: 'text/csv' })
}

/** An entry for BibTeX. The link holds the scenario and its seed, so whoever follows it sees the same run. */
export function bibtex(title: string, link: string, on: Date): string {
  const day = on.toISOString().slice(0, 10)
  const plain = (text: string) => text.replace(/[{}\\]/g, '')
  return `@misc{prefork,
  title = {Prefork: ${plain(title)}},
  howpublished = {\\url{${link.replace(/[{}\\]/g, encodeURIComponent)}}},
  note = {Simulation; the address holds every setting and the seed},
  year = {${day.slice(0, 4)}},
  urldate = {${day}}
}`
}

/** Hands a file to the reader. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
