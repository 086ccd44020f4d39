// lib/optim/optimizers/*.ts -> index.ts there, the list of all optimizers: a file that exports a class which extends
// an optimizer is one. Called by codegen/generate.mjs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files of lib/optim/optimizers with optimizers in them: { file, text, names of the classes }. */
export function optimizerFiles(root) {
  const folder = join(root, 'lib/optim/optimizers')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
    .map((each) => ({
      ...each,
      names: [...each.text.matchAll(/^export class (\w+)(?:<[^>]*>)? extends \w*Optimizer\b/gm)].map((m) => m[1])
    }))
    .filter(({ names }) => names.length > 0)
}

export function generateCatalogue(root) {
  const lines = optimizerFiles(root).map(({ file }) => `export * from './${file}'\n`)
  return {
    'lib/optim/optimizers/index.ts': `// Generated from the files of this folder by codegen/catalogue.mjs. Do not edit.\n${lines.join('')}`
  }
}
