/**
 * What an author asks of a figure, as the fragment of its address: `views=sentence,stage&controls=traffic.ratePerSecond`,
 * mixed with the parts that say which state it shows. Of a broken one the parts that hold are kept, as in every link.
 */
import { findParameter, PARAMETERS } from '../../sim/scenario/parameters.ts'
import { linkOfPreset } from '../../sim/scenario/preset-link.ts'
import { accepted, type Checked, notAllowed, type Problem, refused } from '../../sim/scenario/problem.ts'

/** What a figure can show, in the order in which an author names it. */
export const VIEWS = [
  'sentence',
  'about',
  'controls',
  'stage',
  'throughput',
  'errors',
  'cpu',
  'latency',
  'distribution',
  'heat',
  'places',
  'cores',
  'workers',
  'across',
  'map',
] as const

export type View = (typeof VIEWS)[number]

/** `view`: as soon as it is seen. `click`: when the reader asks. `never`: computed, but time stands still. */
export const STARTS = ['view', 'click', 'never'] as const
export const THEMES = ['auto', 'light', 'dark'] as const

/** Properties of the theme that an author may set, by the names they have in the address. */
export const THEME_PROPERTIES = ['paper', 'ink', 'soft', 'line', 'lane-1', 'lane-2', 'bad', 'font'] as const
export type ThemeProperty = (typeof THEME_PROPERTIES)[number]

/** A control that the reader may move: of one lane, or of every scope that the parameter has. */
export interface Control {
  lane: string | null
  path: string
}

export interface EmbedOptions {
  views: readonly View[]
  controls: readonly Control[]
  theme: (typeof THEMES)[number]
  start: (typeof STARTS)[number]
  /** A language tag; numbers are written its way. */
  locale: string
  properties: Partial<Record<ThemeProperty, string>>
}

export const DEFAULT_OPTIONS: EmbedOptions = {
  views: ['sentence', 'stage'],
  controls: [],
  theme: 'auto',
  start: 'view',
  locale: 'en',
  properties: {},
}

const KEYS = ['views', 'controls', 'theme', 'start', 'locale', ...THEME_PROPERTIES]

/** Longer than any figure needs. */
const MOST_CONTROLS = 24
const LONGEST_PROPERTY = 80

export interface ReadFragment {
  options: EmbedOptions
  /** The parts that are about the state, for `decodeState`. */
  state: string
  problems: Problem[]
}

