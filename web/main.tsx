import { beginDrawing } from './stage/drawing.ts'
import { firstRuns } from './state/first-runs.ts'
import { loadPage } from './state/load-page.ts'
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
beginEarly(firstRuns())
beginDrawing()
// Not awaited at the top: what is imported shares modules with this one, and would wait for it in turn.
void open()

async function open(): Promise<void> {
  await firstPaint()
  await loadPage()
  const { mount } = await import('./playground.tsx')
  await nextTask()
  mount()
}
