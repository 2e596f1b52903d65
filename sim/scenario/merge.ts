/**
 * One partial scenario over another.
 */
import { PARAMETERS } from './parameters.ts'
import { type ParameterPath, type ParameterValue, type PartialScenario, withParameter } from './scenario.ts'

/** The value a partial scenario sets at `path`, or `undefined`. */
export function setAt(partial: PartialScenario, path: ParameterPath): ParameterValue | undefined {
  const [group, field] = path.split('.') as [keyof PartialScenario, string]
  return (partial[group] as Record<string, ParameterValue> | undefined)?.[field]
}

/** Everything that `base` or `over` sets; where both do, `over` counts. */
export function merge(base: PartialScenario, over: PartialScenario): PartialScenario {
  return PARAMETERS.reduce((merged, { path }) => {
    const value = setAt(over, path) ?? setAt(base, path)
    return value === undefined ? merged : withParameter(merged, path, value)
  }, {} as PartialScenario)
}
