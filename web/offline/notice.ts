/** A word at the edge of the page, without the page's own machinery: every page of the site can have it. */
import './notice.css'

/** @param reload what happens when the reader wants the newer version */
export function announce(reload: () => void): void {
  if (document.querySelector('.newer')) return
  const place = document.createElement('aside')
  place.className = 'newer'
  place.setAttribute('aria-label', 'Newer version')
  const words = document.createElement('p')
  words.setAttribute('role', 'status')
  place.append(
    words,
    button('Reload', reload),
    button('Later', () => place.remove()),
  )
  document.body.append(place)
  // A change within it is what a screen reader tells.
  requestAnimationFrame(() => {
    words.textContent = 'A newer version is ready: reload when it suits you.'
  })
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  made.addEventListener('click', press)
  return made
}
