/** Whether elements are in sight, or soon will be: what is not need not be kept up to date in every frame. */

/** A reader who scrolls finds things as they are, and does not see them change. */
const SOON_PX = 160

const listeners = new WeakMap<Element, (isInSight: boolean) => void>()

const sight = new IntersectionObserver(
  entries => {
    for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting)
  },
  { rootMargin: `${SOON_PX}px` },
)

/** Calls `listener` soon, and then whenever the element comes in sight or goes out of it; until the returned function is called. */
export function onSight(element: Element, listener: (isInSight: boolean) => void): () => void {
  listeners.set(element, listener)
  sight.observe(element)
  return () => {
    sight.unobserve(element)
    listeners.delete(element)
  }
}
