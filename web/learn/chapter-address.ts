import type { Address } from '../state/address.ts'

/** The window's address, which says nothing as long as the chapter stands as its author left it. */
export function openingAt(link: string, address: Address): Address {
  const opening = `#${link}`
  const isBare = () => address.read() === '' || address.read() === '#'
  return {
    ...address,
    read: () => (isBare() ? opening : address.read()),
    replace(fragment) {
      if (isBare() && `#${fragment}` === opening) return
      address.replace(fragment)
    },
  }
}
