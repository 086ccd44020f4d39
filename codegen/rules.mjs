// native/rules -> native/gen/{math,elementwise,optim}.h and lib/backend/gen/{math,elementwise,optim}.ts. Called by
// codegen/generate.mjs. The language is in language.mjs, optimizer rules in optimizers.mjs, the reference in GRAMMAR.md.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkNames, cpp, js, local, Parser, uses } from './language.mjs'
import { optim } from './optimizers.mjs'
import { ARRAY, header, lines, list, module, quote, TYPES } from './text.mjs'

const VECTOR = { f32: 'vf', f64: 'vd' }
const pascal = (name) => name[0].toUpperCase() + name.slice(1)

/** What a file of native/rules declares, in order. */
export function parse(root, file) {
  const parser = new Parser(readFileSync(join(root, 'native/rules', file), 'utf8'), `native/rules/${file}`)
  const items = []
  while (parser.token) {
    const doc = parser.doc()
    const kind = parser.oneOf('fn', 'op', 'rule')
    const item = { name: parser.name(), gradients: {}, doc }
    if (parser.has('.')) item.type = parser.oneOf(...TYPES)
    const [inputs, params] = parser.signature()
    item.mask = parser.has('->') && parser.oneOf('mask') === 'mask'
    Object.assign(item, { inputs, params: params.map((p) => p.name), ...parser.body() })
    item.defaults = params.map((p) => p.value)
    const names = [...inputs.map((input) => input.name), ...item.params]
    checkNames(item.statements, names, kind === 'rule', `${file}: ${item.name}`)
    while (parser.has('d')) {
      const input = parser.oneOf(...inputs.map((i) => i.name))
      item.gradients[input] = parser.body()
      const where = `${file}: d ${input} of ${item.name}`
      checkNames(item.gradients[input].statements, [...names, 'g', 'y'], false, where)
      if (!parser.has('again')) continue
      item.gradients[input].again = parser.body().statements
      checkNames(item.gradients[input].again, [...names, 'g', 'y'], false, where)
    }
    items.push(item)
  }
  return items
}

// Statements of a function or an op: every name once, the last one an expression.
const cppBody = (statements) =>
  statements.map((s) => (s.name ? `auto ${local(s.name)} = ${cpp(s.value)};` : `return ${cpp(s.value)};`))
const jsBody = (statements, type, result) =>
  statements.map((s) => (s.name ? `const ${local(s.name)} = ${js(s.value, type)}` : `${result} ${js(s.value, type)}`))

// --- math.def and the files that build on it ---

const FUNCTIONS = ['math.def', 'erf.def', 'inverse.def', 'special.def']

function math(items, functions) {
  let h = ''
  let ts = '\nconst { fround } = Math\n\n'
  for (const f of items) {
    const names = f.inputs.map((input) => local(input.name))
    const vector = f.type ? VECTOR[f.type] : 'V'
    const args = names.map((n) => `${vector} ${n}`).join(', ')
    h += `${f.type ? '' : 'template <class V>\n'}TW_INLINE auto ${f.name}(${args}) {\n`
    h += `${lines([...(f.type ? [`using V [[maybe_unused]] = ${vector};`] : []), ...cppBody(f.statements)])}}\n`
    for (const type of f.type ? [f.type] : TYPES) {
      ts += `export function ${f.name}_${type}(${names.map((n) => `${n}: number`).join(', ')}) {\n`
      ts += `${lines(jsBody(f.statements, type, 'return'))}}\n`
    }
  }
  return {
    'native/gen/math.h': header('math.def', 'simd/primitives.h', h),
    'lib/backend/gen/math.ts': module('math.def', items, functions, ts)
  }
}

// --- elementwise.def and losses.def ---

/** The elementwise ops in the order of their numbers. */
export const elementwiseOps = (root) => ['elementwise.def', 'losses.def'].flatMap((file) => parse(root, file))

// An op, and its gradients as ops of those of (g, inputs, y) which their formula names.
function expand(op) {
  const inputs = op.inputs.map((input) => input.name)
  const gradients = Object.entries(op.gradients).map(([input, body]) => {
    if (body.source === 'g') return { input }
    const needs = ['g', ...inputs, 'y'].filter((name) => uses(body.statements, name))
    return { input, row: { name: `${op.name}Grad${pascal(input)}`, inputs: needs, params: op.params, ...body } }
  })
  return [{ ...op, inputs, gradients }, ...gradients.flatMap((g) => g.row ?? [])]
}

