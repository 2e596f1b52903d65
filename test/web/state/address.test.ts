import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAddress } from '../../../web/state/address.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface Entry {
  state: unknown
  hash: string
}

/** As much of a window as an address needs: a history that travels at once. */
function fakeWindow({
  entries = [{ state: null, hash: '' }],
  framed = false,
}: {
  entries?: Entry[]
  framed?: boolean
} = {}) {
  let at = entries.length - 1
  let listener = (_: { state: unknown }) => {}
  const win = {
    location: {
      get hash() {
        return entries[at]!.hash
      },
    },
    history: {
      get state() {
        return entries[at]!.state
      },
      pushState: (state: unknown, _: string, hash: string) => {
        entries.splice(++at, entries.length, { state, hash })
      },
      replaceState: (state: unknown, _: string, hash: string) => {
        entries[at] = { state, hash }
      },
      go: (by: number) => {
        at += by
        listener({ state: entries[at]!.state })
      },
    },
    addEventListener: (_: string, hears: typeof listener) => {
      listener = hears
    },
    parent: undefined as unknown,
  }
  win.parent = framed ? {} : win
  const type = (hash: string) => {
    entries.splice(++at, entries.length, { state: null, hash })
    listener({ state: null })
  }
  return { win: win as unknown as Window, entries, type, go: win.history.go }
}

describe('the address', () => {
  it('has one entry for each gesture, and travels among them', () => {
    const { win, entries } = fakeWindow()
    const address = createAddress(win)
    const travelled = vi.fn()
    address.onTravel(travelled)
    address.replace('a')
    address.slide('b')
    address.slide('c')
    address.settle()
    address.push('d')
    expect(entries.map(({ hash }) => hash)).toEqual(['#a', '#c', '#d'])
    expect(address.ways()).toEqual({ back: true, forward: false })
    address.travel(-1)
    expect([address.read(), address.ways()]).toEqual(['#c', { back: true, forward: true }])
    address.travel(-1)
    address.travel(-1)
    expect([address.read(), address.ways()]).toEqual(['#a', { back: false, forward: true }])
    expect(travelled).toHaveBeenCalledTimes(2)
  })

  it('writes what was still pending into the entry that undo leaves', () => {
    const { win, entries } = fakeWindow()
    const address = createAddress(win)
    address.replace('a')
    address.slide('b')
    address.slide('c')
    address.travel(-1)
    expect(entries.map(({ hash }) => hash)).toEqual(['#a', '#c'])
    expect(address.read()).toBe('#a')
  })

  it('follows the browser’s own back and forward, and an address that is typed', () => {
    const { win, type, go } = fakeWindow()
    const address = createAddress(win)
    address.replace('a')
    address.push('b')
    go(-1)
    expect(address.ways()).toEqual({ back: false, forward: true })
    type('#typed')
    expect(address.ways()).toEqual({ back: true, forward: false })
    address.travel(-1)
    expect(address.read()).toBe('#a')
  })

  it('knows its place again after the page was loaded anew', () => {
    const { win } = fakeWindow({ entries: [{ state: { place: 3 }, hash: '#x' }] })
    expect(createAddress(win).ways()).toEqual({ back: true, forward: false })
    const foreign = fakeWindow({ entries: [{ state: { place: 'first' }, hash: '#x' }] })
    expect(createAddress(foreign.win).ways()).toEqual({ back: false, forward: false })
  })

  it('never moves the article around a frame', () => {
    const { win, entries } = fakeWindow({ framed: true })
    const address = createAddress(win)
    address.replace('a')
    address.push('b')
    address.travel(-1)
    expect(entries.map(({ hash }) => hash)).toEqual(['#a', '#a'])
    expect(address.ways()).toEqual({ back: false, forward: true })
    address.travel(1)
    expect(address.read()).toBe('#b')
  })
})
