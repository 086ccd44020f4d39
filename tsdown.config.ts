import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: { index: 'lib/index.ts', bench: 'lib/bench/index.ts' },
  format: ['esm', 'cjs'],
  dts: true,
  shims: true,
  target: 'node20',
  platform: 'node',
  sourcemap: false
})
