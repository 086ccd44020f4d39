// The TypeScript of kernels.def, for kernels.mjs: lib/backend/gen/kernels.ts (argument types, checks, the interface of
// the JavaScript backend) and lib/backend/gen/calls.ts (one function a kernel, which takes its arguments by name).
import { pascal, print } from './kernels.mjs'
import { nodes } from './language.mjs'

const TS = { f32: 'Float32Array', f64: 'Float64Array', i32: 'Int32Array', u8: 'c.BoolArray', any: 'c.AnyArray' }

const arrayOf = (k, b) => (b.type === 'T' ? (k.types === 'w' ? 'c.AnyArray' : 'c.FloatArray') : TS[b.type])
const operandOf = (b) => (b.optional ? 'c.Operand | null' : 'c.Operand')

// The tuples of the positional form: buffers, sizes, numbers.
function tuple(k) {
  if (k.like) return `KernelCalls['${k.like}']`
  const rows = (list, one) => `readonly [${list.map(one).join(', ')}]`
  const buffers = k.buffers.some((b) => b.count)
    ? `readonly (${k.buffers.some((b) => b.optional) ? 'c.Operand | null' : 'c.Operand'})[]`
    : rows(k.buffers, (b) => `${b.id}: ${operandOf(b)}`)
  const plain = (list) => (list.some((s) => s.count) ? 'readonly number[]' : rows(list, (s) => `${s.id}: number`))
  return `[buffers: ${buffers}, sizes: ${plain(k.sizes)}${k.numbers.length ? `, numbers: ${plain(k.numbers)}` : ''}]`
}

const values = (k) => [...k.sizes, ...k.numbers]

function argsInterface(k) {
  if (k.like) return [`export type ${pascal(k.name)}Args = c.Single<${pascal(k.like)}Args>`]
  return [
    `export interface ${pascal(k.name)}Args {`,
    ...k.buffers.map(
      (b) =>
        `  readonly ${b.id}: ${b.count ? `readonly ${arrayOf(k, b)}[]` : arrayOf(k, b)}${b.optional ? ' | null' : ''}`
    ),
    ...values(k).map((s) => `  readonly ${s.id}: ${s.count ? 'readonly number[]' : 'number'}`),
    '}'
  ]
}

export function kernelSpecs(kernels) {
  const out = [
    `import * as c from '../check.ts'\n`,
    '/** The positional form of each call: buffers, sizes, numbers. */\nexport interface KernelCalls {',
    ...kernels.map((k) => `  ${k.name}: ${tuple(k)}`),
    '}\n'
  ]
  for (const k of kernels) out.push(...argsInterface(k), '')
  out.push(
    '/** The JavaScript backend: one function a kernel, with the same bits as the native one. */\nexport interface JsKernels {',
    ...kernels.map((k) => `  ${k.name}(args: ${pascal(k.name)}Args): number`),
    '}\n'
  )
  for (const k of kernels) out.push(`const SIZES_${k.name} = [${k.sizes.map((s) => `'${s.id}'`).join(', ')}]`)
  out.push('\n/** Index in the native table, checks and the JavaScript call of each kernel. */')
  out.push('export const SPECS: { readonly [K in keyof KernelCalls]: c.KernelSpec } = {')
  for (const k of kernels) out.push(spec(k))
  out.push('}\n')
  return out.join('\n')
}

// --- calls by name ---

// A size that an array of the call has as its length anyway: nd of shape[nd], inputs of x*inputs.
function derived(k, id) {
  const array = [...k.sizes, ...k.buffers].find((other) => other.count?.name === id)
  return array && `a.${array.id}.length`
}

