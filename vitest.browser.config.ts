import { defineConfig } from 'vitest/config'

/** Drives the built site (`npm run build` first) in one Chromium, a file of tests on each core. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/serve-and-launch.ts'],
    maxWorkers: '100%',
    testTimeout: 120_000,
    // A page computes for as long as it computes; what never comes is told by this, not by a second that was too short.
    expect: { poll: { timeout: 20_000 } },
  },
})
