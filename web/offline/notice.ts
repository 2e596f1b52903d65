/** A word at the edge of the page, without the page's own machinery: every page of the site can have it. */
import './notice.css'

/** @param change what happens when the reader wants the newer version; it ends with the page loaded anew */
export function announce(change: () => void): void {
  if (document.querySelector('.newer')) return
  const place = document.createElement('aside')
  place.className = 'newer'
  place.setAttribute('aria-label', 'Newer version')
  const words = document.createElement('p')
  words.setAttribute('role', 'status')
  const say = (text: string) => {
    words.textContent = text
  }
  place.append(
    words,
    button('Use it now', () => {
      place.replaceChildren(words)
      say('Changing to the newer version …')
      change()
    }),
    button('Later', () => place.remove()),
  )
  document.body.append(place)
  // A change within it is what a screen reader tells.
  requestAnimationFrame(() => say('A newer version is ready. This page goes on as it is until you want it.'))
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  made.addEventListener('click', press)
  return made
}
