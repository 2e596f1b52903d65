/**
 * `<prefork-playground>`: a figure of Prefork in any page. It makes a sandboxed frame, gives it the height of its content,
 * loads it when the reader comes near and stays, and hands on its messages. This file becomes `embed.js`: no dependency, no style
 * element and no inline handler, so that it works under a strict Content-Security-Policy.
 */
import * as texts from '#text/embed.ts'
import type { FrameState, FrameTime, RequestBody } from '../protocol.ts'
import { chapterOf, frameAddress } from './address.ts'
import { createChannel, type FrameChannel } from './frame-channel.ts'
import { joinGroup, leaveGroup, tellGroup, withoutInstant } from './group.ts'
import { onceStaying } from './pace.ts'
import { reservedHeight } from './reserved-height.ts'

/** Attributes that take a new frame; all others are told to the one that is there. */
const FOR_A_NEW_FRAME = [
  'views',
  'controls',
  'chapter',
  'start',
  'locale',
  'base',
  'paper',
  'ink',
  'soft',
  'line',
  'lane-1',
  'lane-2',
  'bad',
  'font',
]

/** The frame is loaded this far from the screen. */
const NEAR = '600px'

/** Where this script came from. As a module it is not told, and finds its own tag. */
const SCRIPT =
  (document.currentScript as HTMLScriptElement | null)?.src ??
  document.querySelector<HTMLScriptElement>('script[src*="embed.js"]')?.src ??
  location.href

export class PreforkPlayground extends HTMLElement {
  readonly #box = document.createElement('div')
  readonly #poster = document.createElement('slot')
  #frame: HTMLIFrameElement | null = null
  #channel: FrameChannel | null = null
  #near: IntersectionObserver | null = null
  /** Loads it no more, if it waits for that. */
  #giveUp = () => {}
  #attributes: MutationObserver | null = null
  /** The link that the frame showed last, without its instant. */
  #settings = ''

  constructor() {
    super()
    Object.assign(this.#box.style, { position: 'relative', overflow: 'hidden' })
    // Over the room that is kept for the frame, so that nothing moves when the frame takes its place.
    Object.assign(this.#poster.style, { display: 'block', position: 'absolute', inset: '0' })
    this.attachShadow({ mode: 'open' }).append(this.#box)
    this.#box.append(this.#poster)
  }

  connectedCallback(): void {
    this.style.display ||= 'block'
    this.#box.style.minHeight = `${reservedHeight(this, this.clientWidth || 640)}px`
    this.#showPoster()
    this.#near = new IntersectionObserver(
      entries => {
        this.#giveUp()
        if (entries.at(-1)?.isIntersecting) this.#giveUp = onceStaying(() => this.#load())
      },
      { rootMargin: NEAR },
    )
    if (this.getAttribute('start') !== 'click') this.#near.observe(this)
    this.#attributes = new MutationObserver(changes => this.#changed(changes))
    this.#attributes.observe(this, { attributes: true })
    joinGroup(this)
  }

  disconnectedCallback(): void {
    this.#near?.disconnect()
    this.#giveUp()
    this.#attributes?.disconnect()
    this.#unload()
    leaveGroup(this)
  }

  /** The state now. Rejects with the frame's sentence when it refuses, here and below. */
  get(): Promise<FrameState> {
    return this.#ask({ type: 'get' })
  }

  /** Settings by the keys they have in a link, `{ 'traffic.ratePerSecond': 40 }`, or a whole link. */
  set(to: Record<string, string | number> | string): Promise<FrameState> {
    if (typeof to !== 'string') return this.#ask({ type: 'set', settings: to })
    return this.#ask({ type: 'set', link: to.replace(/^[^#]*#/, '') })
  }

  play(speed?: number): Promise<FrameState> {
    return this.#ask(speed === undefined ? { type: 'play' } : { type: 'play', speed })
  }

  pause(): Promise<FrameState> {
    return this.#ask({ type: 'pause' })
  }

  seek(seconds: number): Promise<FrameState> {
    return this.#ask({ type: 'seek', seconds })
  }

  /** Does what another figure of the group did; what follows from it here is not told to the group again. */
  async follow(requests: RequestBody[]): Promise<void> {
    if (!this.#channel) return
    for (const request of requests) await this.#channel.ask(request, true).catch(() => {})
  }

  #ask(request: RequestBody): Promise<FrameState> {
    this.#load()
    return this.#channel!.ask(request)
  }

  #load(): void {
    if (this.#frame) return
    this.#near?.disconnect()
    const frame = document.createElement('iframe')
    frame.title = this.getAttribute('heading') ?? texts.figure
    frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox')
    frame.setAttribute('referrerpolicy', 'no-referrer')
    frame.src = frameAddress(this, SCRIPT)
    Object.assign(frame.style, { display: 'block', width: '100%', border: '0', height: this.#box.style.minHeight })
    this.#frame = frame
    this.#reveal(this.#isBare())
    this.#channel = createChannel(frame, {
      ready: state => this.#ready(state),
      height: height => this.#fit(height),
      change: (link, echo) => this.#showed(link, echo),
      result: result => {
        this.#reveal(true)
        this.#tell('result', result, true, [])
      },
      time: (time, echo) => this.#tell('time', time, echo, followTime(time)),
    })
    this.#box.append(frame)
  }

  #unload(): void {
    this.#channel?.close()
    this.#frame?.remove()
    this.#frame = this.#channel = null
    this.#reveal(false)
  }

  #ready({ height, link }: FrameState): void {
    this.#settings = withoutInstant(link)
    this.#fit(height)
    this.dispatchEvent(new Event('ready'))
  }

