// What the generators of rules.mjs and optimizers.mjs share: the frames of the files they write.
import { nodes } from './language.mjs'

export const TYPES = ['f32', 'f64']
export const ARRAY = { f32: 'Float32Array', f64: 'Float64Array' }
const note = (source) => `// Generated from native/rules/${source} by codegen/rules.mjs. Do not edit.\n`
export const quote = (text) => `'${text.replace(/'/g, "\\'")}'`
export const list = (names) => `[${names.map(quote).join(', ')}]`
export const lines = (parts) => parts.map((part) => `  ${part}\n`).join('')

/** A header of C++ text, which includes `include`. */
export const header = (source, include, body) =>
  `${note(source)}#pragma once\n#include "${include}"\n\nnamespace thalweg {\nnamespace {\n\n${body}\n}  // namespace\n}  // namespace thalweg\n`

/** A TypeScript module: imports what the statements of `items` call, from the primitives and from math.def. */
export function module(source, items, functions, text) {
  const calls = items.flatMap((item) => item.statements.flatMap((s) => [...nodes(s)].map((n) => n.call)))
  const names = [...new Set(calls)].filter((name) => name && name !== 'select' && name !== 'rare').sort()
  const from = (path, keep) => {
    const found = names.filter(keep).flatMap((name) => TYPES.map((type) => `${name}_${type}`))
    return found.length ? `import { ${found.join(', ')} } from '${path}'\n` : ''
  }
  const math = source === 'math.def' ? '' : from('./math.ts', (name) => functions.has(name))
  return `${note(source)}${from('../js/primitives.ts', (name) => !functions.has(name))}${math}${text}`
}

/**
 * The formatter's order: letter by letter without regard to case, a capital before its letter, an underline before digits, log2 before
 * log10.
 */
export function inOrder(a, b) {
  const parts = (name) => name.replace(/^type /, '').match(/\d+|\D/g)
  const [x, y] = [parts(a), parts(b)]
  for (let k = 0; k < Math.min(x.length, y.length); k++) {
    if (x[k] === y[k]) continue
    const [p, q] = [x[k].toLowerCase(), y[k].toLowerCase()]
    if (p === q) return x[k] < y[k] ? -1 : 1
    if (/\d/.test(p) && /\d/.test(q)) return Number(p) - Number(q)
    if (p === '_' || q === '_') return p === '_' ? -1 : 1
    return p < q ? -1 : 1
  }
  return x.length - y.length
}

/** `import { ... } from '...'` as the formatter writes it. */
export function importLine(kind, names, from) {
  if (names.every((name) => name.startsWith('type '))) {
    return importLine(
      `${kind} type`,
      names.map((name) => name.slice(5)),
      from
    )
  }
  const sorted = [...new Set(names)].sort(inOrder)
  const line = `${kind} { ${sorted.join(', ')} } from '${from}'`
  return line.length <= 120 ? `${line}\n` : `${kind} {\n  ${sorted.join(',\n  ')}\n} from '${from}'\n`
}
