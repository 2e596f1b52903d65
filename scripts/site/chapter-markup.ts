/** Two corrections on the way from a chapter's MDX to its HTML. */

/** As much of a Markdown or HTML tree as is looked at here. */
interface Node {
  type: string
  name?: string | null
  value?: string
  children?: Node[]
  properties?: Record<string, unknown>
  position?: { start: { line: number }; end: { line: number } } | undefined
}

/**
 * MDX takes a paragraph of nothing but elements for a list of blocks: it loses the paragraph, and the blanks between them.
 * Claims are sentences, so they get both back.
 */
export function claimsInParagraphs() {
  return (tree: Node): void => {
    if (!tree.children) return
    tree.children = tree.children.reduce<Node[]>(asParagraphs, [])
    for (const child of tree.children) if (child.type !== 'paragraph') claimsInParagraphs()(child)
  }
}

function asParagraphs(done: Node[], node: Node): Node[] {
  if (node.type !== 'mdxJsxFlowElement' || node.name !== 'Claim') return [...done, node]
  const claim = { ...node, type: 'mdxJsxTextElement' }
  const last = done.at(-1)
  if (last?.type === 'paragraph' && lineAfter(last) >= lineBefore(node)) {
    last.children?.push({ type: 'text', value: ' ' }, claim)
    last.position = node.position
    return done
  }
  return [...done, { type: 'paragraph', children: [claim], position: node.position }]
}

function lineAfter({ position }: Node): number {
  return (position?.end.line ?? 0) + 1
}

function lineBefore({ position }: Node): number {
  return position?.start.line ?? 0
}

/** The page's policy allows no style attributes; what MathML needs stands in the style sheet. */
export function withoutInlineStyles() {
  return (tree: Node): void => {
    if (tree.properties) delete tree.properties.style
    for (const child of tree.children ?? []) withoutInlineStyles()(child)
  }
}
