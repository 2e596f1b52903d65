import { nothingSent, sentence } from '#text/fleet.ts'
import type { FleetResult } from '../../sim/fleet/result.ts'
import { METRIC_NAMES } from '../../sim/fleet/words.ts'

/** What happened, in one or two sentences. */
export function fleetSentence({
  offered,
  errorShare,
  scalingEvents,
  dollarsPerMillion,
  scenario: { fleet },
}: FleetResult): string {
  if (offered === 0) return nothingSent
  return sentence({
    offered,
    failedShare: errorShare,
    scaled: fleet.min === fleet.max ? null : { by: METRIC_NAMES[fleet.metric], times: scalingEvents },
    dollarsPerMillion: Number.isNaN(dollarsPerMillion) ? null : dollarsPerMillion,
  })
}
