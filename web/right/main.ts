/** *How right is it?* stands in the page itself, made when the site is built; the script adds the choice of theme. */
import { mountTheme } from '../style/mount-theme.tsx'
import { restoreTheme } from '../style/theme.ts'
import '../style/fonts.css'
import '../style/theme.css'
import '../style/masthead.css'
import './right.css'

restoreTheme()
mountTheme()
