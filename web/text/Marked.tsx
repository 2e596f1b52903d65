import { createElement, Fragment, type ReactNode } from 'react'

/** What a message may mark by itself. */
const ELEMENTS: ReadonlySet<string> = new Set(['b', 'strong', 'em', 'i', 'code', 'kbd'])

const MARK = /<(\w+)>(.*?)<\/\1>/g

interface Props {
  /** A whole sentence: words to be marked stand between tags, "Choose <b>All settings</b>.", wherever a language has them. */
  text: string
  /** What other tags stand for, by their names, made from what is between them. */
  as?: Record<string, (inner: string) => ReactNode>
}

/** A message in which some words are elements. Other people's words never stand in `text`: they come by a tag of their own. */
export function Marked({ text, as = {} }: Props) {
  const parts: ReactNode[] = []
  let end = 0
  for (const { 0: all, 1: tag = '', 2: inner = '', index } of text.matchAll(MARK)) {
    parts.push(text.slice(end, index), ELEMENTS.has(tag) ? createElement(tag, null, inner) : as[tag]?.(inner))
    end = index + all.length
  }
  parts.push(text.slice(end))
  return createElement(Fragment, null, ...parts)
}
