/**
 * Traffic over hours and days, as steps of a rate: what `traffic` says, times a curve.
 */
import type { RateStep, Scenario } from '../scenario/scenario.ts'

/** The daily curve changes its rate so often. */
const CURVE_STEP_SECONDS = 300

/** How the fleet's traffic goes over time: the rate at the start, and each change of it before the end. */
export function fleetTraffic({ traffic, fleet }: Scenario): Scenario['traffic'] {
  const steps = changes(traffic, fleet).map(atSeconds => ({
    atSeconds,
    ratePerSecond: baseAt(traffic, atSeconds) * factorAt(fleet, atSeconds),
  }))
  const first = steps[0]!.ratePerSecond
  return { ...traffic, ratePerSecond: first, steps: steps.slice(1) }
}

/** Requests of the whole time, on average. */
export function expectedFleetRequests(scenario: Scenario): number {
  const { ratePerSecond, steps } = fleetTraffic(scenario)
  const pieces: RateStep[] = [{ atSeconds: 0, ratePerSecond }, ...steps]
  const end = scenario.fleet.hours * 3600
  return pieces.reduce((sum, { atSeconds, ratePerSecond: rate }, at) => {
    return sum + rate * ((pieces[at + 1]?.atSeconds ?? end) - atSeconds)
  }, 0)
}

/** The instants at which the rate changes, 0 first. */
function changes(traffic: Scenario['traffic'], fleet: Scenario['fleet']): number[] {
  const end = fleet.hours * 3600
  const instants = new Set([0, ...traffic.steps.map(({ atSeconds }) => atSeconds)])
  if (fleet.load === 'daily') {
    for (let at = CURVE_STEP_SECONDS; at < end; at += CURVE_STEP_SECONDS) instants.add(at)
  } else if (fleet.load === 'spike') {
    instants.add(fleet.spikeHour * 3600).add(fleet.spikeHour * 3600 + fleet.spikeMinutes * 60)
  }
  return [...instants].filter(at => at < end).sort((one, other) => one - other)
}

function baseAt({ ratePerSecond, steps }: Scenario['traffic'], atSeconds: number): number {
  return steps.findLast(step => step.atSeconds <= atSeconds)?.ratePerSecond ?? ratePerSecond
}

/** By how much the curve raises the rate. The daily one has its mean over each of its steps, and 1 over a day. */
function factorAt(fleet: Scenario['fleet'], atSeconds: number): number {
  if (fleet.load === 'daily') {
    const hour = (atSeconds + CURVE_STEP_SECONDS / 2) / 3600
    // Not below 0 by a rounding.
    return Math.max(0, 1 + (fleet.peakFactor - 1) * Math.cos((2 * Math.PI * (hour - fleet.peakHour)) / 24))
  }
  if (fleet.load === 'constant') return 1
  const intoSpike = atSeconds - fleet.spikeHour * 3600
  return intoSpike >= 0 && intoSpike < fleet.spikeMinutes * 60 ? fleet.spikeFactor : 1
}
