import * as texts from '#text/present.ts'
import { encodeState } from '../../sim/scenario/link.ts'
import { QrCode } from '../share/QrCode.tsx'
import { usePage } from '../state/the-page.ts'
import { useTime } from '../time/the-clock.ts'
import { toggle } from './show.ts'

/** What is shown, as everybody's own: a code that opens the playground with the same settings. */
export function CodeForPhones() {
  const page = usePage(state => state.page)
  const stillMs = useTime(state => state.stillMs)
  const state = encodeState(stillMs ? { ...page, atSeconds: stillMs / 1000 } : page)
  const link = new URL(`./#${state}`, location.href.replace(/[?#].*/s, '')).href
  return (
    <section className="code" aria-label={texts.codeForPhones}>
      <QrCode text={link} />
      <p className="link">{link}</p>
      {isOnlyHere() && <p className="trouble">{texts.unreachable({ host: location.hostname })}</p>}
      <button type="button" className="away" onClick={() => toggle('isCode')}>
        {texts.close}
      </button>
    </section>
  )
}

function isOnlyHere(): boolean {
  return ['', 'localhost', '[::1]'].includes(location.hostname) || location.hostname.startsWith('127.')
}
