import { defineConfig } from 'vitest/config'

/** Drives the built site (`npm run build` first) in one Chromium, one test after another. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/serve-and-launch.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
  },
})
