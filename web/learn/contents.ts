/** The list of chapters: it marks those the reader has been through. */

import { mountTheme } from '../style/mount-theme.tsx'
import { restoreTheme } from '../style/theme.ts'
import { answered } from './answers.ts'
import '../style/fonts.css'
import '../style/theme.css'
import '../style/masthead.css'
import '../style/page.css'
import './learn.css'

restoreTheme()
mountTheme()
for (const id of answered()) {
  document.querySelector(`li[data-chapter="${CSS.escape(id)}"]`)?.classList.add('read')
}
