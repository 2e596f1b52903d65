import * as texts from '#text/what-happened.ts'
import { Marked } from '../text/Marked.tsx'
import '../style/what.css'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { light } from '../stage/lit.ts'
import type { DrawnLane } from '../state/page.ts'
import { usePage } from '../state/the-page.ts'
import { clock, useTime } from '../time/the-clock.ts'
import type { Link } from './chain/link.ts'
import { episodeOf } from './episode.ts'
import { whatHappened } from './what-happened.ts'
import { closeWhatHappened } from './what-store.ts'

/** What happened in the part of the run in which the playhead stands, as a chain from cause to consequence. */
export default function WhatHappened() {
  const lanes = usePage(state => state.picture?.lanes) ?? NO_LANES
  const [fromMs, toMs] = useBin(lanes)
  const chains = useMemo(() => lanes.map(lane => chainOf(lane, fromMs, toMs)), [lanes, fromMs, toMs])
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const [picked, setPicked] = useState<Record<string, Link>>({})
  useEffect(() => {
    const rows = lanes.map((lane, at) => [lane.id, marked(lane, shownLink(chains[at]!, picked[lane.id]))] as const)
    light(new Map(rows))
    clock.redraw()
  }, [lanes, chains, picked])
  useEffect(
    () => () => {
      light()
      clock.redraw()
    },
    [],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    closeWhatHappened()
  }
  const go = (by: number) => {
    clock.pause()
    clock.seek((fromMs + toMs) / 2 + by * (toMs - fromMs))
  }
  return (
    <section className="what-happened" aria-labelledby="what-happened" onKeyDown={onKeyDown}>
      <header>
        <h2 id="what-happened" ref={heading} tabIndex={-1}>
          {texts.title({ fromSeconds: fromMs / 1000, toSeconds: toMs / 1000 })}
        </h2>
        <button type="button" onClick={() => go(-1)}>
          {texts.before}
        </button>
        <button type="button" onClick={() => go(1)}>
          {texts.after}
        </button>
        <button type="button" onClick={closeWhatHappened}>
          {texts.close}
        </button>
      </header>
      <div className="chains">
        {lanes.map((lane, at) => (
          <section key={lane.id} data-lane={at + 1} aria-label={lane.name}>
            <h3>{lane.name}</h3>
            <Chain
              links={chains[at]!}
              shown={shownLink(chains[at]!, picked[lane.id])}
              pick={link => setPicked({ ...picked, [lane.id]: link })}
            />
          </section>
        ))}
      </div>
    </section>
  )
}

const NO_LANES: readonly DrawnLane[] = []

interface ChainProps {
  links: readonly Link[] | string
  shown: Link | null
  pick: (link: Link) => void
}

function Chain({ links, shown, pick }: ChainProps) {
  if (typeof links === 'string') return <p>{links}</p>
  return (
    <ol>
      {links.map(link => (
        <li key={link.text}>
          {link.text}{' '}
          {link.rows.length > 0 && (
            <button type="button" aria-pressed={link === shown} onClick={() => pick(link)}>
              <Marked
                text={(link === shown ? texts.marked : texts.mark)({ rows: link.rows.length })}
                as={{ rest: text => <span className="visually-hidden">{text}</span> }}
              />
            </button>
          )}
        </li>
      ))}
    </ol>
  )
}

/** The bucket of the charts in which the playhead stands, in milliseconds of measured time. */
function useBin(lanes: readonly DrawnLane[]): [fromMs: number, toMs: number] {
  const endMs = useTime(state => state.endMs)
  const bucketMs = lanes[0]?.result.series?.bucketMs ?? 1000
  const last = Math.max(0, Math.ceil(endMs / bucketMs - 1e-9) - 1)
  const [bin, setBin] = useState(() => Math.min(last, Math.floor(clock.nowMs() / bucketMs)))
  useEffect(() => clock.onBeat(() => setBin(Math.min(last, Math.floor(clock.nowMs() / bucketMs)))), [bucketMs, last])
  return [bin * bucketMs, (bin + 1) * bucketMs]
}

/** The chain of a lane, or why there is none. */
function chainOf(lane: DrawnLane, fromMs: number, toMs: number): readonly Link[] | string {
  const { result, index } = lane
  const warmupMs = result.scenario.run.warmupSeconds * 1000
  if (!result.rows) return texts.noRows
  if (warmupMs + toMs > index.knownUntilMs) {
    return texts.rowsUntil({ ms: Math.max(0, index.knownUntilMs - warmupMs) })
  }
  return whatHappened(episodeOf(lane, warmupMs + fromMs, warmupMs + toMs), result.rows)
}

/** What the reader picked, as long as it is there; else those that failed here, else those that arrived. */
function shownLink(links: readonly Link[] | string, picked: Link | undefined): Link | null {
  if (typeof links === 'string') return null
  if (picked && links.includes(picked)) return picked
  return links.find(({ about }) => about === 'failed') ?? links.find(({ rows }) => rows.length > 0) ?? null
}

function marked({ result }: DrawnLane, link: Link | null): Uint8Array {
  const lit = new Uint8Array(result.rows?.count ?? 0)
  for (const row of link?.rows ?? []) lit[row] = 1
  return lit
}
