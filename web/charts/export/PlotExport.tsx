import { nameOf } from '../chart-name.ts'
import type { PlotSpec } from '../plot-spec.ts'
import type { ChartSource } from './chart-source.ts'
import { csvOf } from './csv.ts'
import { ExportChoices } from './ExportChoices.tsx'
import { Picture } from './Picture.tsx'
import { svgOf } from './to-svg.tsx'

export function PlotExport({ spec, source }: { spec: PlotSpec; source: ChartSource }) {
  const chart = {
    id: spec.id,
    svg: (about: readonly string[]) => svgOf(widthOf => <Picture spec={spec} about={about} widthOf={widthOf} />),
    csv: (about: readonly string[]) => csvOf(spec, [nameOf(spec), spec.subtitle, ...about]),
  }
  return <ExportChoices chart={chart} source={source} />
}