// `twin` is the kernel of bfloat16 with the same arguments.
function call(k, twin) {
  const lines = [`export interface ${pascal(k.name)}Call {`]
  for (const b of k.buffers) lines.push(`  ${b.id}: ${b.count ? `readonly (${operandOf(b)})[]` : operandOf(b)}`)
  for (const s of values(k)) {
    if (!derived(k, s.id)) lines.push(`  ${s.id}: ${s.count ? 'readonly number[]' : 'number'}`)
  }
  const item = (s) => (s.count ? `...a.${s.id}` : (derived(k, s.id) ?? `a.${s.id}`))
  const args = [`[${k.buffers.map(item).join(', ')}]`, `[${k.sizes.map(item).join(', ')}]`]
  const [only] = k.numbers
  if (only) args.push(k.numbers.length === 1 && only.count ? `a.${only.id}` : `[${k.numbers.map(item).join(', ')}]`)
  lines.push(
    '}',
    `export function ${k.name}(a: ${pascal(k.name)}Call${twin ? ", precision: Precision = 'float32'" : ''}): void {`,
    `  run(${twin ? `precision === 'bfloat16' ? '${twin.name}' : ` : ''}'${k.name}', ${args.join(', ')})`,
    '}\n'
  )
  return lines.join('\n')
}

export function kernelCalls(kernels) {
  const imports = [
    "type * as c from '../check.ts'",
    "type { Precision } from '../calls.ts'",
    "{ run } from '../index.ts'"
  ]
  const head = imports.map((from) => `import ${from}\n`).join('')
  const twinOf = ({ name }) => kernels.find(({ like }) => like === name)
  return [head, ...kernels.filter(({ like }) => !like).map((k) => call(k, twinOf(k)))].join('\n')
}

// --- checks ---

// a + b of two positions that may be numbers or expressions
const plus = (a, b) => (/^\d+$/.test(a) && /^\d+$/.test(b) ? `${Number(a) + Number(b)}` : `${a} + ${b}`)

// What the checks of a kernel know: where its buffers start, its sizes as locals, and how expressions read them.
function layout(k) {
  const positions = []
  const where = (id) => {
    const at = k.buffers.findIndex((b) => b.id === id)
    if (at < 0) throw new Error(`kernels.def: ${k.name}: there is no buffer '${id}'`)
    return `b[${positions[at]}]`
  }
  const known = new Set(['i', ...k.sizes.map((s) => s.id)])
  const name = (id) => {
    if (!known.has(id)) throw new Error(`kernels.def: ${k.name}: there is no size '${id}'`)
    return id
  }
  const call = (id, args, arg) => {
    const list = args.map(id === 'has' || id === 'dtype' ? () => '' : arg).join(', ')
    if (id === 'has') return `(${where(args[0].name)} != null)`
    if (id === 'dtype') return `c.code(${where(args[0].name)})`
    if (id === 'span') return `c.span(s, ${list}, nd)`
    if (id === 'floor' || id === 'ceil') return `Math.${id}(${list})`
    if (id === 'product' || id === 'at' || id === 'places') return `c.${id}(s, ${list})`
    if (id === 'arity' || id === 'slots' || id === 'width') return `c.${id}(${list})`
    throw new Error(`kernels.def: ${k.name}: there is no function '${id}'`)
  }
  const own = (e) => print(e, name, call)
  let total = '0'
  for (const b of k.buffers) {
    positions.push(total)
    total = plus(total, b.count ? own(b.count) : '1')
  }
  let at = '0'
  const reads = k.sizes.map((s) => {
    const line = s.count ? `const ${s.id} = ${at}` : `const ${s.id} = s[${at}]!`
    at = plus(s.count ? s.id : at, s.count ? own(s.count) : '1')
    return line
  })
  return { positions, total, reads, sizes: at, own }
}

// The overlap checks: every output against every other buffer.
function apart(k, { positions, total, own }) {
  const strided = k.sizes.some((s) => s.id === 'strides')
  return k.buffers.flatMap((out, n) => {
    if (!out.out) return []
    const from = positions[n]
    if (out.count) return `c.distinct('${k.name}', b, ${total}, ${from}, ${plus(from, own(out.count))})`
    return k.buffers.flatMap((other, m) => {
      if (m === n || (other.out && m < n)) return []
      const check = (position) => {
        if (!out.same || other.out) return `c.disjoint('${k.name}', b, ${from}, ${position})`
        const where = strided ? `strides + (${from}) * nd, strides + (${position}) * nd, nd` : '0, 0, 0'
        return `c.disjointOrSame('${k.name}', b, ${from}, ${position}, s, ${where})`
      }
      if (!other.count) return check(positions[m])
      return `for (let i = 0; i < ${own(other.count)}; i++) ${check(plus(positions[m], 'i'))}`
    })
  })
}

