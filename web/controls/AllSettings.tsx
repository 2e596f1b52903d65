import { type KeyboardEvent, useRef, useState } from 'react'
import * as texts from '#text/controls.ts'
import type { Group } from '../../sim/scenario/scenario.ts'
import type { Setting } from '../state/edit.ts'
import { wordsOf } from '../text/parameters.ts'
import { ControlList, type Owners } from './ControlList.tsx'
import { byParameter, differs, grouped, groupOf, isChanged, matches, withoutEffect } from './search.ts'

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
        {(query.trim() !== '' || only !== 'all') && texts.search.found({ found: shown.length, all: all.length })}
      </p>
      <div ref={body}>
        {sectionsOf(shown).map(([group, section]) => (
          <section key={group} aria-label={texts.groups[group]}>
            <h3>{texts.groups[group]}</h3>
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
      <span>{texts.search.label}</span>
      <input
        type="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        placeholder={texts.search.placeholder}
        value={query}
        onChange={event => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </label>
  )
}

const FILTERS: readonly Only[] = ['all', 'changed', 'different']

function Filter({ only, counts, onOnly }: { only: Only; counts: Record<Only, number>; onOnly: (only: Only) => void }) {
  return (
    <fieldset className="filter">
      <legend className="visually-hidden">{texts.search.which}</legend>
      {FILTERS.map(one => (
        <label key={one}>
          <input type="radio" name="which-settings" checked={one === only} onChange={() => onOnly(one)} />
          {texts.search.filters[one]({ count: counts[one] })}
        </label>
      ))}
    </fieldset>
  )
}

function Nothing({ query, only }: { query: string; only: Only }) {
  const { nothing, nothingSays } = texts.search
  return <p className="nothing">{query.trim() === '' ? nothing[only] : nothingSays[only]({ query: query.trim() })}</p>
}

function Idle({ settings, query }: { settings: Setting[]; query: string }) {
  const idle = withoutEffect(settings, query)
  if (idle.length === 0) return null
  const labels = idle.map(parameter => wordsOf(parameter).label)
  return <p className="nothing">{texts.search.idle({ labels })}</p>
}

function sectionsOf(shown: Setting[][]): [Group, Setting[]][] {
  const groups = grouped(shown, group => groupOf(group[0]!.parameter))
  return [...groups].map(([group, settings]) => [group, settings.flat()])
}
