import { type ReactNode, useEffect, useState } from 'react'
import { takeTurn } from '../charts/in-turn.ts'

/** What stands below, made in a task of its own: what is above is painted, and answers, before. */
export function Later({ children }: { children: ReactNode }) {
  const [isDue, setDue] = useState(false)
  useEffect(() => takeTurn(() => setDue(true), null), [])
  return isDue && children
}
