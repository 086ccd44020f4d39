// native/rules -> native/gen/{math,elementwise,optim}.h and lib/backend/gen/{math,elementwise,optim}.ts.
// Called by native/generate.mjs. The language itself is in language.mjs, its reference in native/rules/GRAMMAR.md.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cpp, js, local, nodes, Parser, uses } from './language.mjs'

const TYPES = ['f32', 'f64']
const VECTOR = { f32: 'vf', f64: 'vd' }
const ARRAY = { f32: 'Float32Array', f64: 'Float64Array' }
const note = (source) => `// Generated from native/rules/${source} by native/generate/rules.mjs. Do not edit.\n`
const header = (source, includes, body) =>
  `${note(source)}#pragma once\n${includes.map((i) => `#include "${i}"\n`).join('')}\nnamespace thalweg {\nnamespace {\n\n${body.join('\n')}\n}  // namespace\n}  // namespace thalweg\n`
const pascal = (name) => name[0].toUpperCase() + name.slice(1)
const quote = (text) => `'${text.replace(/'/g, "\\'")}'`
const list = (names) => `[${names.map(quote).join(', ')}]`

// --- parsing ---

function parse(root, file) {
  const parser = new Parser(readFileSync(join(root, 'native/rules', file), 'utf8'), `native/rules/${file}`)
  const items = []
  while (parser.token) {
    const kind = parser.name()
    const item = { kind, name: parser.name() }
    if (parser.has('.')) item.type = parser.name()
    const [inputs, params] = parser.signature()
    item.mask = parser.has('->') && parser.name() === 'mask'
    const body = parser.body()
    Object.assign(item, { inputs, params: params.map((p) => p.name), ...body, gradients: {} })
    while (parser.has('d')) item.gradients[parser.name()] = parser.body()
    items.push(item)
  }
  return items
}

// --- bodies ---

const indent = (lines) => lines.map((line) => `  ${line}`)

// Statements of a function or an op: every name once, the last one an expression.
const cppBody = (statements) =>
  statements.map((s) => (s.name ? `auto ${local(s.name)} = ${cpp(s.value)};` : `return ${cpp(s.value)};`))
const jsBody = (statements, type, result) =>
  statements.map((s) => (s.name ? `const ${local(s.name)} = ${js(s.value, type)}` : `${result} ${js(s.value, type)}`))

// import lines for everything that bodies of both types call: functions of math.def, the rest from the primitives.
function imports(bodies, functions, from) {
  const found = { primitives: new Set(), math: new Set() }
  for (const body of bodies)
    for (const node of body.flatMap((s) => [...nodes(s)]))
      if (node.call && !['select', 'rare'].includes(node.call))
        for (const type of TYPES) found[functions.has(node.call) ? 'math' : 'primitives'].add(`${node.call}_${type}`)
  const line = (names, path) => (names.size ? [`import { ${[...names].sort().join(', ')} } from '${path}'`] : [])
  return [...line(found.primitives, '../js/primitives.ts'), ...(from ? line(found.math, from) : [])]
}

// --- math.def ---

function math(functions) {
  const h = []
  const ts = [
    ...imports(
      functions.map((f) => f.statements),
      new Set(functions.map((f) => f.name))
    ),
    '',
    'const { fround } = Math',
    ''
  ]
  for (const f of functions) {
    const names = f.inputs.map((i) => local(i.name))
    const head = f.type ? '' : 'template <class V>\n'
    const vector = f.type ? VECTOR[f.type] : 'V'
    h.push(`${head}TW_INLINE auto ${f.name}(${names.map((n) => `${vector} ${n}`).join(', ')}) {`)
    if (f.type) h.push(`  using V [[maybe_unused]] = ${vector};`)
    h.push(...indent(cppBody(f.statements)), '}')
    for (const type of f.type ? [f.type] : TYPES) {
      ts.push(`export function ${f.name}_${type}(${names.map((n) => `${n}: number`).join(', ')}) {`)
      ts.push(...indent(jsBody(f.statements, type, 'return')), '}')
    }
  }
  return {
    'native/gen/math.h': header('math.def', ['simd/primitives.h'], h),
    'lib/backend/gen/math.ts': note('math.def') + ts.join('\n') + '\n'
  }
}

// --- elementwise.def ---

