/**
 * What to say about a path that is not in the table.
 */
import { closest, distance } from 'fastest-levenshtein'
import { PARAMETERS } from './parameters.ts'
import { type Problem, shown, shownPath } from './problem.ts'

const PATHS: readonly string[] = PARAMETERS.map(parameter => parameter.path)

export const GROUPS: readonly string[] = [...new Set(PATHS.map(path => path.split('.')[0]!))]

/** More letters than any path has; a longer key is compared by its beginning. */
const MAX_COMPARED = 40

/**
 * A sentence about an unknown path, with the nearest parameter when there is a near one. `prefix` is what stands before
 * the path where it was found, a lane’s id in a link.
 */
export function unknownPath(path: string, value: unknown, prefix = ''): Problem {
  const near = nearest(path)
  const advice = near === null ? `${allowedInstead(path)}.` : `did you mean ${prefix}${near}?`
  const name = shownPath(prefix + path)
  const message = `${name} is ${shown(value)}, but there is no such parameter; ${advice}`
  return { path: name, value, message }
}

/** The parameter whose path, or whose field alone, is spelled most like `path`; null when none is near. */
function nearest(path: string): string | null {
  const asked = path.slice(0, MAX_COMPARED).toLowerCase()
  const names = new Map<string, string>()
  for (const known of PATHS) {
    names.set(known.toLowerCase(), known)
    const field = known.split('.')[1]!.toLowerCase()
    if (!names.has(field)) names.set(field, known)
  }
  const best = closest(asked, [...names.keys()])
  return distance(asked, best) <= asked.length / 4 ? (names.get(best) ?? null) : null
}

function allowedInstead(path: string): string {
  const group = path.split('.')[0]!
  if (!GROUPS.includes(group)) return `allowed are the groups ${GROUPS.join(', ')}`
  const fields = PATHS.filter(known => known.startsWith(`${group}.`)).map(known => known.split('.')[1])
  return `allowed in ${group} are ${fields.join(', ')}`
}
