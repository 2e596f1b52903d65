import { lazy, Suspense, useId, useRef, useState } from 'react'
import * as texts from '#text/lanes.ts'
import { hasRoom, withCopy, withoutLane } from '../state/lane-edits.ts'
import { actions, usePage } from '../state/the-page.ts'

// Nobody needs them before a menu was opened.
const RenameLane = lazy(() => import('./LaneDialogs.tsx').then(({ RenameLane }) => ({ default: RenameLane })))
const ChooseServer = lazy(() => import('./LaneDialogs.tsx').then(({ ChooseServer }) => ({ default: ChooseServer })))

type Open = 'name' | 'server' | null

/** What can be done with a whole lane: a list of buttons that the browser itself opens, closes and keeps the focus of. */
export function LaneMenu({ id, name }: { id: string; name: string }) {
  const page = usePage(state => state.page)
  const list = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<Open>(null)
  const listId = useId()
  const isFull = !hasRoom(page)
  const isLast = page.lanes.length === 1
  const close = () => setOpen(null)
  const act = (does: () => void) => () => {
    list.current?.hidePopover()
    does()
  }
  const remove = () => {
    actions.change(now => withoutLane(now, id))
    document.querySelector<HTMLElement>('.add-lane')?.focus({ preventScroll: true })
  }
  return (
    <>
      <button type="button" className="lane-more" popoverTarget={listId} aria-label={texts.changeLane({ name })}>
        {texts.change}
      </button>
      <div ref={list} id={listId} className="lane-menu" popover="auto">
        <button type="button" onClick={act(() => setOpen('server'))}>
          {texts.anotherServer}
        </button>
        <button type="button" onClick={act(() => setOpen('name'))}>
          {texts.rename}
        </button>
        <button type="button" disabled={isFull} onClick={act(() => actions.change(now => withCopy(now, id)))}>
          {texts.duplicate}
        </button>
        <button type="button" disabled={isLast} onClick={act(remove)}>
          {texts.remove}
        </button>
        {isFull && <p>{texts.isFull}</p>}
        {isLast && <p>{texts.isLast}</p>}
      </div>
      <Suspense>
        {open === 'name' && <RenameLane id={id} name={name} onClose={close} />}
        {open === 'server' && <ChooseServer lane={id} title={texts.anotherServerFor({ name })} onClose={close} />}
      </Suspense>
    </>
  )
}

/** One more lane, as long as there is room. */
export function AddLane() {
  const isFull = usePage(state => !hasRoom(state.page))
  const [open, setOpen] = useState(false)
  if (isFull) return null
  return (
    <>
      <button type="button" className="lane-more add-lane" onClick={() => setOpen(true)}>
        {texts.addLane}
      </button>
      <Suspense>
        {open && <ChooseServer lane={null} title={texts.whichServer} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  )
}
