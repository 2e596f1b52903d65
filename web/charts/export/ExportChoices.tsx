import { exported as texts } from '#text/charts.ts'
import './export.css'
import { Fragment, useState } from 'react'
import type { ChartSource } from './chart-source.ts'
import { pngOf } from './to-png.ts'

/** What can be taken along; each makes its text below lines that say what it was computed from. */
export interface Exported {
  /** Part of the file's name. */
  id: string
  svg: (about: readonly string[]) => Promise<string>
  csv: (about: readonly string[]) => string
}

interface Format {
  name: string
  extension: string
  type: string
  make: (chart: Exported, about: readonly string[]) => Promise<Blob>
}

const FORMATS: readonly Format[] = [
  {
    name: 'PNG',
    extension: 'png',
    type: 'image/png',
    make: async (chart, about) => pngOf(await chart.svg(about)),
  },
  {
    name: 'SVG',
    extension: 'svg',
    type: 'image/svg+xml',
    make: async (chart, about) => new Blob([await chart.svg(about)], { type: 'image/svg+xml' }),
  },
  {
    name: 'CSV',
    extension: 'csv',
    type: 'text/csv',
    make: async (chart, about) => new Blob([chart.csv(about)], { type: 'text/csv;charset=utf-8' }),
  },
]

/** A chart as picture or as numbers, to the clipboard or into a file; and the address that leads to it. */
export function ExportChoices({ chart, source }: { chart: Exported; source: ChartSource }) {
  const [said, say] = useState('')
  const about = () => [texts.computedFrom, ...source.settings(), source.link()]
  /** A browser may say no to the clipboard, and then a file is left. */
  const attempt = async (act: () => Promise<void>, done: string, refused: string) => {
    try {
      await act()
      say(done)
    } catch {
      say(refused)
    }
  }
  const copy = ({ name, make, type }: Format) =>
    attempt(
      () => toClipboard(make(chart, about()), type),
      texts.copied({ what: name }),
      texts.notCopied({ what: name }),
    )
  const save = ({ name, make, extension }: Format) =>
    attempt(
      async () => download(await make(chart, about()), `prefork-${chart.id}.${extension}`),
      texts.saved({ what: name }),
      texts.notMade({ what: name }),
    )
  const copyLink = () =>
    attempt(() => navigator.clipboard.writeText(source.link()), texts.linkCopied, texts.linkNotCopied)
  return (
    <div className="export-choices">
      {FORMATS.map(format => (
        <Fragment key={format.name}>
          <span aria-hidden="true">{format.name}</span>
          <button type="button" aria-label={texts.copyAs({ what: format.name })} onClick={() => void copy(format)}>
            {texts.copy}
          </button>
          <button type="button" aria-label={texts.saveAs({ what: format.name })} onClick={() => void save(format)}>
            {texts.save}
          </button>
          <span />
        </Fragment>
      ))}
      <span aria-hidden="true">{texts.link}</span>
      <button type="button" aria-label={texts.copyLink} onClick={() => void copyLink()}>
        {texts.copy}
      </button>
      <p role="status">{said}</p>
    </div>
  )
}

/** Begun at once, while the click still counts; what is text goes as text, which every program can paste. */
async function toClipboard(made: Promise<Blob>, type: string): Promise<void> {
  if (type === 'image/png') await navigator.clipboard.write([new ClipboardItem({ [type]: made })])
  else await navigator.clipboard.writeText(await (await made).text())
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
