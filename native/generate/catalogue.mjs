// lib/optim/*.ts -> lib/optim/optimizers.ts, the list of all optimizers: a file there that exports a class which extends
// an optimizer is one. Called by native/generate.mjs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files of lib/optim with optimizers in them: { file, text, names of the classes }. */
export function optimizerFiles(root) {
  const folder = join(root, 'lib/optim')
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
    'lib/optim/optimizers.ts': `// Generated from the files of lib/optim by native/generate/catalogue.mjs. Do not edit.\n${lines.join('')}`
  }
}
