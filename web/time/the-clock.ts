/** The clock of this window. It knows nothing of the page; `the-page.ts` tells it where to stand. */
import { useStore } from 'zustand'
import { createClock, type TimeState } from './clock.ts'

export const clock = createClock()

export function useTime<T>(select: (state: TimeState) => T): T {
  return useStore(clock.store, select)
}

const reduced = matchMedia('(prefers-reduced-motion: reduce)')
clock.setReducedMotion(reduced.matches)
reduced.addEventListener('change', () => clock.setReducedMotion(reduced.matches))

/** What shows time: while none of it is in sight, time does not go on. */
const seen = new Set<Element>()
const sight = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) seen.add(target)
    else seen.delete(target)
  }
  clock.setInSight(seen.size > 0)
})

/** A ref callback for an element in which time is seen. */
export function showsTime(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined
  sight.observe(element)
  return () => {
    sight.unobserve(element)
    seen.delete(element)
  }
}
