import * as texts from '#text/charts.ts'
import type { DrawnLane } from '../../state/page.ts'
import type { WorkersSpan } from '../WorkersOverTime.tsx'
import type { ChartSource } from './chart-source.ts'
import { ExportChoices } from './ExportChoices.tsx'
import { svgOf } from './to-svg.tsx'
import { drawStrips, WorkersPicture } from './WorkersPicture.tsx'
import { workersCsv } from './workers-csv.ts'

/** Workers over time, to take along: the part of the run that is shown. */
export function WorkersExport({
  lanes,
  span,
  source,
}: {
  lanes: readonly DrawnLane[]
  span: WorkersSpan
  source: ChartSource
}) {
  const chart = {
    id: 'workers',
    svg: (about: readonly string[]) => {
      const strips = drawStrips(lanes, span)
      return svgOf(widthOf => <WorkersPicture strips={strips} span={span} about={about} widthOf={widthOf} />)
    },
    csv: (about: readonly string[]) =>
      workersCsv(lanes, span.fromMs, span.toMs, [texts.workers.title, texts.workers.csv, ...about]),
  }
  return <ExportChoices chart={chart} source={source} />
}
