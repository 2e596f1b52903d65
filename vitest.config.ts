import react from '@vitejs/plugin-react'
import { configDefaults, defineConfig } from 'vitest/config'
import { COMPILED_SIM, compiledSim } from './test/compiled-sim.ts'

/** The page's parts keep a store, a clock and an address for as long as their modules live. */
const OF_THE_PAGE = 'test/web/**'

const plugins = [react(), compiledSim()]

const common = {
  setupFiles: ['test/setup.ts'],
  // Simulations compute for as long as they compute; only a hang should end one.
  testTimeout: 60_000,
  server: { deps: { external: [COMPILED_SIM] } },
}

export default defineConfig({
  test: {
    // Left to itself, Vitest keeps one core for watching: on two, all files would wait for each other.
    maxWorkers: '100%',
    projects: [
      {
        plugins,
        test: {
          ...common,
          name: 'sim',
          include: ['test/**/*.test.{ts,tsx}'],
          // The built page has a configuration of its own, vitest.browser.config.ts.
          exclude: [...configDefaults.exclude, 'test/browser/**', OF_THE_PAGE],
          // Nothing outlives a test there, so modules are loaded once, and the engine stays compiled.
          isolate: false,
        },
      },
      { plugins, test: { ...common, name: 'page', include: [`${OF_THE_PAGE}/*.test.{ts,tsx}`] } },
    ],
  },
})
