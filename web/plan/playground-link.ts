/** A planned setup as a link into the playground, beside the server that answers one request at a time. */
import type { PlanQuestion } from '../../sim/experiment/plan/question.ts'
import type { Setup } from '../../sim/experiment/plan/setup.ts'
import { encodeState } from '../../sim/scenario/link.ts'
import { SERVER_KINDS } from '../../sim/scenario/server-kinds.ts'
import { DEFAULT_STORY } from '../../sim/scenario/stories.ts'
import { completeScenario } from '../../sim/scenario/validate.ts'

/** The address. One of several instances is shown, with its part of the load. */
export function playgroundOf({ scenario }: PlanQuestion, setup: Setup): string {
  const complete = completeScenario(scenario)
  if (!complete.ok) return './index.html'
  const { traffic, request, client, proxy } = complete.value
  const { kind, workers, threads, type, instances } = setup
  const { workers: ofWorkers, threads: ofThreads } = SERVER_KINDS[kind]
  const server = { kind, ...(!ofWorkers.fixed && { workers }), ...(!ofThreads.fixed && { threads }) }
  const share = {
    ...traffic,
    ratePerSecond: traffic.ratePerSecond / instances,
    users: Math.max(1, Math.round(traffic.users / instances)),
  }
  return `./index.html#${encodeState({
    story: DEFAULT_STORY.id,
    shared: { traffic: share, request, client, proxy, machine: { type } },
    lanes: DEFAULT_STORY.lanes.map((lane, at) =>
      at === DEFAULT_STORY.lanes.length - 1 ? { ...lane, set: { server } } : lane,
    ),
  })}`
}
