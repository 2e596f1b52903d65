/**
 * A `gunicorn.conf.py`, parsed and never executed: assignments at its top level are settings, imports tell what names
 * mean, and everything that only running could tell is listed.
 */
import type { SyntaxNode, Tree } from '@lezer/common'
import { parser } from '@lezer/python'
import type { LeftOut, Place } from './configuration.ts'
import { excerpt } from './findings.ts'
import { lineNumbers } from './lines.ts'
import { childrenOf, evaluate, operated, type Scope, textOf } from './python-values.ts'
import { notes, type Setting, Unknown, type Value } from './settings.ts'

/** Settings in the order of their lines, each name once per assignment; `leftOut` is what could not be read. */
export interface PythonFile {
  settings: Setting[]
  leftOut: LeftOut[]
}

export function readPython(source: string, cores: number): PythonFile {
  const tree = parser.parse(source)
  return new PythonReader(source, cores).read(tree)
}

class PythonReader {
  private readonly scope: Scope
  private readonly lineAt: (offset: number) => number
  private readonly settings: Setting[] = []
  private readonly leftOut: LeftOut[] = []

  constructor(source: string, cores: number) {
    this.scope = { source, cores, values: new Map(), modules: new Map(), unknown: new Map(), notes: new Set() }
    this.lineAt = lineNumbers(source)
  }

  read(tree: Tree): PythonFile {
    for (const statement of childrenOf(tree.topNode)) this.readStatement(statement)
    return { settings: this.settings, leftOut: this.leftOut }
  }

  private readStatement(node: SyntaxNode): void {
    if (node.name === 'Comment') return
    if (node.type.isError || hasError(node)) {
      this.leave(node, 'this is not Python: there is a syntax error.')
      return
    }
    if (node.name === 'ImportStatement') {
      this.readImport(node)
      return
    }
    if (node.name === 'AssignStatement') {
      this.readAssignment(node)
      return
    }
    if (node.name === 'UpdateStatement') {
      this.readUpdate(node)
      return
    }
    if (node.name === 'StatementGroup') {
      for (const child of childrenOf(node)) this.readStatement(child)
      return
    }
    if (node.name === 'ExpressionStatement' && /String$/.test(node.firstChild?.name ?? '')) return
    if (node.name === 'PassStatement' || node.name === ';') return
    this.leaveBlock(node)
  }

  /** `import os`, `import multiprocessing as mp`, `from os import environ as env, getenv`. */
  private readImport(node: SyntaxNode): void {
    const words = childrenOf(node).map(child => textOf(child, this.scope))
    const from = words[0] === 'from' ? words.slice(1, words.indexOf('import')).join('') : ''
    const items = words
      .slice(words.indexOf('import') + 1)
      .join(' ')
      .split(',')
    for (const item of items) {
      const [path = '', alias = ''] = item.replace(/[()]/g, '').trim().split(/ as /)
      const name = path.replace(/ /g, '')
      const target = from === '' ? name : `${from}.${name}`
      // `import a.b` makes the name `a`.
      this.scope.modules.set(alias.trim() || name.split('.')[0]!, alias || from ? target : name.split('.')[0]!)
    }
  }

  private readAssignment(node: SyntaxNode): void {
    const parts = childrenOf(node)
    const at = parts.findLastIndex(({ name }) => name === 'AssignOp')
    const targets = parts.slice(0, Math.max(0, at)).filter(({ name }) => name !== 'AssignOp' && name !== 'TypeDef')
    if (at < 0) return
    if (targets.length === 0 || targets.some(({ name }) => name !== 'VariableName') || parts.length !== at + 2) {
      this.leaveBlock(node)
      return
    }
    for (const target of targets)
      this.assign(textOf(target, this.scope), node, () => evaluate(parts[at + 1]!, this.scope))
  }

  /** `workers += 1`. */
  private readUpdate(node: SyntaxNode): void {
    const [target, operator, value] = childrenOf(node)
    if (target?.name !== 'VariableName' || !operator || !value) {
      this.leaveBlock(node)
      return
    }
    this.assign(textOf(target, this.scope), node, () => {
      const [a, b] = [evaluate(target, this.scope), evaluate(value, this.scope)]
      const result = operated(textOf(operator, this.scope).slice(0, -1), a, b)
      if (result === null) throw new Unknown('this operator is not evaluated')
      return result
    })
  }

  private assign(name: string, node: SyntaxNode, read: () => Value): void {
    this.scope.notes.clear()
    try {
      const value = read()
      this.scope.values.set(name, value)
      this.settings.push({ name, value, note: notes(...this.scope.notes), place: this.placeOf(node) })
    } catch (error) {
      if (!(error instanceof Unknown)) throw error
      this.forget(name, error.message)
      this.settings.push({ name, value: null, unknown: error.message, note: '', place: this.placeOf(node) })
    }
  }

  private forget(name: string, why: string): void {
    this.scope.values.delete(name)
    this.scope.unknown.set(name, why)
  }

  /** What is not followed may have changed whatever is assigned in it. */
  private leaveBlock(node: SyntaxNode): void {
    const isFunction = /^(Function|Class)Definition$|^DecoratedStatement$/.test(node.name)
    const names = isFunction ? [] : assignedIn(node, this.scope)
    for (const name of names) this.forget(name, 'it depends on a part that is not followed')
    const consequence = names.length > 0 ? ` It may change ${names.slice(0, 5).join(', ')}.` : ''
    this.leave(node, `${BLOCKS[node.name] ?? 'only assignments are read; nothing is executed.'}${consequence}`)
  }

  private leave(node: SyntaxNode, why: string): void {
    this.leftOut.push({ ...this.placeOf(node), why })
  }

  private placeOf(node: SyntaxNode): Place {
    const text = textOf(node, this.scope)
    return { line: this.lineAt(node.from), text: excerpt(text.split('\n', 1)[0]!) }
  }
}

const BLOCKS: Readonly<Record<string, string>> = {
  FunctionDefinition: 'a function; nothing is executed.',
  DecoratedStatement: 'a function; nothing is executed.',
  ClassDefinition: 'a class; nothing is executed.',
  IfStatement: 'an if is not followed.',
  ForStatement: 'a loop is not followed.',
  WhileStatement: 'a loop is not followed.',
  TryStatement: 'a try is not followed.',
  WithStatement: 'a with is not followed.',
}

function hasError(node: SyntaxNode): boolean {
  let found = false
  node.cursor().iterate(({ type }) => {
    found ||= type.isError
  })
  return found
}

/** Names to which a statement, or one within it, may give another value. */
function assignedIn(node: SyntaxNode, scope: Scope): string[] {
  const names = new Set<string>()
  node.cursor().iterate(({ name, node: inner }) => {
    if (!/^(Assign|Update|For)Statement$/.test(name)) return
    for (const child of childrenOf(inner)) {
      if (/^(AssignOp|UpdateOp|in)$/.test(child.name)) break
      if (child.name === 'VariableName') names.add(textOf(child, scope))
    }
  })
  return [...names]
}
