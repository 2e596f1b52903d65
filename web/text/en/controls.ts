/** The settings, undo and redo, and what a change did. */
import { plural } from '../format.ts'
import { list } from '../plural.ts'

export const settings = 'Settings'
export const story = 'Story'

export const groups = {
  traffic: 'Traffic',
  request: 'A request',
  client: 'Clients',
  proxy: 'Proxy',
  server: 'Server',
  machine: 'Machine',
  fleet: 'Fleet',
  run: 'The run',
}

/** Words that readers may search units by. */
export const unitNames: Record<string, string> = {
  ms: 'milliseconds seconds time',
  s: 'seconds time',
  '/s': 'per second rate',
  µs: 'microseconds time',
  MB: 'megabytes',
}

export const exactValue = ({ label, owner }: { label: string; owner: string | null }) =>
  owner ? `${label}, ${owner}, exact value` : `${label}, exact value`

/** Before the name of the lane whose setting it is; only spoken. */
export const spokenLabel = ({ label }: { label: string }) => `${label}, `

export const backTo = ({ value }: { value: string }) => `Back to ${value}`
export const reset = ({ label, owner, value }: { label: string; owner: string | null; value: string }) =>
  owner ? `Reset ${label}, ${owner}, to ${value}` : `Reset ${label} to ${value}`

export const differs = 'differs'
export const split = 'Set it for each lane by itself'
export const splitOf = ({ label }: { label: string }) => `${label}: set it for each lane by itself`
export const join = 'Make it the same for all lanes'
export const joinOf = ({ label }: { label: string }) => `${label}: make it the same for all lanes`

export const changes = 'Changes'
export const undo = 'Undo'
export const redo = 'Redo'
export const resetAll = 'Reset all'
export const withKeys = ({ label, keys }: { label: string; keys: string }) => `${label} (${keys})`

export const allSettings = ({ settings }: { settings: number }) => `All settings, ${settings}`

export const search = {
  label: 'Search the settings',
  placeholder: 'timeout, memory, queue …',
  which: 'Which settings',
  found: ({ found, all }: { found: number; all: number }) => `${found} of ${plural(all, 'setting')}`,
  filters: {
    all: ({ count }: { count: number }) => `All, ${count}`,
    changed: ({ count }: { count: number }) => `Changed, ${count}`,
    different: ({ count }: { count: number }) => `Different, ${count}`,
  },
  nothing: {
    all: 'No setting.',
    changed: 'No setting that you changed.',
    different: 'No setting that lanes differ in.',
  },
  nothingSays: {
    all: ({ query }: { query: string }) => `No setting says “${query}”.`,
    changed: ({ query }: { query: string }) => `No setting that you changed says “${query}”.`,
    different: ({ query }: { query: string }) => `No setting that lanes differ in says “${query}”.`,
  },
  idle: ({ labels }: { labels: string[] }) => `Found too, but without effect as things are: ${labels.join(', ')}.`,
}

/** What a change did, for whoever cannot see the controls move. */
export const did = {
  undone: 'Undone.',
  redone: 'Redone.',
  story: ({ title }: { title: string }) => `The story is “${title}”.`,
  added: ({ name }: { name: string }) => `Lane “${name}” is there.`,
  removed: ({ name }: { name: string }) => `Lane “${name}” is gone.`,
  renamed: ({ before, name }: { before: string; name: string }) => `Lane “${before}” is called “${name}”.`,
  settings: ({ changes, first }: { changes: number; first: string }) => `${changes} settings changed. ${first}`,
  setting: ({ label, value }: { label: string; value: string }) => `“${label}”: ${value}.`,
  settingOf: ({ label, lanes, value }: { label: string; lanes: string[]; value: string }) =>
    `“${label}”, ${list(lanes)}: ${value}.`,
  split: ({ label }: { label: string }) => `“${label}” is set for each lane by itself.`,
  joined: ({ label }: { label: string }) => `“${label}” is the same for all lanes.`,
}

/** In a sentence that refuses a name. */
export const theName = 'The name'