// The body of `check`. Sizes become locals; an array of sizes becomes the position where it starts.
function checks(k, at) {
  const { positions, own } = at
  const lines = [
    `c.sizes('${k.name}', SIZES_${k.name}, s)`,
    ...at.reads,
    `c.sizeCount('${k.name}', s, ${at.sizes})`,
    `c.numberCount('${k.name}', f, ${k.numbers.reduce((n, { count }) => n + (count ? count.value : 1), 0)})`,
    `c.bufferCount('${k.name}', b, ${at.total})`
  ]
  if (k.types) {
    const sure = k.buffers.findIndex((b) => b.type === 'T' && !b.optional && !b.count)
    const lead = sure >= 0 ? sure : k.buffers.findIndex((b) => b.type === 'T')
    const { id } = k.buffers[lead]
    lines.push(`const T = c.elementType('${k.name}', '${k.types}', '${id}', b[${positions[lead]}])`)
  }
  for (const { expression, text } of k.conditions) {
    const read = new Set([...nodes(expression)].map((node) => node.name))
    const shown = k.sizes.filter((s) => read.has(s.id) && !s.count).map((s) => s.id)
    lines.push(`if (!${own(expression)}) c.refuse('${k.name}', ${JSON.stringify(text)}, { ${shown.join(', ')} })`)
  }
  k.buffers.forEach((b, n) => {
    const type = b.type === 'T' ? 'T' : `'${b.type}'`
    const need = (name, where) => `c.need('${k.name}', ${name}, b, ${where}, ${type}, ${own(b.length)}, ${b.optional})`
    if (!b.count) lines.push(need(`'${b.id}'`, positions[n]))
    else lines.push(`for (let i = 0; i < ${own(b.count)}; i++) ${need(`\`${b.id}[\${i}]\``, plus(positions[n], 'i'))}`)
  })
  k.buffers.forEach((b, n) => {
    const span = [...nodes(b.length)].find((node) => node.call === 'span')
    if (b.out && span && !b.count)
      lines.push(`c.oneToOne('${k.name}', '${b.id}', b, ${positions[n]}, s, ${span.args.map(own).join(', ')}, nd)`)
  })
  lines.push(...apart(k, at))
  const vacant = k.buffers.flatMap((b, n) =>
    b.out ? `c.vacant(b, ${positions[n]}, ${b.count ? own(b.count) : 1})` : []
  )
  lines.push(`if (${vacant.join(' && ')}) return c.NOTHING_TO_DO`)
  lines.push(`return ${k.types ? `c.variant('${k.types}', T)` : 0}`)
  return lines
}

// One entry of SPECS.
function spec(k) {
  const at = layout(k)
  const { positions, own } = at
  const plain = [...k.sizes, ...k.buffers].every((s) => !s.count)
  const args = [
    ...k.buffers.map((b, n) => {
      const value = b.count ? `x.slice(${positions[n]}, ${plus(positions[n], own(b.count))})` : `x[${positions[n]}]`
      return `${b.id}: ${value} as never`
    }),
    ...k.sizes.map((s, n) => {
      if (plain) return `${s.id}: s[${n}]!`
      return s.count ? `${s.id}: s.slice(${s.id}, ${s.id} + ${own(s.count)})` : s.id
    }),
    ...k.numbers.map((number, n) => `${number.id}: ${number.count ? 'f' : `f[${n}]!`}`)
  ]
  const value = `k.${k.name}({ ${args.join(', ')} })`
  const params = `k, x, s${k.numbers.length ? ', f' : ''}`
  return [
    `  ${k.name}: {`,
    `    index: ${k.index},`,
    `    number: ${k.types === 'f' || k.like ? "'T'" : "'f64'"},`,
    '    check(b, s, f) {',
    ...checks(k, at).map((line) => `      ${line}`),
    '    },',
    ...(plain
      ? [`    js: (${params}) => ${value}`]
      : [`    js(${params}) {`, ...at.reads.map((line) => `      ${line}`), `      return ${value}`, '    }']),
    '  },'
  ].join('\n')
}
