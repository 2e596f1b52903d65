/** What everything of Prefork in a frame has: its look, a memory in place of an address bar, a gate, and an ear for the page around. */
import { surroundWith } from '../state/surroundings.ts'
import { writeNumbersAsIn } from '../text/format.ts'
import { createSimPool } from '../worker/sim-pool.ts'
import { createConversation } from './conversation.ts'
import { createFramedAddress, type FramedAddress } from './framed-address.ts'
import { behindGate, createGate } from './gate.ts'
import type { EmbedOptions } from './options.ts'
import { applyProperties, applyTheme } from './theme.ts'

/** A page that says more than this before it is answered is not one that waits for answers. */
const MOST_EARLY = 100

export interface Frame {
  root: HTMLElement
  /** What the page around said until somebody listens: it speaks once this document has loaded, which may be sooner. */
  early: Early
  address: FramedAddress
  /** Whether the reader, or the author, wants it to compute. */
  setStarted(started: boolean): void
}

export interface Opening {
  options: EmbedOptions
  /** The state, as the fragment of a link. */
  link: string
  startsByItself: boolean
}

/** To be called before the page is made, which is when it is first imported. */
export function openFrame({ options, link, startsByItself }: Opening): Frame {
  const early = hearEarly()
  const root = document.getElementById('root')
  if (!root) throw new Error('The figure has no place for itself.')
  writeNumbersAsIn(options.locale)
  applyTheme(options.theme)
  applyProperties(options.properties)
  const gate = createGate()
  const address = createFramedAddress(link)
  surroundWith({ pool: behindGate(createSimPool(), gate), address, startsByItself })
  let inSight = false
  let started = false
  const look = () => gate.set(inSight && started)
  new IntersectionObserver(entries => {
    inSight = entries.at(-1)?.isIntersecting ?? false
    look()
  }).observe(root)
  return {
    root,
    early,
    address,
    setStarted(now) {
      started = now
      look()
    },
  }
}

interface Early {
  /** Hands over what was said, and hears no more. */
  end(): MessageEvent[]
}

function hearEarly(): Early {
  const said: MessageEvent[] = []
  const hear = (event: MessageEvent) => {
    if (said.length < MOST_EARLY) said.push(event)
  }
  addEventListener('message', hear)
  return {
    end() {
      removeEventListener('message', hear)
      return said
    },
  }
}

/** Answers the page around, and tells it what happens. `start` is called when that page wants time to go on. */
export async function converse({ root, early, address }: Frame, start: () => void): Promise<void> {
  const [{ createFigure, resultNow, timeNow }, { page }, { clock }] = await Promise.all([
    import('./figure.ts'),
    import('../state/the-page.ts'),
    import('../time/the-clock.ts'),
  ])
  const height = () => Math.ceil(root.getBoundingClientRect().height)
  const figure = createFigure({ address, start, theme: applyTheme, height })
  const conversation = createConversation(
    figure,
    // An origin that has no name can only be sent to as "anybody"; the message goes to the page around, and to no other.
    (message, origin) => parent.postMessage(message, origin === 'null' ? '*' : origin),
    () => performance.now(),
  )
  const hear = ({ data, origin, source }: MessageEvent) =>
    conversation.hear({ data, origin, fromParent: source === parent && parent !== window })
  for (const event of early.end()) hear(event)
  addEventListener('message', hear)
  address.onChange(link => conversation.tell({ type: 'change', link }))
  page.store.subscribe(({ picture }, before) => {
    if (picture === before.picture) return
    const result = resultNow()
    if (result) conversation.tell({ type: 'result', result })
  })
  clock.store.subscribe((now, before) => {
    if (now.playing === before.playing && now.stillMs === before.stillMs && now.speed === before.speed) return
    conversation.tell({ type: 'time', time: timeNow() })
  })
  new ResizeObserver(() => conversation.tell({ type: 'height', height: height() })).observe(root)
}
