/**
 * Scenarios with a name: each server as people meet it, and each lane of each story.
 */
import { FLEET_PRESETS } from './fleet-presets.ts'
import { merge } from './merge.ts'
import type { PartialScenario } from './scenario.ts'
import { SERVER_KINDS } from './server-kinds.ts'
import { SERVER_PRESETS } from './server-presets.ts'
import { STORIES } from './stories.ts'
import { completeScenario } from './validate.ts'

export interface Preset {
  id: string
  title: string
  /** One or two sentences. */
  about: string
  /** The configuration it stands for. A lane has that of its kind of server. */
  line: string
  scenario: PartialScenario
}

const DEFAULT: Preset = {
  id: 'default',
  title: 'The default of every parameter',
  about: 'Thirty requests a second for one gunicorn worker behind nginx, on one core.',
  line: 'gunicorn -w 1 app:app',
  scenario: {},
}

const LANES: readonly Preset[] = STORIES.flatMap(story =>
  story.lanes.map(lane => ({
    id: `${story.id}/${lane.id}`,
    title: `${story.title}: ${lane.name}`,
    about: story.about,
    ...configured(merge(story.shared, lane.set)),
  })),
)

const FLEETS: readonly Preset[] = FLEET_PRESETS.map(preset => ({ ...preset, ...configured(preset.scenario) }))

function configured(scenario: PartialScenario): Pick<Preset, 'scenario' | 'line'> {
  const complete = completeScenario(scenario)
  if (!complete.ok) throw new Error(complete.problems.map(problem => problem.message).join(' '))
  const { server } = complete.value
  return { scenario, line: SERVER_KINDS[server.kind].configLine(server) }
}

export const PRESETS: readonly Preset[] = [DEFAULT, ...SERVER_PRESETS, ...LANES, ...FLEETS]

export function findPreset(id: string): Preset | undefined {
  return PRESETS.find(preset => preset.id === id)
}
