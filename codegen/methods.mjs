// lib/ops/gen/plainMethods.ts: the types of a tensor's methods with the docstrings of their ops, so that an editor shows them.
// From the exports of lib/ops/index.ts, inplace.ts, gen/inPlaceForms.ts and gen/inPlaceAliases.ts, but for those that methods.ts declares itself. Called by generate.mjs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importLine } from './text.mjs'

const head = (
  ops,
  inPlace,
  forms,
  inPlaceAliases
) => `// Generated from the ops' docstrings by codegen/methods.mjs. Do not edit.
${importLine('import type', ops, '../index.ts')}${importLine('import type', inPlace, '../inplace.ts')}${importLine('import type', inPlaceAliases, './inPlaceAliases.ts')}${importLine('import type', forms, './inPlaceForms.ts')}
type First<F> = F extends (x: infer X, ...rest: never[]) => unknown ? X : never
type Method<F> = F extends (x: First<F>, ...rest: infer Rest) => infer R ? (...rest: Rest) => R : never
// Of a function with two signatures.
type Methods<F> = F extends {
  (x: First<F>, ...a: infer A): infer RA
  (x: First<F>, ...b: infer B): infer RB
}
  ? { (...a: A): RA; (...b: B): RB }
  : never

/** The methods that take an op's other arguments as they are. */
export interface PlainMethods {
`

// The docstring right before an export, without what would make a second one of it.
function docOf(text, name) {
  const found = new RegExp(`(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/)\\nexport (?:function|const) ${name}\\b`).exec(text)
  return found?.[1].replace(/\n/g, '\n  ')
}

// The names that a module exports, `export *` followed; types are left out.
function exportsOf(read, file) {
  const text = read(file)
  const own = [...text.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name)
  const lists = [...text.matchAll(/^export \{([^}]*)\} from/gm)].flatMap(([, names]) => names.split(','))
  const named = lists.map((name) => name.trim()).filter((name) => /^\w+$/.test(name))
  const stars = [...text.matchAll(/^export \* from '\.\/(.*)'$/gm)].flatMap(([, path]) => exportsOf(read, path))
  return [...new Set([...own, ...named, ...stars])]
}

/** @param generated files of lib/ops/gen that may not be on the disk yet: { path: text } */
export function generateMethods(root, generated) {
  const folder = join(root, 'lib/ops')
  const read = (file) => generated[`lib/ops/${file}`] ?? readFileSync(join(folder, file), 'utf8')
  const files = readdirSync(folder, { recursive: true }).filter(
    (file) => file.endsWith('.ts') && !/^(methods|gen.*)\.ts$/.test(file)
  )
  const text = [...files.map(read), ...Object.values(generated)].join('\n')
  const methods = read('methods.ts')
  const [, apart] = /^const FUNCTIONS.*new Set\(\[([^\]]*)\]\)$/m.exec(methods)
  const declared = [...methods.matchAll(/^ {2}(\w+)(?:<.*?>)?\(/gm)].map(([, name]) => name)
  const special = new Set([...[...apart.matchAll(/'(\w+)'/g)].map(([, name]) => name), ...declared])
  const plain = exportsOf(read, 'index.ts').filter((op) => !special.has(op))
  const rows = [...plain, 'variance'].map((op) => [op === 'variance' ? 'var' : op, op, docOf(text, op)])
  const inPlace = exportsOf(read, 'inplace.ts')
  const inPlaceAliases = exportsOf(read, 'gen/inPlaceAliases.ts')
  const forms = exportsOf(read, 'gen/inPlaceForms.ts')
  rows.push(...[...inPlace, ...forms, ...inPlaceAliases].map((op) => [op, op, docOf(text, op)]))
  const missing = rows.filter(([, , doc]) => doc === undefined).map(([, op]) => op)
  if (missing.length > 0) throw new Error(`lib/ops: no docstring before ${missing.join(', ')}`)
  // A function with two signatures is exported by three declarations, the last one with the body.
  const kind = (op) => (text.split(`\nexport function ${op}(`).length === 4 ? 'Methods' : 'Method')
  const lines = rows.map(([name, op, doc]) => `  ${doc}\n  readonly ${name}: ${kind(op)}<typeof ${op}>\n`)
  const imports = head([...plain, 'variance'], inPlace, forms, inPlaceAliases)
  return { 'lib/ops/gen/plainMethods.ts': `${imports}${lines.join('')}}\n` }
}
