/**
 * A command line as a POSIX shell would cut it: quotes, backslashes, comments, continued lines, and variables with a
 * default. Nothing is executed.
 */
export interface Word {
  text: string
  /** From 1. */
  line: number
  /** Names of variables in it whose value is not known. */
  unset: string[]
  /** Names of variables for which the default that stands there was taken. */
  defaulted: string[]
}

/** One command; what follows `;`, `&`, `|`, `>` and the like is not part of it. */
export interface Command {
  words: Word[]
  /** The rest after an operator, or null. */
  after: { text: string; line: number } | null
  /** Why it could not be read to its end, or null. */
  trouble: string | null
}

const MOST_WORDS = 2000

export function readCommand(source: string, firstLine = 1): Command {
  return new WordReader(source, firstLine).read()
}

class WordReader {
  private readonly source: string
  private at = 0
  private line: number
  private word: Word | null = null
  private readonly words: Word[] = []
  private trouble: string | null = null

  constructor(source: string, firstLine: number) {
    this.source = source
    this.line = firstLine
  }

  read(): Command {
    while (this.at < this.source.length && this.words.length < MOST_WORDS) {
      const character = this.source[this.at]!
      if (character === '\n' && this.words.length + (this.word ? 1 : 0) > 0) break
      if (/\s/.test(character)) this.skip()
      else if (character === '#' && !this.word) this.skipComment()
      else if (/[;&|<>()]/.test(character)) break
      else this.readPart(character)
    }
    this.endWord()
    const rest = this.source.slice(this.at).trim()
    return {
      words: this.words,
      after: rest === '' ? null : { text: rest, line: this.lineOfRest() },
      trouble: this.trouble,
    }
  }

  private lineOfRest(): number {
    return this.line + (/^\s*/.exec(this.source.slice(this.at))![0].split('\n').length - 1)
  }

  private skip(): void {
    this.endWord()
    if (this.source[this.at] === '\n') this.line++
    this.at++
  }

  private skipComment(): void {
    while (this.at < this.source.length && this.source[this.at] !== '\n') this.at++
  }

  private readPart(character: string): void {
    if (character === "'") this.readSingle()
    else if (character === '"') this.readDouble()
    else if (character === '\\') this.readEscape()
    else if (character === '$') this.readVariable()
    else this.add(this.source[this.at++]!)
  }

  /** A backslash before the end of a line continues it. */
  private readEscape(): void {
    const next = /^\\(\r?\n|[\s\S]?)/.exec(this.source.slice(this.at, this.at + 3))![1]!
    this.at += 1 + next.length
    if (next.endsWith('\n')) this.line++
    else this.add(next)
  }

  private readSingle(): void {
    const end = this.source.indexOf("'", this.at + 1)
    if (end < 0) {
      this.stop('a quote is not closed')
      return
    }
    this.addText(this.source.slice(this.at + 1, end))
    this.at = end + 1
  }

  private readDouble(): void {
    this.add('')
    this.at++
    while (this.at < this.source.length && this.source[this.at] !== '"') {
      const character = this.source[this.at]!
      if (character === '\\') this.readEscape()
      else if (character === '$') this.readVariable()
      else {
        this.addText(character)
        this.at++
      }
    }
    if (this.at >= this.source.length) {
      this.stop('a quote is not closed')
      return
    }
    this.at++
  }

  /** `$PORT`, `${PORT}`, `${PORT:-8000}`; anything else after a dollar is not known. */
  private readVariable(): void {
    const match = /^\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\}|\([^)]*\)?)?/.exec(this.source.slice(this.at, this.at + 500))!
    const [text, plain, braced, fallback] = match
    this.at += text.length
    const name = plain ?? braced
    if (fallback !== undefined) {
      this.add(fallback)
      this.word!.defaulted.push(name!)
      return
    }
    this.add(text)
    this.word!.unset.push(name ?? text)
  }

  private add(text: string): void {
    this.word ??= { text: '', line: this.line, unset: [], defaulted: [] }
    this.word.text += text
  }

  private addText(text: string): void {
    this.add(text)
    this.line += text.split('\n').length - 1
  }

  private endWord(): void {
    if (this.word) this.words.push(this.word)
    this.word = null
  }

  private stop(trouble: string): void {
    this.trouble = trouble
    this.at = this.source.length
  }
}
