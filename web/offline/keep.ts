/** Keeps the site on this device, and says when a newer version of it is ready. */
import { announce } from './notice.ts'

/** In a variable, because the bundler would look for the file, which is made after it. */
const thisFile = import.meta.url

keep().catch(() => {
  // The page is the same without it; it needs the network then.
})

async function keep(): Promise<void> {
  const worker = new URL('../service-worker.js', thisFile)
  const known = await navigator.serviceWorker.getRegistration()
  // The browser looks for a newer version by itself; asking for it again would wait until it has found one.
  const isOurs = known?.scope === new URL('./', worker).href
  watch(isOurs ? known : await navigator.serviceWorker.register(worker))
}

function watch(registration: ServiceWorkerRegistration): void {
  const { waiting } = registration
  // Whoever has just loaded the page anew has asked for it, and is in the middle of nothing.
  if (waiting && isReload()) takeOver(waiting)
  else if (waiting) announce(() => takeOver(waiting))
  registration.addEventListener('updatefound', () => {
    const { installing, active } = registration
    // The first version replaces none.
    if (!installing || !active) return
    installing.addEventListener('statechange', () => {
      if (installing.state === 'installed') announce(() => takeOver(installing))
    })
  })
}

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload'
}

/** The newer version answers from now on, beginning with this page. Other pages go on as they are. */
function takeOver(newer: ServiceWorker): void {
  if (newer.state === 'activated') location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  newer.postMessage('take over')
}
