import { beginDrawing } from './stage/drawing.ts'
import { firstPaint } from './style/first-paint.ts'
import { nextTask } from './style/next-task.ts'
import { restoreTheme } from './style/theme.ts'
import { beginEarly } from './worker/early-workers.ts'
import './style/fonts.css'
import './style/theme.css'
import './style/masthead.css'
import './style/page.css'
import './style/controls.css'
import './style/charts.css'
import './style/stage.css'
import './style/lanes.css'

restoreTheme()
beginEarly()
beginDrawing()
// Not awaited at the top: what is imported shares modules with this one, and would wait for it in turn.
void open()

/** Each a task of its own, so that the page answers in between: to read the settings and begin to run them, then to show them. */
async function open(): Promise<void> {
  await firstPaint()
  await import('./state/page.ts')
  await nextTask()
  await import('./state/the-page.ts')
  await nextTask()
  const { mount } = await import('./playground.tsx')
  await nextTask()
  mount()
}
