import { build, type Plugin } from 'vite'

/** Builds what has a configuration of its own after the site, into the same folder: one command builds all of it. */
export function alsoBuild(...configs: string[]): Plugin {
  return {
    name: 'also-build',
    apply: 'build',
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        for (const configFile of configs) await build({ configFile, logLevel: 'warn' })
      },
    },
  }
}
