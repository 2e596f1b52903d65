import type { Plugin } from 'vite'

/**
 * What the built page may do: run its own files and nothing else. It is a meta tag, so that it holds on any host.
 * The development server needs inline scripts for hot reload, so only the build carries it.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
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

export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        // First of all, so that nothing is loaded before it holds.
        injectTo: 'head-prepend',
      },
    ],
  }
}
