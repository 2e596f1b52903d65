/** The texts in a file that a reader of the page would meet, found in its syntax and not by its looks. */
import { parseAst } from 'vite'
import type { Source } from './sources.ts'

export interface Text {
  text: string
  /** How it stands there; `prose` is any other literal of several words. */
  as: 'words in JSX' | 'words in HTML' | 'attribute' | 'prose'
}

interface Node {
  type: string
  [key: string]: unknown
}

/** Attributes that people read or hear. */
const SPOKEN = [
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'placeholder',
  'title',
]

/** Of our own components; elsewhere a name is an identifier. */
const OFTEN_SPOKEN = ['label', 'name']

/** Attributes and properties of which no value is a text. */
const CODE = /^(className|style|cssText|font|type|rel|sandbox|d|transform|viewBox)$/

/** HTML that is put together as text. */
const TAG = /<[/!?]?\w[^<>]*>/
const NOT_HTML = /<(script|style)\b.*?<\/\1>/gs
const HTML_SPOKEN = / (?:alt|aria-label|placeholder|title)="([^"]*)"/g

/** Functions that take code as text. */
const TAKES_CODE = /^(closest|matches|querySelector|querySelectorAll|matchMedia|replaceAll?|test|exec)$/

/** The same in every language. */
const UNITS = ['s', 'ms', '/s', '%', '$', 'MB', 'px']

const isWords = (text: string) => /\p{L}/u.test(text) && !UNITS.includes(text.trim())
const isProse = (text: string) => /\p{L}{2,}[,;:.]? \p{L}/u.test(text)

/** A word by itself before or after a value, as in “Reading …” or “… cents”. */
const WORD_AT_VALUE = /(?<![-…\p{L}])(\p{L}{2,}) [“"(]?…|…[”")]? (\p{L}{2,})(?![-=…\p{L}])/gu
const isAtValue = ({ type }: Node, text: string) =>
  type === 'TemplateLiteral' &&
  [...text.matchAll(WORD_AT_VALUE)].some(([, before, after]) => isWords((before ?? after)!))

/** Properties whose value is shown, whatever object has them. */
const SHOWN = /^(\w*Label|\w*Title|label|title|subtitle|summary|heading|text|about|message)$/

export function textsIn({ path, text }: Pick<Source, 'path' | 'text'>): Text[] {
  const found: Text[] = []
  visit(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node, found)
  return found
}

function visit(node: Node, found: Text[]): void {
  if (isNotForReaders(node)) return
  const add = (as: Text['as'], texts: string[]) => found.push(...texts.map(text => ({ as, text: text.trim() })))
  const literal = literalOf(node)
  switch (node.type) {
    case 'JSXText':
      add('words in JSX', [node.value as string].filter(isWords))
      return
    case 'JSXElement':
    case 'JSXFragment':
      for (const child of node.children as Node[]) add('words in JSX', expressionsOf(child).filter(isWords))
      break
    case 'JSXAttribute':
      add('attribute', spokenBy(node))
      if (isNode(node.value) && expressionsOf(node.value).length > 0) return
      break
    case 'JSXExpressionContainer':
      if (expressionsOf(node).length > 0) return
      break
    case 'Property':
      add('prose', shownBy(node))
  }
  if (literal !== null && TAG.test(literal)) add('words in HTML', inHtml(literal))
  else if (literal !== null && (isProse(literal) || isAtValue(node, literal))) add('prose', [literal])
  for (const child of childrenOf(node)) visit(child, found)
}

function isNotForReaders(node: Node): boolean {
  switch (node.type) {
    // For whoever mends the page; a path; a type.
    case 'ThrowStatement':
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'TSLiteralType':
      return true
    case 'BinaryExpression':
      return ['===', '!=='].includes(node.operator as string)
    case 'JSXAttribute':
      return CODE.test(String((node.name as Node).name))
    case 'AssignmentExpression':
      return CODE.test(String(((node.left as Node).property as Node | undefined)?.name))
    case 'NewExpression':
      return /Error$/.test(String((node.callee as Node).name))
    case 'CallExpression': {
      const callee = node.callee as Node
      return TAKES_CODE.test(String(((callee.property as Node | undefined) ?? callee).name))
    }
    default:
      return false
  }
}

function spokenBy({ name, value }: Node): string[] {
  if (!isNode(value)) return []
  const attribute = String((name as Node).name)
  if (SPOKEN.includes(attribute)) return expressionsOf(value).filter(isWords)
  return OFTEN_SPOKEN.includes(attribute)
    ? expressionsOf(value).filter(text => isProse(text) || /^\p{Lu}/u.test(text))
    : []
}

/** A single word that a property shows; several are prose wherever they stand. */
function shownBy({ key, value }: Node): string[] {
  if (!SHOWN.test(String((key as Node).name))) return []
  return expressionsOf(value as Node).filter(text => /^\p{Lu}\p{Ll}/u.test(text) && !isProse(text))
}

function inHtml(html: string): string[] {
  const spoken = [...html.matchAll(HTML_SPOKEN)].map(([, text]) => text!)
  return [...html.replace(NOT_HTML, '').split(TAG), ...spoken].filter(isWords)
}

/** What is written out of an expression's values: both sides of a choice, a literal, a template. */
function expressionsOf(node: Node): string[] {
  const own = literalOf(node)
  if (own !== null) return [own]
  switch (node.type) {
    case 'JSXExpressionContainer':
      return expressionsOf(node.expression as Node)
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(one => expressionsOf(one as Node))
    case 'LogicalExpression':
      return [node.left, node.right].flatMap(one => expressionsOf(one as Node))
    default:
      return []
  }
}

/** A literal's text; of a template what stands between its values, with a sign for each. */
function literalOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral') return null
  const values = (node.expressions as Node[]).map(({ name }) => (name === 'NBSP' ? ' ' : '…'))
  return (node.quasis as { value: { cooked: string } }[])
    .map(({ value }, at) => value.cooked + (values[at] ?? ''))
    .join('')
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap(value =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}
