/**
 * When each source of events is due next. One short column for all of them: the loop looks for its smallest entry, and
 * where entries are equal the first one wins, so the order of the sources is the rule for events of one instant.
 */
export const Source = {
  CpuPhaseEnd: 0,
  Event: 1,
  TurnEnd: 2,
  Watchdog: 3,
  ReadTimeout: 4,
  ConnectTimeout: 5,
  ClientTimeout: 6,
  Arrival: 7,
} as const

export type Source = (typeof Source)[keyof typeof Source]

const SOURCES = 8

/** Source → when it is due; Infinity when it has nothing. */
export type Agenda = Float64Array

export function createAgenda(): Agenda {
  return new Float64Array(SOURCES).fill(Infinity)
}

/** The source that is due first. */
export function firstDue(agenda: Agenda): Source {
  let first: number = Source.CpuPhaseEnd
  let at = agenda[Source.CpuPhaseEnd]
  for (let source = 1; source < SOURCES; source++) {
    const due = agenda[source]
    if (due < at) {
      at = due
      first = source
    }
  }
  return first as Source
}
