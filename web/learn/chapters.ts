/** The chapters, in the order in which they are told. */
import type { Chapter } from './chapter.ts'
import { CHAPTER as calmerScaling } from './chapters/calmer-scaling/chapter.ts'
import { CHAPTER as howManyWorkers } from './chapters/how-many-workers/chapter.ts'
import { CHAPTER as nobodyIsWaiting } from './chapters/nobody-is-waiting/chapter.ts'
import { CHAPTER as oneAtATime } from './chapters/one-at-a-time/chapter.ts'
import { CHAPTER as oneMoreCore } from './chapters/one-more-core/chapter.ts'
import { CHAPTER as theKnee } from './chapters/the-knee/chapter.ts'
import { CHAPTER as wallOfErrors } from './chapters/wall-of-errors/chapter.ts'
import { CHAPTER as whatAveragesHide } from './chapters/what-averages-hide/chapter.ts'
import { CHAPTER as workers } from './chapters/workers/chapter.ts'
import { CHAPTER as yourOwnService } from './chapters/your-own-service/chapter.ts'

export const CHAPTERS: readonly Chapter[] = [
  oneAtATime,
  wallOfErrors,
  workers,
  oneMoreCore,
  howManyWorkers,
  theKnee,
  nobodyIsWaiting,
  calmerScaling,
  whatAveragesHide,
  yourOwnService,
]
