/**
 * The first thing done to input of unknown origin: a deep copy of what is plain data in it. The copy runs no getter,
 * follows no prototype, and is bounded in depth and in size, so cycles and huge lists end it early.
 */
import { inEnglish } from './in-english.ts'
import { NotPlain } from './problem.ts'

/** Scenario, group, steps, step: four levels hold every scenario; the rest is for naming what is wrong below. */
const MAX_DEPTH = 6
/** A scenario with the most steps has about 3,000 values. */
const MAX_VALUES = 20_000

export type PlainRecord = Record<string, unknown>

/**
 * A copy of `input` in which every object has no prototype and every part that is not plain data is a `NotPlain`.
 * Never throws. A proxy is asked through its traps; what they throw is treated as not plain.
 */
export function plainCopy(input: unknown): unknown {
  return copy(input, MAX_DEPTH, { values: MAX_VALUES })
}

export function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NotPlain)
}

function copy(value: unknown, depth: number, left: { values: number }): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return new NotPlain('nested too deeply')
  try {
    if (Array.isArray(value)) return copyList(value, depth, left)
    return isPlainObject(value) ? copyObject(value, depth, left) : new NotPlain('not a plain object')
  } catch {
    return new NotPlain('unreadable')
  }
}

/** Of this realm or another: an object whose prototype is the root of its chain, or absent. */
function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function copyList(list: unknown[], depth: number, left: { values: number }): unknown {
  const length = list.length
  if (length > left.values) return new NotPlain(`a list of ${inEnglish(length)}`)
  left.values -= length
  return Array.from({ length }, (_, at) => copyProperty(list, String(at), depth, left))
}

function copyObject(object: object, depth: number, left: { values: number }): unknown {
  const keys = Object.keys(object)
  if (keys.length > left.values) return new NotPlain(`an object of ${inEnglish(keys.length)} fields`)
  left.values -= keys.length
  const plain: PlainRecord = Object.create(null)
  for (const key of keys) plain[key] = copyProperty(object, key, depth, left)
  return plain
}

function copyProperty(owner: object, key: string, depth: number, left: { values: number }): unknown {
  const property = Object.getOwnPropertyDescriptor(owner, key)
  if (property === undefined) return undefined
  return 'value' in property ? copy(property.value, depth - 1, left) : new NotPlain('computed by a getter')
}