// An op's gradients become ops that take those of (g, inputs, y) which their formula names.
function expand(ops) {
  const rows = []
  for (const op of ops) {
    const inputs = op.inputs.map((i) => i.name)
    const gradients = Object.entries(op.gradients).map(([input, body]) => {
      if (body.source === 'g') return { input, identity: true, source: 'g' }
      const needs = ['g', ...inputs, 'y'].filter((name) => uses(body.statements, name))
      const row = { name: `${op.name}Grad${pascal(input)}`, inputs: needs, params: op.params, ...body, gradients: [] }
      return { input, row, source: body.source }
    })
    rows.push({ ...op, inputs, gradients }, ...gradients.flatMap((g) => g.row ?? []))
  }
  return rows
}

function cppOp(op) {
  const loads = [...op.inputs.map((n, i) => [n, `x[${i}]`]), ...op.params.map((n, i) => [n, `p[${i}]`])]
  const used = loads.filter(([name]) => uses(op.statements, name))
  const param = (letter) => `const V*${used.some(([, at]) => at.startsWith(letter)) ? ` ${letter}` : ''}`
  return [
    `struct op_${op.name} {`,
    `  static constexpr int kInputs = ${op.inputs.length};`,
    `  template <class V>\n  TW_INLINE auto run(${param('x')}, ${param('p')}) {`,
    ...indent(indent([...used.map(([name, at]) => `V ${local(name)} = ${at};`), ...cppBody(op.statements)])),
    '  }\n};'
  ]
}

function jsLoop(op, type) {
  const used = op.inputs.map((name) => uses(op.statements, name))
  const params = [0, 1].map((i) => (op.params[i] && uses(op.statements, op.params[i]) ? local(op.params[i]) : `_p${i}`))
  const lower = op.inputs.map(
    (_, i) =>
      `${used[i] ? '' : '_'}x${i}: ${ARRAY[type]}, ${used[i] ? '' : '_'}o${i}: number, ${used[i] ? '' : '_'}s${i}: number`
  )
  const out = op.mask ? 'Uint8Array' : ARRAY[type]
  const head = ['n: number', `out: ${out}`, 'o: number', 's: number', ...params.map((p) => `${p}: number`), ...lower]
  const reads = op.inputs.flatMap((name, i) => (used[i] ? [`const ${local(name)} = x${i}[o${i} + i * s${i}]!`] : []))
  const result = op.mask ? 'out[o + i * s] = +' : 'out[o + i * s] ='
  return [
    `function loop_${op.name}_${type}(${head.join(', ')}): void {`,
    '  for (let i = 0; i < n; i++) {',
    ...indent(indent([...reads, ...jsBody(op.statements, type, result)])),
    '  }\n}'
  ]
}

const LOOPS = TYPES.map(
  (type) => `/** out[o + i * s] = the op of x0[o0 + i * s0], x1[o1 + i * s1], ... for i below n. */
export type Loop_${type}<Out> = (n: number, out: Out, o: number, s: number, p0: number, p1: number, ...inputs: (${ARRAY[type]} | number)[]) => void`
)

const TYPE_TEXT = `
/** The gradient of an input: \`'identity'\` is the upstream gradient itself, else an op of those tensors it needs. */
export type Gradient = 'identity' | { readonly op: number; readonly needs: readonly string[]; readonly formula: string }

/** A row of native/rules/elementwise.def. \`op\` is its number in the kernel \`map\` (\`mapBool\` for a mask). */
export interface Row {
  readonly op: number
  readonly inputs: readonly string[]
  readonly params: readonly string[]
  readonly formula: string
  readonly gradients: { readonly [input: string]: Gradient }
}
`

