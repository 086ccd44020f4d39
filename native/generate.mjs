// Makes everything under native/gen and lib/backend/gen from native/kernels.def and native/rules, and the list of optimizers.
// `node native/generate.mjs` writes, `--check` only tells (exit code 1) whether a file is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateCatalogue } from './generate/catalogue.mjs'
import { generateKernels } from './generate/kernels.mjs'
import { generateRules } from './generate/rules.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** All generated files: { path from the repository's root: text }. */
export function generate() {
  return { ...generateKernels(root), ...generateRules(root), ...generateCatalogue(root) }
}

/** The paths whose file on disk differs from what the generators make. */
export function stale() {
  return Object.entries(generate())
    .filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text)
    .map(([path]) => path)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const paths = stale()
  if (process.argv.includes('--check')) {
    for (const path of paths) console.error(`${path} is stale: run npm run generate`)
    process.exitCode = paths.length > 0 ? 1 : 0
  } else {
    const files = generate()
    for (const path of paths) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), files[path])
      console.log(`wrote ${path}`)
    }
  }
}
