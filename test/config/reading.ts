import type { Configuration, FileKind } from '../../sim/config/configuration.ts'
import { readConfiguration } from '../../sim/config/read-configuration.ts'

/** What a text sets, by path. @throws Error with the sentences when it is refused. */
export function read(text: string, kind: FileKind | null = null, cores = 2): Configuration {
  const result = readConfiguration(text, { name: null, kind, cores })
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'))
  return result.value
}

/** What the file itself sets, without defaults: `line path=value`. */
export function taken({ understood }: Configuration): string[] {
  return understood.filter(({ line }) => line > 0).map(({ line, path, value }) => `${line} ${path}=${value}`)
}

/** `line: why`. */
export function left({ leftOut }: Configuration): string[] {
  return leftOut.map(({ line, why }) => `${line}: ${why}`)
}