function elementwise(ops, functions) {
  const rows = expand(ops)
  const [masks, values] = [rows.filter((r) => r.mask), rows.filter((r) => !r.mask)]
  const h = []
  for (const row of rows) h.push(...cppOp(row))
  const table = (name, loop, list) =>
    h.push(
      `\ntemplate <class T>\nconstexpr Loop ${name}[] = {\n${list.map((r) => `    ${loop}<op_${r.name}, T>,\n`).join('')}};`
    )
  table('kMapLoops', 'map_loop', values)
  table('kMaskLoops', 'mask_loop', masks)

  const ts = [
    ...imports(
      rows.map((r) => r.statements),
      functions,
      './math.ts'
    ),
    '',
    'const { fround } = Math',
    '',
    ...LOOPS,
    TYPE_TEXT
  ]
  for (const row of rows) for (const type of TYPES) ts.push(...jsLoop(row, type))
  for (const type of TYPES) {
    const loops = (name, out, list) =>
      ts.push(
        `\nexport const ${name}_${type} = [${list.map((r) => `loop_${r.name}_${type}`).join(', ')}] as unknown as readonly Loop_${type}<${out}>[]`
      )
    loops('mapLoops', ARRAY[type], values)
    loops('maskLoops', 'Uint8Array', masks)
  }
  const gradient = (g) =>
    g.identity
      ? `${g.input}: 'identity'`
      : `${g.input}: { op: ${values.indexOf(g.row)}, needs: ${list(g.row.inputs)}, formula: ${quote(g.source)} }`
  const entry = (r, all) =>
    `  ${r.name}: { op: ${all.indexOf(r)}, inputs: ${list(r.inputs)}, params: ${list(r.params)}, formula: ${quote(r.source)}, gradients: { ${r.gradients.map(gradient).join(', ')} } }`
  const tableOf = (name, list, all) =>
    ts.push(
      `export const ${name} = {\n${list.map((r) => entry(r, all)).join(',\n')}\n} as const satisfies { readonly [name: string]: Row }\n`
    )
  ts.push('\n/** Every op whose result is a number, by name. */')
  tableOf(
    'OPS',
    values.filter((r) => ops.some((op) => op.name === r.name)),
    values
  )
  ts.push('/** Every op whose result is a bool, by name. */')
  tableOf('MASK_OPS', masks, masks)
  ts.push(`const ARITY = [${values.map((r) => r.inputs.length).join(', ')}]`)
  ts.push('/** How many inputs an op of the kernel `map` takes, -1 for an unknown op. */')
  ts.push('export const arityOf = (op: number): number => ARITY[op] ?? -1')
  ts.push('/** The name of an op of the kernel `map`, gradients included. */')
  ts.push(`export const MAP_NAMES: readonly string[] = ${list(values.map((r) => r.name))}`)
  return {
    'native/gen/elementwise.h': header('elementwise.def', ['gen/math.h', 'simd/loops.h'], h),
    'lib/backend/gen/elementwise.ts': `${note('elementwise.def')}${ts.join('\n')}\n`
  }
}

// --- optim/*.rule ---

