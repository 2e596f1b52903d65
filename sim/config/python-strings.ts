/**
 * Python's string literals.
 */

const LITERAL = /^([a-z]{0,2})("""|'''|"|')([\s\S]*)\2$/i

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
}

/** The text of a literal; null for one that is no text (bytes) or has an escape that no setting needs. */
export function readStringLiteral(literal: string): string | null {
  const [, prefix, , body] = LITERAL.exec(literal) ?? []
  if (prefix === undefined || body === undefined || /b/i.test(prefix)) return null
  if (/r/i.test(prefix)) return body
  let understood = true
  const text = body.replace(/\\([\s\S])/g, (_, letter: string) => {
    if (!Object.hasOwn(ESCAPES, letter)) understood = false
    return ESCAPES[letter] ?? ''
  })
  return understood ? text : null
}