  /** The frame once it has something to show; the poster until then. */
  #reveal(frame: boolean): void {
    this.#poster.style.visibility = frame ? 'hidden' : 'visible'
    if (this.#frame) this.#frame.style.opacity = frame ? '1' : '0'
  }

  #fit(height: number): void {
    if (!this.#frame || height < 1) return
    this.#frame.style.height = `${height}px`
    this.#box.style.minHeight = '0'
  }

  /** Another instant is no other scenario: told to the group, it would undo what a reader changes there meanwhile. */
  #showed(link: string, echo: boolean): void {
    const before = this.#settings
    this.#settings = withoutInstant(link)
    this.#tell('change', { link }, echo || this.#settings === before, [{ type: 'set', link: this.#settings }])
  }

  #tell(name: string, detail: object, echo: boolean, requests: RequestBody[]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
    if (!echo) tellGroup(this, requests)
  }

  #changed(changes: MutationRecord[]): void {
    if (!this.#frame) return
    const names = new Set(changes.map(({ attributeName }) => attributeName ?? ''))
    if ([...names].some(name => FOR_A_NEW_FRAME.includes(name))) {
      this.#unload()
      this.#load()
    } else if (names.has('theme')) {
      void this.#ask({ type: 'theme', theme: this.getAttribute('theme') as 'auto' }).catch(() => {})
    }
    if ([...names].some(name => name.includes('.') || /^(story|preset|link)$/.test(name))) {
      void this.set(new URL(frameAddress(this, SCRIPT, false)).hash).catch(() => {})
    }
  }

  /** Without a poster the frame itself shows that something is to come. */
  #isBare(): boolean {
    return this.childElementCount === 0 && !this.#poster.firstElementChild
  }

  /** Until the frame is there: what the author put inside the element, or the story's picture. */
  #showPoster(): void {
    if (this.#poster.childElementCount > 0) return
    const waits = this.getAttribute('start') === 'click'
    if (this.getAttribute('poster') !== 'none' && this.childElementCount === 0) {
      const image = document.createElement('img')
      image.alt = ''
      image.src = this.getAttribute('poster') ?? posterOf(this)
      Object.assign(image.style, {
        display: 'block',
        width: '100%',
        height: '100%',
        objectFit: 'contain',
        objectPosition: 'top left',
      })
      image.onerror = () => image.remove()
      this.#poster.append(image)
    }
    if (!waits) return
    const button = document.createElement('button')
    button.textContent = texts.run
    Object.assign(button.style, {
      font: 'inherit',
      color: 'CanvasText',
      background: 'Canvas',
      border: '1px solid',
      borderRadius: '4px',
      padding: '.7em 1.2em',
      minHeight: '44px',
      cursor: 'pointer',
      position: 'absolute',
      zIndex: '1',
      bottom: '1em',
      left: '1em',
    })
    button.onclick = () => {
      this.#load()
      void this.play().catch(() => {})
      button.remove()
    }
    this.#box.prepend(button)
  }
}

function posterOf(element: Element): string {
  const chapter = chapterOf(element)
  // A lane of a story has the story's picture.
  const [preset] = (element.getAttribute('preset') ?? element.getAttribute('story') ?? 'one-core').split('/')
  const name = chapter ? `chapter-${chapter}` : preset!
  const theme = element.getAttribute('theme') ?? 'auto'
  return new URL(`posters/${encodeURIComponent(name)}-${theme}.svg`, element.getAttribute('base') ?? SCRIPT).href
}

function followTime({ playing, atSeconds, speed }: FrameTime): RequestBody[] {
  return playing
    ? [
        { type: 'seek', seconds: atSeconds },
        { type: 'play', speed },
      ]
    : [{ type: 'seek', seconds: atSeconds }]
}

if (!customElements.get('prefork-playground')) customElements.define('prefork-playground', PreforkPlayground)
