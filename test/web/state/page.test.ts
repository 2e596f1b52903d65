import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { figuresOf } from '../../../sim/fleet/figures.ts'
import { encodeState, stateOfStory } from '../../../sim/scenario/link.ts'
import type { Scenario } from '../../../sim/scenario/scenario.ts'
import { findStory } from '../../../sim/scenario/stories.ts'
import { parseTrace } from '../../../sim/scenario/trace.ts'
import { simulateFleet } from '../../../sim/simulate-fleet.ts'
import { theoryBeside } from '../../../sim/theory/beside.ts'
import type { Address } from '../../../web/state/address.ts'
import { renamed, withoutLane } from '../../../web/state/lane-edits.ts'
import { createPage } from '../../../web/state/page.ts'
import { runLane } from '../../../web/worker/sim-api.ts'
import type { SimPool } from '../../../web/worker/sim-pool.ts'
import { summarise } from '../../../web/worker/summarise.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** The address bar as a list of entries, and the place in it. */
function fakeAddress(fragment = '') {
  const entries = [fragment]
  let at = 0
  let travelled = () => {}
  const push = (next: string) => {
    entries.splice(++at, entries.length, next)
  }
  const travel = (by: -1 | 1) => {
    at += by
    travelled()
  }
  const address: Address = {
    read: () => `#${entries[at]}`,
    ways: () => ({ back: at > 0, forward: at < entries.length - 1 }),
    push,
    slide: push,
    settle: () => {},
    replace: next => void entries.splice(at, 1, next),
    travel,
    onTravel: listener => {
      travelled = listener
    },
  }
  return { address, entries, back: () => travel(-1) }
}

function stand(fragment = '', over: Partial<SimPool> = {}) {
  const runs: Scenario[] = []
  const pool: SimPool = {
    runOnce: async scenario => {
      runs.push(scenario)
      return runLane(scenario, 20_000, 100)
    },
    summarise: async (scenario, replications) => summarise(scenario, replications),
    theory: async scenario => theoryBeside(scenario),
    fleet: async scenario => simulateFleet(scenario),
    fleetFigures: async scenario => figuresOf(simulateFleet(scenario)),
    readTrace: async file => parseTrace(file.name, await file.text()),
    ...over,
  }
  const bar = fakeAddress(fragment)
  const page = createPage(pool, bar.address)
  return { ...page, ...bar, runs, state: () => page.store.getState() }
}

/** Lets everything that was begun come to its end. */
const settled = () => vi.advanceTimersByTimeAsync(5000)
const rates = (page: ReturnType<typeof stand>) =>
  page.state().picture?.lanes.map(lane => lane.result.scenario.traffic.ratePerSecond)

describe('the page', () => {
  it('opens the default story, runs all its lanes on the same seed, and writes its address', async () => {
    const page = stand()
    await settled()
    expect(page.entries).toEqual([encodeState(stateOfStory(findStory('one-core')!))])
    expect(page.state().picture?.lanes.map(lane => lane.name)).toEqual(['One at a time', 'A pool of three'])
    expect(page.runs.map(scenario => scenario.run.seed)).toEqual([1, 1])
  })

  it('recomputes with every change, and what is shown carries the scenario that made it', async () => {
    const page = stand()
    await settled()
    page.actions.setParameter(null, 'traffic.ratePerSecond', 20, 'commit')
    expect(rates(page)).toEqual([14, 14])
    await settled()
    expect(rates(page)).toEqual([20, 20])
  })

  it('keeps the last good picture, and says why, when a value is refused', async () => {
    const page = stand()
    await settled()
    page.actions.setParameter(null, 'traffic.ratePerSecond', -3, 'commit')
    await settled()
    expect(page.state().refusal?.message).toMatch(/^“Requests a second” is -3/)
    expect(rates(page)).toEqual([14, 14])
    expect(page.entries).toHaveLength(1)
    page.actions.setParameter(null, 'traffic.ratePerSecond', 3, 'commit')
    expect(page.state().refusal).toBeNull()
  })

  it('keeps the last good picture when a run fails', async () => {
    let broken = false
    const page = stand('', {
      runOnce: async scenario => {
        if (broken) throw new Error('The run took longer than 60 s and was stopped.')
        return runLane(scenario, 20_000, 100)
      },
    })
    await settled()
    broken = true
    page.actions.setParameter(null, 'traffic.ratePerSecond', 20, 'commit')
    await settled()
    expect(page.state().runError).toBe('The run took longer than 60 s and was stopped.')
    expect(rates(page)).toEqual([14, 14])
  })

  it('follows the back button', async () => {
    const page = stand()
    page.actions.setParameter(null, 'traffic.ratePerSecond', 20, 'commit')
    page.actions.chooseStory('nobody-waits')
    await settled()
    expect(rates(page)).toEqual([24, 24])
    page.back()
    await settled()
    expect(rates(page)).toEqual([20, 20])
  })

  it('keeps what holds of a broken link and names what does not', async () => {
    const page = stand('story=one-core&traffic.ratePerSecond=21&machine.cores=many')
    await settled()
    expect(page.state().linkProblems).toHaveLength(1)
    expect(page.state().linkProblems[0]?.message).toContain('many')
    expect(rates(page)).toEqual([21, 21])
    page.actions.dismissLinkProblems()
    expect(page.state().linkProblems).toEqual([])
  })
})

