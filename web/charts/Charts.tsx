import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import * as texts from '#text/charts.ts'
import { measureCharts } from '../state/marks.ts'
import type { Picture } from '../state/page.ts'
import { usePage } from '../state/the-page.ts'
import { onItsWay } from '../style/on-its-way.tsx'
import { showsTime } from '../time/the-clock.ts'
import { Chart } from './Chart.tsx'
import { ChartSource } from './export/chart-source.ts'
import { useInTurn, useOneByOne, whenAllDrawn } from './in-turn.ts'
import { allTimeCharts, type TimeOptions, USUAL } from './more-charts.ts'
import { labelRoom } from './plot-spec.ts'
import { scenarioSource } from './source-text.ts'
import { WorkersOverTime } from './WorkersOverTime.tsx'

whenAllDrawn(measureCharts)

const HeatMaps = onItsWay(() => import('./HeatMaps.tsx').then(({ HeatMaps }) => HeatMaps))
const Across = onItsWay(() => import('./Across.tsx').then(({ Across }) => Across))

/** All charts: over time, and across the values of a setting. */
export function Charts() {
  return (
    <>
      <OverTime />
      <Across toCome={<div className="sweep sweep-to-come" />} />
      <HeatMaps />
    </>
  )
}

/** By the beginning of a chart's id: what more it can show, and what the button for it says. */
const OPTIONS: readonly { of: string; name: keyof TimeOptions }[] = [
  { of: 'cpu', name: 'byCore' },
  { of: 'latency', name: 'withMean' },
  { of: 'places-', name: 'ownScale' },
]

function OverTime() {
  const section = useRef<HTMLElement>(null)
  // To work charts out takes as long as to draw one: not in the task in which the answer of the workers is read.
  const picture = useInTurn(
    usePage(state => state.picture),
    section,
    useLayoutEffect,
  )
  const [options, setOptions] = useState(USUAL)
  // The first picture is drawn by its stage before any chart of it is worked out.
  const isBegun = useOneByOne(picture ? 1 : 0) > 0
  const charts = useMemo(
    () => (picture && isBegun ? allTimeCharts(picture.lanes, options) : []),
    [picture, isBegun, options],
  )
  const buttons = useMemo(
    () =>
      OPTIONS.map(({ of, name }) => ({
        of,
        option: {
          label: options[name] ? texts.options[name].end : texts.options[name].ask,
          pressed: options[name],
          toggle: () => setOptions(now => ({ ...now, [name]: !now[name] })),
        },
      })),
    [options],
  )
  const source = useMemo(() => sourceOf(picture), [picture])
  const room = labelRoom(charts)
  const made = useOneByOne(charts.length)
  const isWhole = isBegun && made === charts.length
  useEffect(() => showsTime(section.current), [])
  return (
    <section className={isWhole ? 'charts' : 'charts charts-to-come'} aria-labelledby="over-time" ref={section}>
      <h2 id="over-time" className="visually-hidden">
        {texts.overTime}
      </h2>
      <ChartSource value={source}>
        {charts.slice(0, made).map(spec => (
          <Chart
            key={spec.id}
            spec={spec}
            labelRoom={room}
            option={buttons.find(({ of }) => spec.id.startsWith(of))?.option}
          />
        ))}
        {isWhole && picture && <WorkersOverTime lanes={picture.lanes} />}
      </ChartSource>
    </section>
  )
}

function sourceOf(picture: Picture | null): ChartSource {
  return {
    settings: () => picture?.lanes.map(({ name, result }) => `${name}: ${scenarioSource(result.scenario)}`) ?? [],
    link: () => location.href,
  }
}
