/** A chapter as a page of the site. */
import { firstPaint } from '../style/first-paint.ts'
import { restoreTheme } from '../style/theme.ts'
import '../style/fonts.css'
import '../style/theme.css'
import '../style/masthead.css'
import '../style/page.css'
import '../style/controls.css'
import '../style/charts.css'
import '../style/stage.css'
import './learn.css'

restoreTheme()
void firstPaint()
  .then(() => import('./open.ts'))
  .then(({ open }) => open())
