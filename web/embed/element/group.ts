/** Figures with the same `linked` attribute show one scenario: what happens in one happens in the others. */
import type { RequestBody } from '../protocol.ts'

export interface Member extends Element {
  follow(requests: RequestBody[]): Promise<void>
}

const members = new Set<Member>()

export function joinGroup(member: Member): void {
  members.add(member)
}

export function leaveGroup(member: Member): void {
  members.delete(member)
}

export function tellGroup(from: Member, requests: RequestBody[]): void {
  const group = from.getAttribute('linked')
  if (!group) return
  for (const member of members) {
    if (member !== from && member.getAttribute('linked') === group) void member.follow(requests)
  }
}

/** A link without the instant it shows: time is told apart. */
export function withoutInstant(link: string): string {
  return link
    .split('&')
    .filter(part => !part.startsWith('t='))
    .join('&')
}
