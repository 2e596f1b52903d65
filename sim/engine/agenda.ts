/**
 * When each source of events is due next, and what time it is, in one short column. Where entries are equal the first
 * source wins, so their order is the rule for events of one instant.
 *
 * Everything that needs the time reads it here: a number that is handed from function to function would be put in a box
 * on the heap each time that V8 does not inline the call. For the same reason an instant that is handed over, when
 * something is scheduled, goes through an entry of its own. All deadlines together are one source, because theirs change seldom and the loop asks often;
 * `Deadlines` tells which of them it is.
 */
export const Source = {
  CpuPhaseEnd: 0,
  Event: 1,
  Deadline: 2,
  Arrival: 3,
} as const

export type Source = (typeof Source)[keyof typeof Source]

const SOURCES = 4

/** The entry that holds the present instant. */
export const NOW = SOURCES

/** The entry for an instant on its way from one function to another: what is scheduled next comes then. */
export const THEN = SOURCES + 1

/** Source → when it is due; Infinity when it has nothing. `NOW` → the present instant. */
export type Agenda = Float64Array

export function createAgenda(): Agenda {
  const agenda = new Float64Array(SOURCES + 2).fill(Infinity)
  agenda[NOW] = 0
  return agenda
}

/** The source that is due first. */
export function firstDue(agenda: Agenda): Source {
  let first: Source = Source.CpuPhaseEnd
  let at = agenda[Source.CpuPhaseEnd]
  if (agenda[Source.Event] < at) {
    first = Source.Event
    at = agenda[Source.Event]
  }
  if (agenda[Source.Deadline] < at) {
    first = Source.Deadline
    at = agenda[Source.Deadline]
  }
  return agenda[Source.Arrival] < at ? Source.Arrival : first
}