/** Never throws. */
export function readFragment(fragment: string): ReadFragment {
  const parts = fragment.replace(/^#/, '').split('&')
  const own = new Map<string, string>()
  const state: string[] = []
  const problems: Problem[] = []
  for (const part of parts) {
    const [key = '', text = ''] = part.split(/=(.*)/s)
    if (KEYS.includes(key)) own.set(key, decoded(text))
    else state.push(...statePart(part, problems))
  }
  return { options: readOptions(own, problems), state: state.join('&'), problems }
}

/** A state as an article writes it, with names in small letters and presets, as a link has it. */
export function linkOf(fragment: string): Checked<string> {
  const problems: Problem[] = []
  const parts = fragment.split('&').flatMap(part => statePart(part, problems))
  return problems.length > 0 ? refused(problems) : accepted(parts.join('&'))
}

function statePart(part: string, problems: Problem[]): string[] {
  const [key = '', text = ''] = part.split(/=(.*)/s)
  if (key !== 'preset') return [named(key) === key ? part : `${named(key)}=${text}`]
  const link = linkOfPreset(decoded(text))
  if (link.ok) return [link.value]
  problems.push(...link.problems)
  return []
}

/** HTML knows only small letters in the names of attributes; hyphens may stand between words. */
const BY_SMALL_LETTERS = new Map(PARAMETERS.map(({ path }) => [path.toLowerCase(), path]))

/** A key of a link as the table writes it, or as it is when the table has no such parameter. */
function named(key: string): string {
  if (findParameter(key)) return key
  const plain = key.toLowerCase()
  const lane = plain.split('.').length > 2 ? plain.slice(0, plain.indexOf('.') + 1) : ''
  const path = BY_SMALL_LETTERS.get(plain.slice(lane.length).replaceAll('-', ''))
  return path ? `${lane}${path}` : key
}

function readOptions(own: ReadonlyMap<string, string>, problems: Problem[]): EmbedOptions {
  const { views, theme, start, locale } = DEFAULT_OPTIONS
  return {
    views: readViews(own.get('views'), problems) ?? views,
    controls: readControls(own.get('controls'), problems),
    theme: oneOf('theme', THEMES, own.get('theme'), problems) ?? theme,
    start: oneOf('start', STARTS, own.get('start'), problems) ?? start,
    locale: readLocale(own.get('locale'), problems) ?? locale,
    properties: readProperties(own, problems),
  }
}

function readViews(text: string | undefined, problems: Problem[]): readonly View[] | undefined {
  const views = [...new Set(words(text))].flatMap(word => {
    if (word !== 'chapter') return oneOf('views', VIEWS, word, problems) ?? []
    problems.push(notAllowed('views', word, `${VIEWS.join(', ')}; a chapter is learn/embed-ID.html`))
    return []
  })
  return views.length > 0 ? views : undefined
}

function readControls(text: string | undefined, problems: Problem[]): readonly Control[] {
  const named = [...new Set(words(text))]
  if (named.length > MOST_CONTROLS) problems.push(notAllowed('controls', `${named.length}`, `at most ${MOST_CONTROLS}`))
  return named.slice(0, MOST_CONTROLS).flatMap(word => {
    const control = readControl(word)
    if (control) return [control]
    problems.push(notAllowed('controls', word, 'the path of a parameter, such as traffic.ratePerSecond'))
    return []
  })
}

function readControl(text: string): Control | null {
  const word = named(text)
  if (findParameter(word)) return { lane: null, path: word }
  const dot = word.indexOf('.')
  const [lane, path] = [word.slice(0, dot), word.slice(dot + 1)]
  return dot > 0 && findParameter(path) ? { lane, path } : null
}

function readLocale(text: string | undefined, problems: Problem[]): string | undefined {
  if (text === undefined) return undefined
  try {
    const [tag] = Intl.NumberFormat.supportedLocalesOf(text)
    if (tag) return tag
  } catch {
    // Told below.
  }
  problems.push(notAllowed('locale', text, 'a language tag such as en or de-CH'))
  return undefined
}

/** Values are checked as what they are to be, a colour or a family of type, where they are used. */
function readProperties(own: ReadonlyMap<string, string>, problems: Problem[]): EmbedOptions['properties'] {
  const properties: EmbedOptions['properties'] = {}
  for (const name of THEME_PROPERTIES) {
    const text = own.get(name)
    if (text === undefined) continue
    if (isPlainStyle(name, text)) properties[name] = text
    else problems.push(notAllowed(name, text, name === 'font' ? 'names of typefaces' : 'a CSS colour'))
  }
  return properties
}

/** Neither an address nor a reference to something else: only names, numbers and colour functions. */
export function isPlainStyle(name: ThemeProperty, text: string): boolean {
  if (text === '' || text.length > LONGEST_PROPERTY) return false
  if (name === 'font') return /^[\w\s,'"-]+$/.test(text)
  return /^(#[\da-f]{3,8}|[a-z]+|(rgb|rgba|hsl|hsla|oklch|oklab|lab|lch|light-dark)\([\w\s.,%/#()+-]+\))$/i.test(text)
}

function oneOf<T extends string>(
  key: string,
  allowed: readonly T[],
  text: string | undefined,
  problems: Problem[],
): T | undefined {
  const found = allowed.find(value => value === text)
  if (text !== undefined && !found) problems.push(notAllowed(key, text, `one of ${allowed.join(', ')}`))
  return found
}

function words(text: string | undefined): string[] {
  return text?.split(/[\s,]+/).filter(word => word !== '') ?? []
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The options as parts of a fragment; what is as it would be anyway is left out. */
export function optionParts(options: Partial<EmbedOptions>): string[] {
  const { views, controls, theme, start, locale, properties } = { ...DEFAULT_OPTIONS, ...options }
  const parts: [string, string, string][] = [
    ['views', views.join(','), DEFAULT_OPTIONS.views.join(',')],
    ['controls', controls.map(({ lane, path }) => (lane ? `${lane}.${path}` : path)).join(','), ''],
    ['theme', theme, DEFAULT_OPTIONS.theme],
    ['start', start, DEFAULT_OPTIONS.start],
    ['locale', locale, DEFAULT_OPTIONS.locale],
    ...Object.entries(properties).map(([name, value]): [string, string, string] => [name, value, '']),
  ]
  return parts
    .filter(([, text, usual]) => text !== usual)
    .map(([key, text]) => `${key}=${encodeURIComponent(text).replaceAll('%2C', ',')}`)
}
