/**
 * The value of a Python expression, found on its syntax tree and never by running it: constants, arithmetic, names that
 * were assigned before, the machine's count of cores, the environment's defaults, and a handful of harmless functions.
 * Anything else has no value here, and the sentence says which part.
 */
import type { SyntaxNode } from '@lezer/common'
import { shown } from '../scenario/problem.ts'
import { compareValues, divided, floorDivided, modulo, rounded, toInteger, toText } from './python-arithmetic.ts'
import { readStringLiteral } from './python-strings.ts'
import { Unknown, type Value } from './settings.ts'

export interface Scope {
  source: string
  cores: number
  /** Assigned names, and what the imported ones stand for, such as `mp` → `multiprocessing`. */
  values: Map<string, Value>
  modules: Map<string, string>
  /** Why a name has no value. */
  unknown: Map<string, string>
  /** Collects how a value came about. */
  notes: Set<string>
}

const DEEPEST = 60
const LONGEST_TEXT = 10_000

/** @throws Unknown when it cannot be told without running the file. */
export function evaluate(node: SyntaxNode | null, scope: Scope, depth = 0): Value {
  if (node === null) throw new Unknown('an expression is missing')
  if (depth > DEEPEST) throw new Unknown('the expression is nested too deeply')
  const read = READERS.get(node.name)
  if (!read) throw new Unknown(`${excerptOf(node, scope)} is not evaluated`)
  return read(node, scope, depth + 1)
}

type Reader = (node: SyntaxNode, scope: Scope, depth: number) => Value

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['Number', readNumber],
  ['String', (node, scope) => readStringLiteral(textOf(node, scope)) ?? unknown(node, scope)],
  ['ContinuedString', readContinuedString],
  ['FormatString', readFormatString],
  ['Boolean', (node, scope) => textOf(node, scope) === 'True'],
  ['None', () => null],
  ['VariableName', readName],
  ['ParenthesizedExpression', (node, scope, depth) => evaluate(expressionsOf(node)[0] ?? null, scope, depth)],
  ['ArrayExpression', readList],
  ['TupleExpression', readList],
  ['UnaryExpression', readUnary],
  ['BinaryExpression', readBinary],
  ['ConditionalExpression', readConditional],
  ['CallExpression', readCall],
  ['MemberExpression', readMember],
])

export function textOf(node: { from: number; to: number }, scope: Pick<Scope, 'source'>): string {
  return scope.source.slice(node.from, node.to)
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child)
  return children
}

/** Children that are not punctuation, operators or remarks. */
function expressionsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => /^[A-Z]/.test(name) && !/Op$|^Comment$/.test(name))
}

function excerptOf(node: SyntaxNode, scope: Scope): string {
  return shown(textOf(node, scope).replace(/\s+/g, ' '))
}

function unknown(node: SyntaxNode, scope: Scope): never {
  throw new Unknown(`${excerptOf(node, scope)} is not evaluated`)
}

function bounded(texts: readonly string[]): string {
  if (texts.reduce((sum, text) => sum + text.length, 0) > LONGEST_TEXT) throw new Unknown('a text is too long')
  return texts.join('')
}

function readNumber(node: SyntaxNode, scope: Scope): number {
  const text = textOf(node, scope).replaceAll('_', '')
  const number = /^0[0-9]+$/.test(text) && !/^0+$/.test(text) ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : unknown(node, scope)
}

function readContinuedString(node: SyntaxNode, scope: Scope, depth: number): string {
  return bounded(expressionsOf(node).map(child => toText(evaluate(child, scope, depth))))
}

