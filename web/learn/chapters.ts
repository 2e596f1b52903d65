/** The chapters, in the order in which they are told. */
import type { Chapter } from './chapter.ts'
import { CHAPTER as oneAtATime } from './chapters/one-at-a-time/chapter.ts'
import { CHAPTER as wallOfErrors } from './chapters/wall-of-errors/chapter.ts'
import { CHAPTER as workers } from './chapters/workers/chapter.ts'

export const CHAPTERS: readonly Chapter[] = [oneAtATime, wallOfErrors, workers]
