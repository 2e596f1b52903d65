import { lazy, Suspense, useId, useRef, useState } from 'react'
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
      <button type="button" className="lane-more" popoverTarget={listId} aria-label={`Change the lane “${name}”`}>
        Change
      </button>
      <div ref={list} id={listId} className="lane-menu" popover="auto">
        <button type="button" onClick={act(() => setOpen('server'))}>
          Another server …
        </button>
        <button type="button" onClick={act(() => setOpen('name'))}>
          Rename …
        </button>
        <button type="button" disabled={isFull} onClick={act(() => actions.change(now => withCopy(now, id)))}>
          Duplicate
        </button>
        <button type="button" disabled={isLast} onClick={act(remove)}>
          Remove
        </button>
        {isFull && <p>Four lanes are the most.</p>}
        {isLast && <p>One lane always stays.</p>}
      </div>
      <Suspense>
        {open === 'name' && <RenameLane id={id} name={name} onClose={close} />}
        {open === 'server' && <ChooseServer lane={id} title={`Another server for “${name}”`} onClose={close} />}
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
        Add a lane
      </button>
      <Suspense>
        {open && <ChooseServer lane={null} title="Add a lane: which server?" onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  )
}
