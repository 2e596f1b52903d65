/** Whether elements are in sight, or soon will be: what is not need not be kept up to date in every frame. */

type Listener = (is: boolean) => void

/** Calls `listener` soon, and then whenever the element comes nearer than the watch's margin or goes out of it; until the returned function is called. */
type Watch = (element: Element, listener: Listener) => () => void

/** A reader who scrolls finds things as they are, and does not see them change. */
export const onSight = watch('160px')

/** For what takes a while to draw: a quarter of a screenful before it comes. */
export const onNear = watch('25% 0px')

function watch(rootMargin: string): Watch {
  const listeners = new WeakMap<Element, Listener>()
  const sight = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting)
    },
    { rootMargin },
  )
  return (element, listener) => {
    listeners.set(element, listener)
    sight.observe(element)
    return () => {
      sight.unobserve(element)
      listeners.delete(element)
    }
  }
}
