import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const lib = fileURLToPath(new URL('lib', import.meta.url))

export default defineConfig({
  // Examples and documents import what users import; here that is the sources.
  resolve: {
    alias: [
      { find: /^thalweg$/, replacement: `${lib}/index.ts` },
      { find: 'thalweg/schedules', replacement: `${lib}/optim/schedules/index.ts` },
      { find: /^thalweg\/(\w+)$/, replacement: `${lib}/$1/index.ts` }
    ]
  },
  test: {
    include: ['test/**/*.test.ts'],
    // These have a command of their own: npm run test:install.
    exclude: ['test/install/**', '**/node_modules/**'],
    testTimeout: 120_000,
    pool: 'forks',
    reporters: ['default', './scripts/tally.mjs']
  }
})
