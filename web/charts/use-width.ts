import { type RefCallback, useCallback, useState } from 'react'

/** The width of an element as it is laid out; 0 before it is. */
export function useWidth(): [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(0)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    // Told once it is laid out, which to ask for now would be done for this element alone.
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
