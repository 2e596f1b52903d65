import type { HtmlTagDescriptor, Plugin } from 'vite'
import { BEFORE_PAINT_SOURCES, LINK_BEFORE_PAINT, THEME_BEFORE_PAINT } from './first-screen.tsx'

/**
 * What the built page may do: run its own files, the few lines that stand in it, and nothing else. It is a meta tag, so that it holds on any host.
 * The development server needs inline scripts for hot reload, so only the build carries it.
 */
const POLICY = [
  "default-src 'none'",
  `script-src 'self' ${BEFORE_PAINT_SOURCES}`,
  "style-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  // The preview of a figure.
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ')

/** Before all style sheets, for which it would wait. */
const inPage = (children: string): HtmlTagDescriptor => ({ tag: 'script', children, injectTo: 'head-prepend' })

export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: (_, { path }) => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        // First of all, so that nothing is loaded before it holds.
        injectTo: 'head-prepend',
      },
      inPage(THEME_BEFORE_PAINT),
      ...(path === '/index.html' ? [inPage(LINK_BEFORE_PAINT)] : []),
    ],
  }
}
