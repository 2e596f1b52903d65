import { fileURLToPath } from 'node:url'

/** Components are written for React and run on a smaller machinery, see ARCHITECTURE.md. */
export const PREACT = [
  { find: /^react\/jsx(-dev)?-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react-dom\/client$/, replacement: fileURLToPath(new URL('../../web/preact/client.ts', import.meta.url)) },
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
]
