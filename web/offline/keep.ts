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
  if (waiting) announce(() => takeOver(waiting))
  registration.addEventListener('updatefound', () => {
    const { installing, active } = registration
    // The first version replaces none.
    if (!installing || !active) return
    installing.addEventListener('statechange', () => {
      if (installing.state === 'installed') announce(() => takeOver(installing))
    })
  })
}

/**
 * The newer version answers from now on, beginning with this page. Other pages go on as they are. A browser may take its
 * time: it waits until the version before has nothing left to do, in Chromium for up to five minutes
 * (`kMaxLameDuckTime`), so only a page that says so meanwhile asks for it, never one that was merely loaded anew.
 */
function takeOver(newer: ServiceWorker): void {
  if (newer.state === 'activated') location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  newer.postMessage('take over')
}