function optim(rules, functions) {
  const h = []
  const loops = []
  const table = []
  for (const rule of rules) {
    const tensors = rule.inputs.map((i) => i.name)
    const all = rule.statements.flatMap((s) => [...nodes(s)])
    const flags = [...new Set([...all.map((n) => n.flag), ...rule.inputs.map((i) => i.flag)].filter(Boolean))]
    const on = (mask, flag) => !flag || (mask >> flags.indexOf(flag)) & 1
    const assigned = (statements, mask) =>
      statements.flatMap((s) => (s.yes ? assigned(on(mask, s.flag) ? s.yes : s.no, mask) : s.name))
    const locals = [...new Set(all.filter((n) => n.name && 'value' in n).map((n) => n.name))].filter(
      (n) => !tensors.includes(n)
    )
    const masks = Array.from({ length: 1 << flags.length }, (_, mask) => mask)
    const bits = (keep) => masks.map((m) => rule.inputs.reduce((set, t, i) => set | (keep(t, m) ? 1 << i : 0), 0))
    const present = bits((t, m) => on(m, t.flag))
    const writes = bits((t, m) => on(m, t.flag) && assigned(rule.statements, m).includes(t.name) && t.name !== 'g')

    const cppLines = (statements) =>
      statements.flatMap((s) => {
        if (!s.yes) return [`${local(s.name)} = ${cpp(s.value)};`]
        const no = s.no.length ? ['} else {', ...indent(cppLines(s.no)), '}'] : ['}']
        return [`if constexpr ((F & ${1 << flags.indexOf(s.flag)}) != 0) {`, ...indent(cppLines(s.yes)), ...no]
      })
    h.push(`struct rule_${rule.name} {`)
    h.push(
      `  static constexpr int kTensors = ${tensors.length}, kNumbers = ${rule.params.length}, kFlags = ${flags.length};`
    )
    h.push(`  static constexpr unsigned kPresent[] = {${present}}, kWrites[] = {${writes}};`)
    h.push('  template <int F, class V>\n  TW_INLINE void run(V* t, const V* c) {')
    const loads = [
      ...tensors.map((n, i) => `V& ${local(n)} = t[${i}];`),
      ...rule.params.map((n, i) => `const V ${local(n)} = c[${i}];`)
    ]
    h.push(
      ...indent(
        indent([
          ...loads.map((l) => `[[maybe_unused]] ${l}`),
          ...(locals.length ? [`[[maybe_unused]] V ${locals.map(local).join(', ')};`] : []),
          ...cppLines(rule.statements)
        ])
      ),
      '  }\n};'
    )

    for (const type of TYPES) {
      const jsLines = (statements) =>
        statements.flatMap((s) => {
          if (!s.yes) return [`${local(s.name)} = ${js(s.value, type)}`]
          const no = s.no.length ? ['} else {', ...indent(jsLines(s.no)), '}'] : ['}']
          return [`if (flags & ${1 << flags.indexOf(s.flag)}) {`, ...indent(jsLines(s.yes)), ...no]
        })
      loops.push(
        `function loop_${rule.name}_${type}(flags: number, n: number, c: readonly number[], ${rule.inputs.map((t) => `${t.name}Of: ${ARRAY[type]}${t.flag ? ' | undefined' : ''}`).join(', ')}): void {`
      )
      loops.push(`  const written = [${writes}][flags]!`)
      loops.push(
        ...indent(rule.params.map((n, i) => `const ${local(n)} = c[${i}]!`)),
        '  for (let i = 0; i < n; i++) {'
      )
      loops.push(
        ...indent(
          indent([
            ...rule.inputs.map(
              (t) => `let ${local(t.name)} = ${t.flag ? `${t.name}Of === undefined ? 0 : ` : ''}${t.name}Of[i]!`
            ),
            ...locals.map((l) => `let ${local(l)} = 0`),
            ...jsLines(rule.statements)
          ])
        )
      )
      loops.push(
        ...tensors.flatMap((t, i) =>
          writes.some((w) => (w >> i) & 1) ? [`    if (written & ${1 << i}) ${t}Of![i] = ${local(t)}`] : []
        ),
        '  }\n}'
      )
    }
    const states = rule.inputs
      .slice(2)
      .map((s) => `{ name: ${quote(s.name)}${s.flag ? `, flag: ${quote(s.flag)}` : ''} }`)
    table.push(
      `  ${rule.name}: { rule: ${table.length}, flags: ${list(flags)}, states: [${states.join(', ')}], numbers: ${list(rule.params)}, present: [${present}], formula: ${quote(rule.source)} }`
    )
  }
  h.push(`#define TW_FOR_EACH_RULE(F) ${rules.map((r) => `F(rule_${r.name})`).join(' ')}\n`)
  const ts = [
    ...imports(
      rules.map((r) => r.statements),
      functions,
      './math.ts'
    ),
    '',
    'const { fround } = Math',
    '',
    ...loops
  ]
  for (const type of TYPES)
    ts.push(
      `\nexport const ruleLoops_${type} = [${rules.map((r) => `loop_${r.name}_${type}`).join(', ')}] as unknown as readonly ((flags: number, n: number, c: readonly number[], ...tensors: (${ARRAY[type]} | undefined)[]) => void)[]`
    )
  ts.push(
    `\n/** Every rule of native/rules/optim: its number, flags in the order of their bits, states and numbers in order. */`
  )
  ts.push(`export const RULES = {\n${table.join(',\n')}\n} as const satisfies { readonly [name: string]: Rule }`)
  ts.push(`
export interface Rule {
  readonly rule: number
  readonly flags: readonly string[]
  readonly states: readonly { readonly name: string; readonly flag?: string }[]
  readonly numbers: readonly string[]
  /** By flags: which of p, g and the states take part, as bits. */
  readonly present: readonly number[]
  readonly formula: string
}

const PRESENT: readonly (readonly number[])[] = Object.values(RULES).map((rule) => rule.present)

/** How many states a rule keeps under some flags, -1 for an unknown rule or flag. */
export function slotsOf(rule: number, flags: number): number {
  let present = PRESENT[rule]?.[flags]
  if (present === undefined) return -1
  let slots = -2
  for (; present !== 0; present &= present - 1) slots++
  return slots
}`)
  return {
    'native/gen/optim.h': header('optim', ['gen/math.h', 'simd/loops.h'], h),
    'lib/backend/gen/optim.ts': `${note('optim')}${ts.join('\n')}\n`
  }
}

/** Every file made from native/rules under `root`: { path: text }. */
export function generateRules(root) {
  const functions = parse(root, 'math.def')
  const names = new Set(functions.map((f) => f.name))
  const files = readdirSync(join(root, 'native/rules/optim'))
    .filter((f) => f.endsWith('.rule'))
    .sort()
  return {
    ...math(functions),
    ...elementwise(parse(root, 'elementwise.def'), names),
    ...optim(
      files.flatMap((f) => parse(root, `optim/${f}`)),
      names
    )
  }
}
