/** A word at the edge of the page, without the page's own machinery: every page of the site can have it. */
import * as texts from '#text/site.ts'
import './notice.css'

/** @param change what happens when the reader wants the newer version; it ends with the page loaded anew */
export function announce(change: () => void): void {
  if (document.querySelector('.newer')) return
  const place = document.createElement('aside')
  place.className = 'newer'
  place.setAttribute('aria-label', texts.newerVersion)
  const words = document.createElement('p')
  words.setAttribute('role', 'status')
  const say = (text: string) => {
    words.textContent = text
  }
  place.append(
    words,
    button(texts.useNewer, () => {
      place.replaceChildren(words)
      say(texts.changing)
      change()
    }),
    button(texts.later, () => place.remove()),
  )
  document.body.append(place)
  // A change within it is what a screen reader tells.
  requestAnimationFrame(() => say(texts.newerIsReady))
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  made.addEventListener('click', press)
  return made
}
