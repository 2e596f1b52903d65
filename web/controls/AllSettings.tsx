import { type KeyboardEvent, useRef, useState } from 'react'
import type { Group } from '../../sim/scenario/scenario.ts'
import type { Setting } from '../state/edit.ts'
import { plural } from '../text/format.ts'
import { ControlList, type Owners } from './ControlList.tsx'
import { byParameter, differs, GROUP_NAMES, grouped, groupOf, isChanged, matches, withoutEffect } from './search.ts'

type Only = 'all' | 'changed' | 'different'

/** Every parameter that changes anything now, by group; found by words, or by whether it was changed or tells lanes apart. */
export function AllSettings({ settings, owners }: { settings: Setting[]; owners: Owners }) {
  const [query, setQuery] = useState('')
  const [only, setOnly] = useState<Only>('all')
  const body = useRef<HTMLDivElement>(null)
  const all = byParameter(settings)
  const counts = {
    all: all.length,
    changed: all.filter(group => group.some(isChanged)).length,
    different: all.filter(differs).length,
  }
  const shown = all.filter(
    group =>
      matches(group[0]!.parameter, query) &&
      (only === 'all' || (only === 'changed' ? group.some(isChanged) : differs(group))),
  )
  const toFirst = () => body.current?.querySelector<HTMLElement>('input, select')?.focus()
  return (
    <div className="settings">
      <Search query={query} onQuery={setQuery} onEnter={toFirst} />
      <Filter only={only} counts={counts} onOnly={setOnly} />
      <p className="found" role="status">
        {(query.trim() !== '' || only !== 'all') && `${shown.length} of ${plural(all.length, 'setting')}`}
      </p>
      <div ref={body}>
        {sectionsOf(shown).map(([group, section]) => (
          <section key={group} aria-label={GROUP_NAMES[group]}>
            <h3>{GROUP_NAMES[group]}</h3>
            <ControlList settings={section} owners={owners} showHelp />
          </section>
        ))}
      </div>
      {shown.length === 0 && <Nothing query={query} only={only} />}
      {query.trim() !== '' && only === 'all' && <Idle settings={settings} query={query} />}
    </div>
  )
}

interface SearchProps {
  query: string
  onQuery: (query: string) => void
  onEnter: () => void
}

/** Enter goes to the first setting that was found, Escape forgets the words. */
function Search({ query, onQuery, onEnter }: SearchProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onEnter()
    if (event.key === 'Escape') onQuery('')
  }
  return (
    <label className="search">
      <span>Search the settings</span>
      <input
        type="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        placeholder="timeout, memory, queue …"
        value={query}
        onChange={event => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </label>
  )
}

const FILTERS: Record<Only, string> = { all: 'All', changed: 'Changed', different: 'Different' }

function Filter({ only, counts, onOnly }: { only: Only; counts: Record<Only, number>; onOnly: (only: Only) => void }) {
  return (
    <fieldset className="filter">
      <legend className="visually-hidden">Which settings</legend>
      {(Object.keys(FILTERS) as Only[]).map(one => (
        <label key={one}>
          <input type="radio" name="which-settings" checked={one === only} onChange={() => onOnly(one)} />
          {FILTERS[one]}, {counts[one]}
        </label>
      ))}
    </fieldset>
  )
}

function Nothing({ query, only }: { query: string; only: Only }) {
  const which = {
    all: 'No setting',
    changed: 'No setting that you changed',
    different: 'No setting that lanes differ in',
  }
  return (
    <p className="nothing">
      {which[only]}
      {query.trim() === '' ? '' : ` says “${query.trim()}”`}.
    </p>
  )
}

function Idle({ settings, query }: { settings: Setting[]; query: string }) {
  const idle = withoutEffect(settings, query)
  if (idle.length === 0) return null
  return (
    <p className="nothing">Found too, but without effect as things are: {idle.map(({ label }) => label).join(', ')}.</p>
  )
}

function sectionsOf(shown: Setting[][]): [Group, Setting[]][] {
  const groups = grouped(shown, group => groupOf(group[0]!.parameter))
  return [...groups].map(([group, settings]) => [group, settings.flat()])
}
