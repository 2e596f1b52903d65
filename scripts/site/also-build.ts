import { build, type InlineConfig, type Plugin } from 'vite'

/** Builds what has a configuration of its own after the site, into the same folder: one command builds all of it. */
export function alsoBuild(...configs: readonly (InlineConfig | string)[]): Plugin {
  return {
    name: 'also-build',
    apply: 'build',
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        for (const config of configs) {
          await build(typeof config === 'string' ? { configFile: config, logLevel: 'warn' } : config)
        }
      },
    },
  }
}
