import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // These have a command of their own: npm run test:install.
    exclude: ['test/install/**', '**/node_modules/**'],
    testTimeout: 120_000,
    pool: 'forks',
    reporters: ['default', './scripts/tally.mjs']
  }
})
