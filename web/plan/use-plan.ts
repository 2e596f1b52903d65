/** A plan for the question as it is now: computed a moment after the last change, in the workers, and given up with the next. */

import { useEffect, useRef, useState } from 'react'
import { stopped } from '#text/plan.ts'
import { type Plan, STAGES } from '../../sim/experiment/plan/plan.ts'
import type { PlanQuestion } from '../../sim/experiment/plan/question.ts'
import type { PlanPool } from '../worker/plan-pool.ts'

export interface PlanState {
  /** The newest that is known, of this question or, until there is something, of the one before. */
  plan: Plan | null
  /** From 0 to 1; null when nothing is being computed. */
  progress: number | null
  stage: Plan['stage'] | null
  failure: string
  cancel: () => void
  again: () => void
}

const AFTER_EDIT_MS = 400

export function usePlan(pool: PlanPool, question: PlanQuestion): PlanState {
  const [plan, setPlan] = useState<Plan | null>(null)
  const [stage, setStage] = useState<Plan['stage'] | null>('search')
  const [failure, setFailure] = useState('')
  const [turn, setTurn] = useState(0)
  const cancelling = useRef<AbortController | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks the same question again.
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    cancelling.current = controller
    setStage('search')
    setFailure('')
    const tell = (known: Plan) => {
      if (signal.aborted) return
      if (known.found?.answer || known.stage === 'done' || known.stage === 'order') setPlan(known)
      setStage(known.stage)
    }
    const begin = setTimeout(() => {
      pool
        .plan(question, tell, signal)
        .then(tell)
        .catch((error: unknown) => {
          if (!signal.aborted) setFailure(error instanceof Error ? error.message : String(error))
        })
        .finally(() => {
          if (!signal.aborted) setStage(null)
        })
    }, AFTER_EDIT_MS)
    return () => {
      clearTimeout(begin)
      controller.abort()
    }
  }, [pool, question, turn])
  const cancel = () => {
    cancelling.current?.abort()
    setStage(null)
    setFailure(stopped)
  }
  const progress = stage === null || stage === 'done' ? null : (STAGES.indexOf(stage) + 0.5) / (STAGES.length - 1)
  return { plan, progress, stage, failure, cancel, again: () => setTurn(turn + 1) }
}
