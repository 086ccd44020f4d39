// `npm run test:install`: the packed package where its users have it. setup.ts fetches and makes what the tests need.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/install/*.test.ts'],
    globalSetup: 'test/install/setup.ts',
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['verbose', './scripts/tally.mjs']
  }
})
