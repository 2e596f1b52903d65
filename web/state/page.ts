/**
 * The one store of the page, and what can be done to it. What is drawn (`picture`) carries the scenarios that made it;
 * it stays while new numbers are on their way and when an input is refused.
 */

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { did } from '#text/controls.ts'
import { decodeState, encodeState, type PageState, stateOfStory } from '../../sim/scenario/link.ts'
import type { ParameterPath, ParameterValue } from '../../sim/scenario/scenario.ts'
import { DEFAULT_STORY, findStory } from '../../sim/scenario/stories.ts'
import type { Checked, Problem } from '../../sim/scenario/validate.ts'
import { laneTitles } from '../story/lane-name.ts'
import { MOST_REQUESTS, MOST_ROWS } from '../worker/run-size.ts'
import type { LaneRun } from '../worker/sim-api.ts'
import type { SimPool } from '../worker/sim-pool.ts'
import type { Address, Ways } from './address.ts'
import { changeText } from './change-text.ts'
import { edited, inWords, type Scope } from './edit.ts'
import { lanesOf } from './lanes.ts'
import { createLatest } from './latest.ts'
import { markInput, markPicture } from './marks.ts'
import { createSweepRunner, DEFAULT_SWEEP, type SweepState } from './sweep.ts'
import type { SweepSettings } from './sweep-cells.ts'

/** One lane as it was computed. `result.scenario` is what made it. */
export interface DrawnLane extends LaneRun {
  id: string
  name: string
}

export interface Picture {
  lanes: DrawnLane[]
}

/** A value that was not taken, and why, at the control that asked for it. */
export interface Refusal {
  scope: Scope
  path: ParameterPath
  message: string
}

export interface PageStore {
  page: PageState
  linkProblems: readonly Problem[]
  refusal: Refusal | null
  picture: Picture | null
  /** What can be undone and redone. */
  ways: Ways
  /** What the last change of lanes, undo or redo did, for a screen reader. */
  said: string
  /** Why the newest settings have no picture. */
  runError: string | null
  sweep: SweepState
}

/** One value of one setting. */
export interface Change {
  scope: Scope
  path: ParameterPath
  value: ParameterValue
}

/** `slide` while a control is being moved, `commit` when a whole change is made at once. */
export type Gesture = 'slide' | 'commit'

export interface PageActions {
  setParameter(scope: Scope, path: ParameterPath, value: ParameterValue, gesture: Gesture): void
  /** Several values at once, as one change that the back button undoes. Says why it was not made; null when it was. */
  takeSettings(changes: readonly Change[]): string | null
  /** The control that was sliding has been let go. */
  settle(): void
  refuse(refusal: Refusal): void
  /** Any other whole change. Returns the sentence that says why it cannot be made; null when it was. */
  change(edit: (page: PageState) => Checked<PageState>): string | null
  undo(): void
  redo(): void
  chooseStory(id: string): void
  /** Time stands still at another instant, or goes on: the link follows. */
  writeInstant(): void
  dismissLinkProblems(): void
  setSweep(settings: SweepSettings): void
  restartSweep(): void
  cancelSweep(): void
  /** Whether the reader is where the sweep is shown, or nearly. */
  nearSweep(is: boolean): void
}

/** The playhead, as far as links know it: the instant at which time stands still, or undefined while it goes on. */
export interface Instant {
  read(): number | undefined
  show(atSeconds: number | undefined): void
}

const NO_INSTANT: Instant = { read: () => undefined, show: () => {} }

