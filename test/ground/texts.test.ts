import { join } from 'node:path'
import { parseAst } from 'vite'
import { describe, expect, test } from 'vitest'
import { type Source, sourcesIn } from './sources.ts'

const CATALOGUE = 'web/text/en/'

/** Attributes that people read or hear. */
const SPOKEN = [
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'name',
  'placeholder',
  'title',
]

/** Of `name` and `label` only words are texts: `name="lane"` groups radio buttons. */
const isWords = (text: string) => /\p{L}/u.test(text)
const isProse = (text: string) => /\p{L}{2,}[,;:.]? \p{L}/u.test(text)

/** Chapters are prose: each is a folder of its own, with files in its language. */
const CHAPTERS = 'web/learn/chapters/'

interface Node {
  type: string
  [key: string]: unknown
}

interface Text {
  text: string
  /** How it stands there. */
  as: 'words in JSX' | 'attribute' | 'prose'
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap(value => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []))
}

/** A literal's text; of a template what stands between its values, with a sign for each. */
function literalOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral') return null
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…')
}

/** Values an expression can have that are written out in it: both sides of a choice, and what is put in parentheses. */
function writtenIn(node: Node): string[] {
  const own = literalOf(node)
  if (own !== null) return [own]
  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(one => writtenIn(one as Node))
    case 'LogicalExpression':
      return [node.left, node.right].flatMap(one => writtenIn(one as Node))
    case 'JSXExpressionContainer':
      return writtenIn(node.expression as Node)
    default:
      return []
  }
}

/** Every text in a file that a reader would meet. */
function textsIn({ path, text }: Pick<Source, 'path' | 'text'>): Text[] {
  const found: Text[] = []
  const visit = (node: Node, isCode: boolean) => {
    if (node.type === 'JSXText' && isWords(node.value as string)) {
      found.push({ as: 'words in JSX', text: (node.value as string).trim() })
    }
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node.children as Node[]) {
        if (child.type !== 'JSXExpressionContainer') continue
        for (const words of writtenIn(child).filter(isWords)) found.push({ as: 'words in JSX', text: words })
      }
    }
    if (node.type === 'JSXAttribute' && node.value) {
      const { name } = node.name as { name: string }
      const isText = SPOKEN.includes(name) ? (name === 'name' || name === 'label' ? isProse : isWords) : () => false
      for (const words of writtenIn(node.value as Node).filter(isText)) found.push({ as: 'attribute', text: words })
      // Class names and paths are code, whatever they look like.
      if (literalOf(node.value as Node) !== null) return
    }
    // What is thrown is for whoever mends the page; what is imported is a path.
    if (['ThrowStatement', 'ImportDeclaration', 'ImportExpression', 'TSLiteralType'].includes(node.type)) return
    const literal = literalOf(node)
    if (literal !== null && !isCode && isProse(literal)) found.push({ as: 'prose', text: literal })
    for (const child of childrenOf(node)) visit(child, isCode)
  }
  visit(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node, false)
  return found
}

const files = sourcesIn('web').filter(({ path }) => !path.startsWith(CATALOGUE) && !path.startsWith(CHAPTERS))

describe('Texts of the page', () => {
  test('stand in the catalogue alone.', () => {
    const found = files.flatMap(file => textsIn(file).map(({ as, text }) => `${file.path}: ${as}: ${text}`))
    expect(found).toEqual([])
  })
})
void join
