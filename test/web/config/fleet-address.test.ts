import { describe, expect, test } from 'vitest'
import { expectedFleetRequests } from '../../../sim/fleet/traffic.ts'
import { stateOfStory } from '../../../sim/scenario/link.ts'
import { STORIES } from '../../../sim/scenario/stories.ts'
import { estimateTraffic } from '../../../sim/traffic/estimate-traffic.ts'
import { TrafficReader } from '../../../sim/traffic/traffic-reader.ts'
import { dayOf, fleetAddress } from '../../../web/config/fleet-address.ts'
import { decodeFleet, fleetScenario } from '../../../web/fleet/fleet-link.ts'
import { lanesOf } from '../../../web/state/lanes.ts'
import { read } from '../../config/reading.ts'

const opened = (address: string) => {
  const { state, problems } = decodeFleet(address.split('#')[1]!)
  expect(problems).toEqual([])
  const scenario = fleetScenario(state)
  if (!scenario.ok) throw new Error(scenario.problems[0]!.message)
  return scenario.value
}

describe.each(
  STORIES.flatMap(story =>
    lanesOf(stateOfStory(story)).map(({ lane, scenario }) => [story.id, lane.id, scenario] as const),
  ),
)('The lane %s, %s', (_story, _lane, scenario) => {
  test('is the same server on the same machine as a fleet, with the fleet that a file asks for.', () => {
    const { understood } = read('option_settings:\n  aws:autoscaling:asg: {MinSize: 2, MaxSize: 7}\n')
    const fleet = opened(fleetAddress(scenario, understood))
    expect(fleet.server).toEqual(scenario.server)
    expect(fleet.machine).toEqual(scenario.machine)
    expect([fleet.fleet.min, fleet.fleet.max]).toEqual([2, 7])
    expect(fleet.traffic.ratePerSecond).toBe(scenario.traffic.ratePerSecond)
  })
})

test('A log becomes the traffic of a fleet, step by step, and lasts as long.', () => {
  const reader = new TrafficReader(null)
  const times = Array.from({ length: 7200 }, (_, at) => (at < 3600 ? at * 2 : 7200 + (at - 3600)))
  reader.push(`sent_ms,latency_ms\n${times.map(seconds => `${seconds * 1000},50`).join('\n')}\n`)
  reader.finish()
  const traffic = estimateTraffic(reader, null)
  if (typeof traffic === 'string') throw new Error(traffic)
  const { scenario } = lanesOf(stateOfStory(STORIES[0]!))[0]!
  const fleet = opened(fleetAddress(scenario, dayOf(traffic)))
  expect(fleet.fleet).toMatchObject({ load: 'constant', hours: 3 })
  expect(fleet.traffic.ratePerSecond).toBeCloseTo(0.5, 1)
  expect(fleet.traffic.steps.findLast(({ atSeconds }) => atSeconds < 9000)!.ratePerSecond).toBeCloseTo(1, 1)
  expect(expectedFleetRequests(fleet) / 7200).toBeCloseTo(1, 1)
})
