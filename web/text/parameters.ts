/** The words of a parameter. They stand in its table (sim/scenario/parameters.ts), in English; a language may have its own. */
import { parameters } from '#text/parameters.ts'
import type { Parameter } from '../../sim/scenario/parameters.ts'
import type { ParameterPath } from '../../sim/scenario/scenario.ts'

interface Words {
  label?: string
  help?: string
  /** What 0 means, for a number of which it means something else. */
  zeroMeans?: string
  /** Names of what can be chosen, by their values. */
  choices?: Readonly<Record<string, string>>
}

/** By the parameter's path; what is left out is as in the table. */
export type ParameterWords = Partial<Record<ParameterPath, Words>>

/** Everywhere else the page asks for a parameter's label, its help and its choices here. */
export function wordsOf<P extends Parameter>(parameter: P): P {
  const own = (parameters as ParameterWords)[parameter.path]
  if (!own) return parameter
  const { choices, ...words } = own
  if (parameter.kind !== 'choice' || !choices) return { ...parameter, ...words }
  return {
    ...parameter,
    ...words,
    choices: parameter.choices.map(one => ({ ...one, label: choices[one.value] ?? one.label })),
  }
}
