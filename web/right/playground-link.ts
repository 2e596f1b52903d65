/**
 * The settings of a recording as a link into the playground. The recorded requests themselves do not fit into a link, so
 * it asks for random ones of the same rate and the same demands; the numbers it shows are close, not the same.
 */
import * as v from 'valibot'
import { decodeState, encodeState, laneScenario, type PageState } from '../../sim/scenario/link.ts'
import type { PartialScenario, Scenario } from '../../sim/scenario/scenario.ts'
import { DEFAULT_STORY } from '../../sim/scenario/stories.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'
import type { RecordedConfig } from '../../sim/validation/recorded-case.ts'

/** What the requests of a recording were drawn from, as far as the playground can draw them too. */
const generationSchema = v.object({
  dist: v.picklist(['exponential', 'deterministic']),
  cpuMs: v.number(),
  ioMs: v.number(),
  rate: v.number(),
  burst: v.optional(v.object({ at: v.number(), seconds: v.number(), rate: v.number() })),
})

/** The fragment, without `#`; null where the playground cannot say these settings. */
export function playgroundLink(config: RecordedConfig, scenario: Scenario): string | null {
  const read = v.safeParse(generationSchema, config)
  if (!read.success) return null
  const state = stateOf(read.output, scenario)
  const link = encodeState(state)
  const opened = decodeState(link)
  const isSame = opened.problems.length === 0 && sameServer(opened.state, scenario)
  return isSame ? link : null
}

/** One lane has the recorded server, the other stays as the first story has it: something to compare with. */
function stateOf(generation: v.InferOutput<typeof generationSchema>, scenario: Scenario): PageState {
  const { dist, cpuMs, ioMs, rate, burst } = generation
  const { client, proxy, machine, run } = scenario
  const burstAt = run.warmupSeconds + (burst?.at ?? 0)
  const steps = burst && [
    { atSeconds: burstAt, ratePerSecond: burst.rate },
    { atSeconds: burstAt + burst.seconds, ratePerSecond: rate },
  ]
  return {
    story: DEFAULT_STORY.id,
    shared: {
      traffic: { ratePerSecond: rate, ...(steps && { steps }) },
      request: { cpuMs, ioMs, distribution: dist },
      client,
      proxy,
      machine,
      run,
    },
    lanes: DEFAULT_STORY.lanes.map(lane => (lane.id === laneOf(scenario) ? { ...lane, set: ownOf(scenario) } : lane)),
  }
}

function laneOf({ server }: Scenario): string {
  return server.kind === 'flask' ? 'one' : 'pool'
}

/** What the recorded server has that is not its kind’s default. */
function ownOf({ server }: Scenario): PartialScenario {
  const usual = completeScenario({ server: { kind: server.kind } })
  if (!usual.ok) throw new Error(`The defaults of ${server.kind} do not complete.`)
  const differs = ([field, value]: [string, unknown]) =>
    field === 'kind' || value !== usual.value.server[field as keyof Scenario['server']]
  return { server: Object.fromEntries(Object.entries(server).filter(differs)) }
}

/** Whether the link opens the very machine, proxy, clients and server of the recording. */
function sameServer(state: PageState, scenario: Scenario): boolean {
  const lane = state.lanes.find(({ id }) => id === laneOf(scenario))
  const opened = lane && laneScenario(state, lane)
  if (!opened?.ok) return false
  const kept = ({ server, machine, proxy, client }: Scenario) => JSON.stringify([server, machine, proxy, client])
  return kept(opened.value) === kept(scenario)
}
