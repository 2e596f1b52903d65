import { defineConfig } from 'vitest/config'

/** Drives the built site (`npm run build` first) in one Chromium for each worker, whose tests have a profile each. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/serve-site.ts'],
    // A page takes both cores while it opens, and waits afterwards: two at once save an eighth of the time.
    maxWorkers: 2,
    isolate: false,
    testTimeout: 120_000,
    // A page computes for as long as it computes; what never comes is told by this, not by a second that was too short.
    expect: { poll: { interval: 100, timeout: 20_000 } },
  },
})