describe('undo and redo', () => {
  it('travel through the entries of the address, and say what they did', async () => {
    const page = stand()
    expect(page.state().ways).toEqual({ back: false, forward: false })
    page.actions.undo()
    page.actions.setParameter(null, 'traffic.ratePerSecond', 20, 'commit')
    page.actions.setParameter(null, 'machine.cores', 2, 'commit')
    page.actions.undo()
    expect(page.state().said).toBe('Undone. “Cores”: 1.')
    expect(page.state().ways).toEqual({ back: true, forward: true })
    page.actions.undo()
    expect(page.state().said).toBe('Undone. “Requests a second”: 14\u00a0/s.')
    expect(page.state().ways).toEqual({ back: false, forward: true })
    page.actions.redo()
    expect(page.state().said).toBe('Redone. “Requests a second”: 20\u00a0/s.')
    await settled()
    expect(rates(page)).toEqual([20, 20])
  })

  it('forget what was undone once something else is changed', () => {
    const page = stand()
    page.actions.setParameter(null, 'traffic.ratePerSecond', 20, 'commit')
    page.actions.undo()
    page.actions.setParameter(null, 'machine.cores', 2, 'commit')
    expect(page.state().ways).toEqual({ back: true, forward: false })
    expect(page.entries).toHaveLength(2)
  })

  it('hold for lanes as for settings; what cannot be is answered in words, and nothing changes', async () => {
    const page = stand()
    expect(page.actions.change(now => withoutLane(now, 'one'))).toBeNull()
    await settled()
    expect(page.state().picture?.lanes.map(({ name }) => name)).toEqual(['A pool of three'])
    expect(page.state().said).toBe('Lane “One at a time” is gone.')
    page.actions.undo()
    await settled()
    expect(page.state().picture?.lanes).toHaveLength(2)
    expect(page.actions.change(now => renamed(now, 'pool', 'x'.repeat(50)))).toMatch(/^The name is /)
    expect(page.entries).toHaveLength(2)
  })
})

describe('the sweep across cores', () => {
  // Its part of the page takes real time to load, which the clock of these tests does not wait for.
  beforeAll(() => import('../../../web/state/sweep-work.ts'))

  const standNear = (...given: Parameters<typeof stand>) => {
    const page = stand(...given)
    page.actions.nearSweep(true)
    return page
  }

  it('waits until the reader is near, goes on when left behind, and waits with what is changed after that', async () => {
    const page = stand()
    await settled()
    expect(page.state().sweep).toMatchObject({ status: 'waiting', shown: null })
    page.actions.setParameter(null, 'traffic.ratePerSecond', 20, 'commit')
    page.actions.nearSweep(true)
    await vi.advanceTimersByTimeAsync(501)
    page.actions.nearSweep(false)
    await settled()
    expect(page.state().sweep.status).toBe('done')
    expect(page.state().sweep.shown?.page).toBe(page.state().page)
    page.actions.setParameter(null, 'traffic.ratePerSecond', 21, 'commit')
    await settled()
    expect(page.state().sweep.status).toBe('waiting')
  })

  it('is computed once the reader is still, for every lane and every number of cores', async () => {
    const page = standNear()
    expect(page.state().sweep.status).toBe('soon')
    await settled()
    const { sweep } = page.state()
    expect(sweep.status).toBe('done')
    expect(sweep.shown?.cells.map(cell => `${cell.line}:${cell.x}`)).toEqual(
      [1, 2, 4, 8, 16].flatMap(cores => [`0:${cores}`, `1:${cores}`]),
    )
    expect(sweep.shown?.cells.every(cell => cell.summary?.errorShare.n === 10)).toBe(true)
  })

  it('stays what it was, and says from which settings, while another is on its way', async () => {
    const page = standNear()
    await settled()
    const before = page.state().sweep.shown
    page.actions.setParameter(null, 'traffic.ratePerSecond', 20, 'commit')
    expect(page.state().sweep.shown).toBe(before)
    expect(before?.page).not.toBe(page.state().page)
    await settled()
    expect(page.state().sweep.shown?.page).toBe(page.state().page)
  })

  it('gives its jobs up when it is cancelled, and draws nothing more', async () => {
    const signals: AbortSignal[] = []
    const page = standNear('', {
      summarise: (_, __, signal) => {
        signals.push(signal)
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      },
    })
    await settled()
    expect(page.state().sweep).toMatchObject({ status: 'running', settled: 0, total: 10 })
    page.actions.cancelSweep()
    await settled()
    expect(signals.every(signal => signal.aborted)).toBe(true)
    expect(page.state().sweep).toMatchObject({ status: 'cancelled', shown: null })
  })

  it('is not begun when it would never end, and says so', async () => {
    const page = standNear()
    page.actions.setParameter(null, 'traffic.ratePerSecond', 20_000, 'commit')
    page.actions.cancelSweep()
    page.actions.restartSweep()
    await vi.advanceTimersByTimeAsync(600)
    expect(page.state().sweep.status).toBe('failed')
    expect(page.state().sweep.message).toMatch(/requests; at most 50,000,000 are computed here/)
  })
})
