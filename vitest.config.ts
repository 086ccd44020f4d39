import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Measures with a load that it makes itself: nothing else may run at the same time.
const ALONE = 'test/backend/threadPool.test.ts'
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
    testTimeout: 120_000,
    pool: 'forks',
    // Of two processors the default would use one.
    maxWorkers: '100%',
    reporters: ['default', './scripts/tally.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts'],
          // test/install has its own command: npm run test:install.
          exclude: ['test/install/**', '**/node_modules/**', ALONE],
          // Files share the modules of a worker: importing the library again for each takes a fifth of the time of all tests.
          isolate: false,
          setupFiles: ['test/setup.ts'],
          sequence: { groupOrder: 0 }
        }
      },
      { extends: true, test: { name: 'alone', include: [ALONE], sequence: { groupOrder: 1 } } }
    ]
  }
})
