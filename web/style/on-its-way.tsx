import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/**
 * A part of the page whose script is on its way when the part is first shown; until then `toCome` keeps its room. For
 * parts with others behind them. React's `lazy` would do in React: what stands for it in the built page (`Suspense` of
 * preact) may put a part behind those when they change while it is awaited.
 */
export function onItsWay<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props & { toCome?: ReactNode }> {
  let loading: Promise<ComponentType<Props>> | null = null
  let come: ComponentType<Props> | null = null
  return function OnItsWay({ toCome = null, ...props }) {
    const [Part, show] = useState(() => come)
    loading ??= load()
    useEffect(() => {
      if (Part) return
      let isGone = false
      void loading?.then(part => {
        come = part
        if (!isGone) show(() => part)
      })
      return () => {
        isGone = true
      }
    }, [Part])
    return Part ? <Part {...(props as Props)} /> : toCome
  }
}
