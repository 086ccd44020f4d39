// lib/optim/optimizers/*.ts -> index.ts and byName.ts there, the lists of all optimizers: a file that exports a class which extends
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

// The classes that are made of parameters and options and step without a closure: what a config can name.
function configurable({ text, names }) {
  return names.filter((name) => {
    const [whole, base] = new RegExp(`\\nexport class ${name}\\b(?:<[^>]*>)? extends (\\w+)[\\s\\S]*?(?=\\n}\\n)`).exec(
      text
    )
    return base !== 'WrapperOptimizer' && !/\bneedsClosure = true\b/.test(whole)
  })
}

export function generateCatalog(root) {
  const head = '// Generated from the files of this folder by codegen/catalog.mjs. Do not edit.\n'
  const all = optimizerFiles(root)
  const named = all
    .map((each) => ({ file: each.file, names: configurable(each) }))
    .filter((each) => each.names.length > 0)
  const imports = named.map(({ file, names }) => `import type { ${[...names].sort().join(', ')} } from './${file}'\n`)
  const rows = named.flatMap(({ names }) => names.map((name) => `  ${name}: typeof ${name}\n`))
  return {
    'lib/optim/optimizers/index.ts': `${head}${all.map(({ file }) => `export * from './${file}'\n`).join('')}`,
    // Spelled out: a namespace in a declaration would not survive its bundling.
    'lib/optim/optimizers/byName.ts': `${head}${imports.join('')}
/** @internal The optimizers that a config can name. */
export interface OptimizersByName {
${rows.join('')}}
`
  }
}
