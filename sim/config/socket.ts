/**
 * The address that a server listens at: a path for a unix socket, or host and port.
 */
import type { Place } from './configuration.ts'
import type { Findings } from './findings.ts'

/** `unix:/run/app.sock`, `/run/app.sock`, `./app.sock`; not `127.0.0.1:8000`, `:8000`, `fd://3`. */
export function isUnixAddress(address: string): boolean {
  return /^(http:\/\/)?unix:|^[./@]/.test(address.trim())
}

/** Of several addresses one queue is modelled, the first. */
export function takeListen(addresses: readonly string[], place: Place, findings: Findings): void {
  const [first, ...others] = addresses
  if (first === undefined || first.trim() === '') {
    findings.leave(place, 'an address is missing.')
    return
  }
  if (first.startsWith('fd://')) {
    findings.leave(place, 'a socket of another process; whether TCP or unix is not said.')
    return
  }
  if (others.length > 0) findings.leave(place, 'the model has one socket; the first address is taken.')
  findings.take('proxy.socket', isUnixAddress(first) ? 'unix' : 'tcp', place)
}
