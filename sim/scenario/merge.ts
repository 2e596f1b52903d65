/**
 * One partial scenario over another.
 */
import { PARAMETERS } from './parameters.ts'
import { type ParameterPath, type ParameterValue, type PartialScenario, placeOf, withParameter } from './scenario.ts'

/** The value a partial scenario sets at `path`, or `undefined`. */
export function setAt(partial: PartialScenario, path: ParameterPath): ParameterValue | undefined {
  const { group, field } = placeOf(path)
  return (partial[group] as Record<string, ParameterValue> | undefined)?.[field]
}

/** A copy that does not set `path`. */
export function without(partial: PartialScenario, path: ParameterPath): PartialScenario {
  if (setAt(partial, path) === undefined) return partial
  const { group, field } = placeOf(path)
  const { [field]: _, ...fields } = partial[group] as Record<string, ParameterValue>
  const { [group]: __, ...groups } = partial
  return Object.keys(fields).length > 0 ? { ...groups, [group]: fields } : groups
}

/** Everything that `base` or `over` sets; where both do, `over` counts. */
export function merge(base: PartialScenario, over: PartialScenario): PartialScenario {
  return PARAMETERS.reduce((merged, { path }) => {
    const value = setAt(over, path) ?? setAt(base, path)
    return value === undefined ? merged : withParameter(merged, path, value)
  }, {} as PartialScenario)
}
