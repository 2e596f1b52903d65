/**
 * Random values, settings and page states, drawn from the parameter table.
 */
import fc from 'fast-check'
import { laneScenario, type PageState, stateOfStory } from '../../sim/scenario/link.ts'
import { laneIds, laneOf, MOST_LANES, mayDiffer } from '../../sim/scenario/link-lanes.ts'
import { merge } from '../../sim/scenario/merge.ts'
import { type NumberParameter, PARAMETERS, type Parameter, rangeOf } from '../../sim/scenario/parameters.ts'
import { type ParameterValue, type PartialScenario, withParameter } from '../../sim/scenario/scenario.ts'
import { SERVER_KIND_NAMES, SERVER_KINDS, type ServerKind } from '../../sim/scenario/server-kinds.ts'
import { type Lane, STORIES, type Story } from '../../sim/scenario/stories.ts'

export const parameters = fc.constantFrom(...PARAMETERS)

/** A value that a parameter allows, for servers that can be set. */
export function allowedValue(parameter: Parameter): fc.Arbitrary<ParameterValue> {
  if (parameter.kind === 'choice') return fc.constantFrom(...parameter.choices.map(choice => choice.value))
  if (parameter.kind === 'number') return numberOf(parameter)
  const step = fc.record({
    atSeconds: fc.double({ min: 0, max: parameter.maxSeconds, noNaN: true }),
    ratePerSecond: fc.double({ min: 0, max: parameter.maxRatePerSecond, noNaN: true }),
  })
  return fc
    .uniqueArray(step, { maxLength: 6, selector: ({ atSeconds }) => atSeconds })
    .map(steps => steps.sort((a, b) => a.atSeconds - b.atSeconds))
}

function numberOf({ min, max, integer, aboveMin }: NumberParameter): fc.Arbitrary<number> {
  const near = Math.min(max, min + 100)
  if (integer) return fc.oneof(fc.integer({ min, max }), fc.integer({ min, max: near }))
  const minExcluded = aboveMin === true
  return fc.oneof(
    fc.double({ min, max, minExcluded, noNaN: true }),
    fc.double({ min, max: near, minExcluded, noNaN: true }),
  )
}

/** Up to `maxLength` settings that this kind of server has. */
export function settingsFor(
  kind: ServerKind,
  maxLength: number,
  among: readonly Parameter[] = PARAMETERS,
): fc.Arbitrary<PartialScenario> {
  const free = among.filter(
    parameter => parameter.path !== 'server.kind' && !(parameter.kind === 'number' && rangeOf(parameter, kind).fixed),
  )
  const one = fc.constantFrom(...free).chain(parameter => allowedValue(parameter).map(value => ({ parameter, value })))
  return fc
    .array(one, { maxLength })
    .map(settings =>
      settings.reduce((set, { parameter, value }) => withParameter(set, parameter.path, value), {} as PartialScenario),
    )
}

const OWNABLE = PARAMETERS.filter(({ path }) => mayDiffer(path))

const names = fc.constantFrom('Friday', 'two words', 'naïve “quotes” & = %, 100 %', 'Zürich 北京', '(!~*)')

function changed(lane: Lane): fc.Arbitrary<Lane> {
  const otherServer = fc
    .constantFrom(...SERVER_KIND_NAMES)
    .chain(kind =>
      settingsFor(SERVER_KINDS[kind], 3, OWNABLE).map(set => ({ ...lane, set: merge({ server: { kind } }, set) })),
    )
  const named = names.map(name => ({ ...lane, name }))
  return fc.oneof(fc.constant(lane), otherServer, named)
}

/** The lanes of a story as they are, or any one to four in any order, some of them a reader’s own. */
function lanesOf(story: Story): fc.Arbitrary<Lane[]> {
  const ids = fc.shuffledSubarray(laneIds(story), { minLength: 1, maxLength: MOST_LANES })
  return fc
    .oneof(fc.constant(story.lanes.map(({ id }) => id)), ids)
    .chain(chosen => fc.tuple(...chosen.map(id => changed(laneOf(story, id)))))
}

/** Page states whose every lane can be run. */
export const states: fc.Arbitrary<PageState> = fc
  .constantFrom(...STORIES)
  .chain(story =>
    fc
      .tuple(settingsFor(SERVER_KINDS['gunicorn-gthread'], 5), fc.boolean(), lanesOf(story))
      .map(([settings, fromStory, lanes]) => {
        const shared = fromStory ? merge(story.shared, settings) : settings
        return { ...stateOfStory(story), shared, lanes }
      }),
  )
  .filter(state => state.lanes.every(lane => laneScenario(state, lane).ok))
