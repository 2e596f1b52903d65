import { generate } from 'lean-qr'
import { useMemo } from 'react'
import * as texts from '#text/share.ts'

/** Light modules around it, that readers of codes need. */
const QUIET = 4

/** A link as a code for a phone's camera: always dark on light, because many cameras read no other. */
export function QrCode({ text }: { text: string }) {
  const { path, size } = useMemo(() => {
    try {
      const code = generate(text)
      let path = ''
      for (let y = 0; y < code.size; y++) {
        for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET},${y + QUIET}h1v1h-1z`
      }
      return { path, size: code.size + 2 * QUIET }
    } catch {
      return { path: '', size: 0 }
    }
  }, [text])
  if (size === 0) return <p className="help">{texts.link.tooLong}</p>
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={texts.link.code}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
