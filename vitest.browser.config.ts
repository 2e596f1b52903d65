import { defineConfig } from 'vitest/config'

/** Drives the built site (`npm run build` first) in one Chromium, one test after another. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/serve-and-launch.ts'],
    // Two pages at once take as long on two cores as one after the other: the browser itself uses both.
    fileParallelism: false,
    testTimeout: 120_000,
    // A page computes for as long as it computes; what never comes is told by this, not by a second that was too short.
    expect: { poll: { timeout: 20_000 } },
  },
})