/** `f"0.0.0.0:{port}"`, without conversions and formats. */
function readFormatString(node: SyntaxNode, scope: Scope, depth: number): string {
  let rest = node.from
  const parts: string[] = []
  const quote = /^[a-z]*("""|'''|"|')/i.exec(textOf(node, scope))?.[1] ?? unknown(node, scope)
  const opening = textOf(node, scope).indexOf(quote) + quote.length
  const literal = (from: number, to: number) => {
    const text = scope.source.slice(from, to)
    parts.push(
      readStringLiteral(`${quote}${text.replaceAll('{{', '{').replaceAll('}}', '}')}${quote}`) ?? unknown(node, scope),
    )
  }
  rest += opening
  for (const child of childrenOf(node)) {
    if (child.name !== 'FormatReplacement') continue
    const inner = expressionsOf(child)
    if (inner.length !== 1) unknown(node, scope)
    literal(rest, child.from)
    parts.push(toText(evaluate(inner[0]!, scope, depth)))
    rest = child.to
  }
  literal(rest, Math.max(rest, node.to - quote.length))
  return bounded(parts)
}

function readName(node: SyntaxNode, scope: Scope): Value {
  const name = textOf(node, scope)
  const value = scope.values.get(name)
  if (value !== undefined) return value
  throw new Unknown(scope.unknown.get(name) ?? `${shown(name)} is not assigned before`)
}

function readList(node: SyntaxNode, scope: Scope, depth: number): Value {
  return expressionsOf(node).map(child => evaluate(child, scope, depth))
}

function readUnary(node: SyntaxNode, scope: Scope, depth: number): Value {
  const value = evaluate(expressionsOf(node)[0] ?? null, scope, depth)
  const operator = textOf(node.firstChild!, scope)
  if (operator === 'not') return !isTrue(value)
  const number = toNumber(value)
  return operator === '-' ? -number : operator === '+' ? number : unknown(node, scope)
}

function readBinary(node: SyntaxNode, scope: Scope, depth: number): Value {
  const [left, ...others] = childrenOf(node)
  const right = others.pop() ?? null
  const operator = others.map(child => textOf(child, scope)).join(' ')
  const a = evaluate(left ?? null, scope, depth)
  if (operator === 'or') return isTrue(a) ? a : evaluate(right, scope, depth)
  if (operator === 'and') return isTrue(a) ? evaluate(right, scope, depth) : a
  const b = evaluate(right, scope, depth)
  return operated(operator, a, b) ?? unknown(node, scope)
}

/** What `a operator b` is; null for an operator that is not evaluated. @throws Unknown */
export function operated(operator: string, a: Value, b: Value): Value {
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return bounded([a, b])
  const compared = compareValues(operator, a, b)
  if (compared !== null) return compared
  const arithmetic: Readonly<Record<string, (x: number, y: number) => number>> = {
    '+': (x, y) => x + y,
    '-': (x, y) => x - y,
    '*': (x, y) => x * y,
    '/': divided,
    '//': floorDivided,
    '%': modulo,
    '**': (x, y) => x ** y,
  }
  if (!Object.hasOwn(arithmetic, operator)) return null
  const result = arithmetic[operator]!(toNumber(a), toNumber(b))
  if (!Number.isFinite(result)) throw new Unknown(`${toText(a)} ${operator} ${toText(b)} is no number`)
  return result
}

function readConditional(node: SyntaxNode, scope: Scope, depth: number): Value {
  const [yes, condition, no] = expressionsOf(node)
  return evaluate((isTrue(evaluate(condition ?? null, scope, depth)) ? yes : no) ?? null, scope, depth)
}

/** `os.environ` without a default. A name of a module has no value of its own. */
function readMember(node: SyntaxNode, scope: Scope, depth: number): Value {
  const [object, index] = expressionsOf(node)
  if (dottedName(object ?? null, scope) === 'os.environ' && index?.name === 'String') {
    throw new Unknown(`the environment variable ${shown(readStringLiteral(textOf(index, scope)))} is not known here`)
  }
  if (index?.name === 'PropertyName') unknown(node, scope)
  const [list, at] = [evaluate(object ?? null, scope, depth), evaluate(index ?? null, scope, depth)]
  if (!Array.isArray(list) || typeof at !== 'number') unknown(node, scope)
  return (list as readonly Value[]).at(at) ?? unknown(node, scope)
}

/** `mp.cpu_count` → `multiprocessing.cpu_count`, by what was imported; null for anything but names and dots. */
export function dottedName(node: SyntaxNode | null, scope: Scope): string | null {
  if (node?.name === 'VariableName') return scope.modules.get(textOf(node, scope)) ?? textOf(node, scope)
  if (node?.name !== 'MemberExpression' || node.lastChild?.name !== 'PropertyName') return null
  const object = dottedName(node.firstChild, scope)
  return object === null || object.length > 200 ? null : `${object}.${textOf(node.lastChild, scope)}`
}

const CORE_COUNTS = new Set([
  'multiprocessing.cpu_count',
  'os.cpu_count',
  'os.process_cpu_count',
  'psutil.cpu_count',
  'joblib.cpu_count',
])

function readCall(node: SyntaxNode, scope: Scope, depth: number): Value {
  const name = dottedName(node.firstChild, scope)
  const list = childrenOf(node).find(child => child.name === 'ArgList')
  const args = list ? expressionsOf(list) : []
  if (name === null || childrenOf(list ?? node).some(child => child.name === 'AssignOp')) unknown(node, scope)
  if (CORE_COUNTS.has(name!) || (name === 'len' && isAffinity(args[0] ?? null, scope))) {
    scope.notes.add(`with ${scope.cores} ${scope.cores === 1 ? 'core' : 'cores'}`)
    return scope.cores
  }
  if (name === 'os.getenv' || name === 'os.environ.get') return readEnvironment(args, scope, depth)
  const values = args.map(arg => evaluate(arg, scope, depth))
  return called(name!, values) ?? unknown(node, scope)
}

function isAffinity(node: SyntaxNode | null, scope: Scope): boolean {
  return node?.name === 'CallExpression' && dottedName(node.firstChild, scope) === 'os.sched_getaffinity'
}

function readEnvironment(args: readonly SyntaxNode[], scope: Scope, depth: number): Value {
  const name = evaluate(args[0] ?? null, scope, depth)
  const fallback = args[1] ? evaluate(args[1], scope, depth) : null
  scope.notes.add(`${shown(name)} is taken as not set in the environment`)
  return fallback
}

/** Python's own functions of numbers and texts; null for all others. */
function called(name: string, values: readonly Value[]): Value {
  const numbers = () => (Array.isArray(values[0]) ? (values[0] as Value[]) : values).map(toNumber)
  const [first = null] = values
  if (values.length === 0) return null
  if (name === 'int') return toInteger(first) ?? noNumber(first)
  if (name === 'float') return toNumber(typeof first === 'string' ? Number(first.trim() || Number.NaN) : first)
  if (name === 'str') return toText(first)
  if (name === 'bool') return isTrue(first)
  if (name === 'max') return Math.max(...numbers())
  if (name === 'min') return Math.min(...numbers())
  if (name === 'abs') return Math.abs(toNumber(first))
  if (name === 'round' && values.length === 1) return rounded(toNumber(first))
  if (name === 'len' && (typeof first === 'string' || Array.isArray(first))) return first.length
  if (name === 'math.floor') return Math.floor(toNumber(first))
  if (name === 'math.ceil') return Math.ceil(toNumber(first))
  return null
}

export function isTrue(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

function toNumber(value: Value): number {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' && Number.isFinite(value) ? value : noNumber(value)
}

function noNumber(value: Value): never {
  throw new Unknown(`${value === null ? 'None' : shown(value)} is no number`)
}
