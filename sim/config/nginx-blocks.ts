/**
 * nginx's configuration language: words parted by blanks, a directive ends with `;` or opens a block with `{`.
 * Quotes, backslashes and remarks as in nginx@1.28.0 src/core/ngx_conf_file.c, ngx_conf_read_token.
 */
export interface Directive {
  name: string
  args: string[]
  line: number
  /** What stands in its braces; null when it ends with a semicolon. */
  block: Directive[] | null
}

export interface NginxTrouble {
  line: number
  text: string
  why: string
}

export interface NginxFile {
  directives: Directive[]
  troubles: NginxTrouble[]
}

interface Token {
  /** A word, or one of `;`, `{`, `}` with `isMark`. */
  text: string
  isMark: boolean
  line: number
}

/** Nothing throws; what is wrong with the form is in `troubles`. */
export function parseNginx(source: string): NginxFile {
  const { tokens, trouble } = tokensOf(source)
  const troubles: NginxTrouble[] = trouble ? [trouble] : []
  const root: Directive[] = []
  /** Open blocks, the innermost last. */
  const open: { block: Directive[]; line: number; name: string }[] = []
  let words: Token[] = []
  let into = root
  const directive = (block: Directive[] | null) => {
    const [name, ...args] = words
    into.push({ name: name?.text ?? '', args: args.map(arg => arg.text), line: name?.line ?? 0, block })
    words = []
  }
  const unended = () => {
    const [first] = words
    if (first) troubles.push({ line: first.line, text: textOf(words), why: 'a semicolon is missing at its end.' })
    words = []
  }
  for (const token of tokens) {
    if (!token.isMark) words.push(token)
    else if (token.text === ';') {
      if (words.length > 0) directive(null)
    } else if (token.text === '{') {
      const block: Directive[] = []
      open.push({ block: into, line: token.line, name: textOf(words) })
      directive(block)
      into = block
    } else {
      unended()
      const outer = open.pop()
      if (outer) into = outer.block
      else troubles.push({ line: token.line, text: '}', why: 'no block is open here.' })
    }
  }
  unended()
  for (const { line, name } of open) troubles.push({ line, text: `${name} {`, why: 'its closing brace is missing.' })
  return { directives: root, troubles }
}

function textOf(words: readonly Token[]): string {
  return words
    .slice(0, 20)
    .map(({ text }) => text)
    .join(' ')
}

function tokensOf(source: string): { tokens: Token[]; trouble: NginxTrouble | null } {
  const tokens: Token[] = []
  let line = 1
  let at = 0
  while (at < source.length) {
    const character = source[at]!
    if (character === '\n') line++
    if (/\s/.test(character)) at++
    else if (character === '#') at = endOf(source, '\n', at)
    else if (character === ';' || character === '{' || character === '}') {
      tokens.push({ text: character, isMark: true, line })
      at++
    } else {
      const word = character === '"' || character === "'" ? quoted(source, at) : bare(source, at)
      if (word === null) {
        const text = source.slice(at, at + 60)
        return { tokens, trouble: { line, text, why: 'its quote is not closed.' } }
      }
      tokens.push({ text: word.text, isMark: false, line })
      line += source.slice(at, word.end).split('\n').length - 1
      at = word.end
    }
  }
  return { tokens, trouble: null }
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from)
  return end < 0 ? source.length : end
}

function quoted(source: string, from: number): { text: string; end: number } | null {
  const quote = source[from]!
  let at = from + 1
  while (at < source.length && source[at] !== quote) at += source[at] === '\\' ? 2 : 1
  if (at >= source.length) return null
  return { text: unescaped(source.slice(from + 1, at)), end: at + 1 }
}

/** Up to a blank or a mark; `${name}` holds braces of its own. */
function bare(source: string, from: number): { text: string; end: number } {
  let at = from
  while (at < source.length && !/[\s;{}]/.test(source[at]!)) {
    if (source[at] === '\\') at += 2
    else if (source.startsWith('${', at)) at = Math.min(endOf(source, '}', at) + 1, endOf(source, '\n', at))
    else at++
  }
  const end = Math.min(at, source.length)
  return { text: unescaped(source.slice(from, end)), end }
}

function unescaped(text: string): string {
  return text.replace(/\\(["'\\ ;{}])/g, '$1')
}