function cppOp(op) {
  const at = [...op.inputs.map((name, i) => [name, `x[${i}]`]), ...op.params.map((name, i) => [name, `p[${i}]`])]
  const used = at.filter(([name]) => uses(op.statements, name))
  const loads = used.map(([name, place]) => `V ${local(name)} = ${place};`)
  return `struct op_${op.name} {
  static constexpr int kInputs = ${op.inputs.length};
  template <class V>
  TW_INLINE auto run([[maybe_unused]] const V* x, [[maybe_unused]] const V* p) {
${lines(
  lines([...loads, ...cppBody(op.statements)])
    .trimEnd()
    .split('\n')
)}  }
};
`
}

function jsLoop(op, type) {
  const used = (name) => name !== undefined && uses(op.statements, name)
  const params = [0, 1].map((i) => `${used(op.params[i]) ? local(op.params[i]) : `_p${i}`}: number`)
  const operands = op.inputs.map((name, i) => {
    const mark = used(name) ? '' : '_' // what TypeScript wants of a parameter that is not used
    return `${mark}x${i}: ${ARRAY[type]}, ${mark}o${i}: number, ${mark}s${i}: number`
  })
  const out = op.mask ? 'Uint8Array' : ARRAY[type]
  const reads = op.inputs.map((name, i) => used(name) && `const ${local(name)} = x${i}[o${i} + i * s${i}]!`)
  const body = [...reads.filter(Boolean), ...jsBody(op.statements, type, `out[o + i * s] =${op.mask ? ' +' : ''}`)]
  return `function loop_${op.name}_${type}(n: number, out: ${out}, o: number, s: number, ${[...params, ...operands].join(', ')}): void {
  for (let i = 0; i < n; i++) {
${lines(lines(body).trimEnd().split('\n'))}  }
}
`
}

function elementwise(ops, functions) {
  const rows = ops.flatMap(expand)
  const masks = rows.filter((row) => row.mask)
  const values = rows.filter((row) => !row.mask)
  const table = (name, loop, part) =>
    `\ntemplate <class T>\nconstexpr Loop ${name}[] = {\n${lines(part.map((r) => `${loop}<op_${r.name}, T>,`))}};\n`
  const h = rows.map(cppOp).join('') + table('kMapLoops', 'map_loop', values) + table('kMaskLoops', 'mask_loop', masks)

  const gradient = ({ input, row }) =>
    `${input}: ${row ? `{ op: ${values.indexOf(row)}, needs: ${list(row.inputs)}, formula: ${quote(row.source)} }` : "'identity'"}`
  const entry = (part) => (r) =>
    `${r.name}: { op: ${part.indexOf(r)}, inputs: ${list(r.inputs)}, params: ${list(r.params)}, formula: ${quote(r.source)}, gradients: { ${r.gradients.map(gradient).join(', ')} } },`
  const constant = (name, part, all) =>
    `export const ${name} = {\n${lines(part.map(entry(all)))}} as const satisfies { readonly [name: string]: Row }\n`
  const loops = (type, name, part, out) =>
    `export const ${name}_${type} = [${part.map((r) => `loop_${r.name}_${type}`).join(', ')}] as unknown as readonly Loop<${out}, ${ARRAY[type]}>[]\n`
  const ts = `import type { Loop, Row } from '../rules.ts'

export type { Gradient, Row } from '../rules.ts'

const { fround } = Math

${rows.flatMap((row) => TYPES.map((type) => jsLoop(row, type))).join('')}
${TYPES.map((type) => loops(type, 'mapLoops', values, ARRAY[type]) + loops(type, 'maskLoops', masks, 'Uint8Array')).join('')}
/** Every op whose result is a number, by name. */
${constant(
  'OPS',
  values.filter((row) => row.gradients),
  values
)}
/** Every op whose result is a bool, by name. */
${constant('MASK_OPS', masks, masks)}
const ARITY = [${values.map((row) => row.inputs.length).join(', ')}]
/** How many inputs an op of the kernel \`map\` takes, -1 for an unknown op. */
export const arityOf = (op: number): number => ARITY[op] ?? -1
/** The name of an op of the kernel \`map\`, gradients included. */
export const MAP_NAMES: readonly string[] = ${list(values.map((row) => row.name))}
`
  return {
    'native/gen/elementwise.h': header('elementwise.def', 'simd/loops.h', h),
    'lib/backend/gen/elementwise.ts': module('elementwise.def', rows, functions, ts)
  }
}

/** Every file made from native/rules under `root`: { path: text }. */
export function generateRules(root) {
  const functions = FUNCTIONS.flatMap((file) => parse(root, file))
  const names = new Set(functions.map((f) => f.name))
  const rules = readdirSync(join(root, 'native/rules/optim')).filter((file) => file.endsWith('.rule'))
  const parsed = rules.sort().flatMap((file) => parse(root, `optim/${file}`))
  return { ...math(functions, names), ...elementwise(elementwiseOps(root), names), ...optim(parsed, names) }
}
