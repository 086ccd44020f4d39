// lib/ops/gen/plainMethods.ts: the types of a tensor's methods with the docstrings of their ops, so that an editor shows them.
// From the table `plain` of lib/ops/methods.ts and the exports of lib/ops/inplace.ts. Called by codegen/generate.mjs.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const head = (ops, inPlace) => `// Generated from the ops' docstrings by codegen/methods.mjs. Do not edit.
import type { ${ops.join(', ')} } from '../index.ts'
import type { ${inPlace.join(', ')} } from '../inplace.ts'

type First<F> = F extends (x: infer X, ...rest: never[]) => unknown ? X : never
type Method<F> = F extends (x: First<F>, ...rest: infer Rest) => infer R ? (...rest: Rest) => R : never

/** The methods that take an op's other arguments as they are. */
export interface PlainMethods {
`

// The docstring right before an export, without what would make a second one of it.
function docOf(text, name) {
  const found = new RegExp(`(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/)\\nexport (?:function|const) ${name}\\b`).exec(text)
  return found?.[1].replace(/\n/g, '\n  ')
}

const sorted = (names) => [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))

export function generateMethods(root) {
  const folder = join(root, 'lib/ops')
  const files = readdirSync(folder, { recursive: true }).filter(
    (file) => file.endsWith('.ts') && !/^(methods|inplace|gen.*)\.ts$/.test(file)
  )
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  const table = /^const plain = \{\n([\s\S]*?)^\}/m.exec(readFileSync(join(folder, 'methods.ts'), 'utf8'))[1]
  const inPlace = readFileSync(join(folder, 'inplace.ts'), 'utf8')
  const plain = [...table.matchAll(/^ {2}(\w+): ops\.(\w+),?$/gm)].map(([, name, op]) => [name, op, docOf(text, op)])
  const inPlaceOps = [...inPlace.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, op]) => op)
  const rows = [...plain, ...inPlaceOps.map((op) => [op, op, docOf(inPlace, op)])]
  const missing = rows.filter(([, , doc]) => doc === undefined).map(([, op]) => op)
  if (missing.length > 0) throw new Error(`lib/ops: no docstring before ${missing.join(', ')}`)
  const lines = rows.map(([name, op, doc]) => `  ${doc}\n  readonly ${name}: Method<typeof ${op}>\n`)
  // The formatter's form: one name a line, in order.
  const imports = head(sorted(plain.map(([, op]) => op)), sorted(inPlaceOps)).replace(
    /^(import type \{) (.*) (\} from .*)$/gm,
    (_, begin, names, end) => {
      return `${begin}\n  ${names.split(', ').join(',\n  ')}\n${end}`
    }
  )
  return { 'lib/ops/gen/plainMethods.ts': `${imports}${lines.join('')}}\n` }
}
