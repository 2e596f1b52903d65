import react from '@vitejs/plugin-react'
import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // The built page has a configuration of its own, vitest.browser.config.ts.
    exclude: [...configDefaults.exclude, 'test/browser/**'],
    setupFiles: ['test/setup.ts'],
    // Simulations compute for as long as they compute; only a hang should end one.
    testTimeout: 60_000,
    // Left to itself, Vitest keeps one core for watching: on two, all files would wait for each other.
    maxWorkers: '100%',
  },
})