export function createPage(pool: SimPool, address: Address, instant: Instant = NO_INSTANT) {
  const opened = decodeState(address.read())
  const store = createStore<PageStore>(() => ({
    page: settingsOnly(opened.state),
    linkProblems: opened.problems,
    refusal: null,
    picture: null,
    ways: address.ways(),
    said: '',
    runError: null,
    sweep: { settings: DEFAULT_SWEEP, status: 'waiting', message: null, shown: null, settled: 0, total: 0 },
  }))
  const { getState, setState } = store

  const sweep = createSweepRunner(pool, change => setState(state => ({ sweep: { ...state.sweep, ...change } })))
  const runs = createLatest<PageState, Picture>({
    run: (page, signal) => drawn(pool, page, signal),
    done: (page, picture) => {
      markPicture(page === getState().page)
      setState({ picture, runError: null })
    },
    failed: (_, error) => setState({ runError: error instanceof Error ? error.message : String(error) }),
  })

  const show = (page: PageState, change: Partial<PageStore> = {}) => {
    setState({ page, refusal: null, ways: address.ways(), ...change })
    runs.request(page)
    sweep.schedule(page, getState().sweep.settings)
  }

  const linkTo = (page: PageState) => {
    const atSeconds = instant.read()
    return encodeState(atSeconds === undefined ? page : { ...page, atSeconds })
  }

  instant.show(opened.state.atSeconds)
  address.replace(encodeState(opened.state))
  let travelling = ''
  address.onTravel(() => {
    const { state, problems } = decodeState(address.read())
    if (state.atSeconds !== undefined) instant.show(state.atSeconds)
    const page = settingsOnly(state)
    const said = travelling && `${travelling} ${changeText(getState().page, page)}`
    travelling = ''
    show(page, { linkProblems: problems, said })
  })
  const travel = (by: -1 | 1, how: string) => {
    const { back, forward } = address.ways()
    if (!(by < 0 ? back : forward)) return
    markInput()
    travelling = how
    address.travel(by)
  }
  show(settingsOnly(opened.state))

  const actions: PageActions = {
    setParameter(scope, path, value, gesture) {
      markInput()
      const next = edited(getState().page, scope, path, value)
      if (!next.ok) {
        setState({ refusal: { scope, path, message: next.problems.map(inWords)[0] ?? '' } })
        return
      }
      if (gesture === 'slide') address.slide(linkTo(next.value))
      else address.push(linkTo(next.value))
      show(next.value)
    },
    takeSettings(changes) {
      let page = getState().page
      for (const { scope, path, value } of changes) {
        const next = edited(page, scope, path, value)
        if (!next.ok) return next.problems.map(inWords)[0] ?? ''
        page = next.value
      }
      markInput()
      address.push(linkTo(page))
      show(page)
      return null
    },
    settle: address.settle,
    refuse: refusal => setState({ refusal }),
    change(edit) {
      markInput()
      const before = getState().page
      const next = edit(before)
      if (!next.ok) return next.problems.map(inWords)[0] ?? ''
      if (encodeState(next.value) === encodeState(before)) return null
      address.push(linkTo(next.value))
      show(next.value, { said: changeText(before, next.value) })
      return null
    },
    undo: () => travel(-1, did.undone),
    redo: () => travel(1, did.redone),
    chooseStory(id) {
      const page = stateOfStory(findStory(id) ?? DEFAULT_STORY)
      address.push(encodeState(page))
      instant.show(undefined)
      show(page, { linkProblems: [] })
    },
    writeInstant: () => address.replace(linkTo(getState().page)),
    dismissLinkProblems: () => setState({ linkProblems: [] }),
    setSweep(settings) {
      setState(state => ({ sweep: { ...state.sweep, settings } }))
      sweep.schedule(getState().page, settings)
    },
    restartSweep: () => sweep.schedule(getState().page, getState().sweep.settings),
    cancelSweep: sweep.cancel,
    nearSweep: sweep.near,
  }
  return { store, actions, usePage: <T>(select: (state: PageStore) => T) => useStore(store, select) }
}

/** What the store keeps of a link; the instant is the playhead's. */
function settingsOnly({ atSeconds: _, ...settings }: PageState): PageState {
  return settings
}

export type Page = ReturnType<typeof createPage>

/** All lanes, run with the same seed, so with the same arrivals and the same work. They are shown together or not at all. */
async function drawn(pool: SimPool, page: PageState, signal: AbortSignal): Promise<Picture> {
  const lanes = lanesOf(page)
  const runs = await Promise.all(lanes.map(({ scenario }) => pool.runOnce(scenario, MOST_REQUESTS, MOST_ROWS, signal)))
  const names = laneTitles(lanes, page.story)
  return { lanes: lanes.map(({ lane }, index) => ({ id: lane.id, name: names[index]!, ...runs[index]! })) }
}
