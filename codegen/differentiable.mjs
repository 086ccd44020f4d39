// lib/ops/gen/differentiable.ts: the gradients of the elementwise ops as compositions of ops that have gradients, from the
// same texts as the fused kernels: `d input { ... }` of native/rules/elementwise.def, or `again { ... }` behind it. Called
// by codegen/generate.mjs.
import { nodes } from './language.mjs'
import { elementwiseOps } from './rules.mjs'

const HEAD = `// Generated from native/rules/elementwise.def by codegen/differentiable.mjs. Do not edit.
import type { Tensor } from '../../tensor/tensor.ts'
import * as f from '../differentiable/functions.ts'
import type { Value } from '../shared.ts'

/** The gradient of one input from the upstream gradient, the op's inputs, its result and its numbers. */
export type Gradient = (g: Tensor, x: readonly Tensor[], y: () => Tensor, p: readonly number[]) => Value

/** By op, the gradients of its inputs in order; null where there is none. */
export const GRADIENTS: Readonly<Record<string, readonly (Gradient | null)[]>> = {
`

const BINARY = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' }
const COMPARE = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' }
const JS_COMPARE = { '==': '===', '!=': '!==' }
// Functions whose value or slope may be infinite where a select does not take them: 0 times that would be NaN.
const SINGULAR = new Set(['exp', 'log', 'pow'])

// The arguments of a gradient, and how its text uses them.
const ARGUMENTS = [
  ['g', /\bg\b/],
  ['x', /\bx\[/],
  ['y', /\by\(\)/],
  ['p', /\bp\[/]
]

// An expression as text and its kind: 'number', 'tensor', 'mask' (a bool tensor) or 'bool' (of numbers alone). `kinds` are
// those of the names; `guard` is a mask outside of which an input counts as 1.
class Printer {
  constructor(where, kinds, tensors) {
    this.where = where
    this.kinds = kinds
    this.tensors = tensors
    this.guard = null
  }

  print(e) {
    if (typeof e.value === 'number') return { kind: 'number', text: `${e.value}` }
    if (e.name) return this.name(e.name)
    if (e.call === 'select') return this.select(...e.args)
    const args = e.args.map((arg) => this.print(arg))
    const numbers = args.every(({ kind }) => kind === 'number')
    const texts = args.map(({ text }) => text)
    if (e.call) return { kind: 'tensor', text: `f.${e.call}(${texts.join(', ')})` }
    if (e.op in COMPARE) {
      if (numbers) return { kind: 'bool', text: `${texts[0]} ${JS_COMPARE[e.op] ?? e.op} ${texts[1]}` }
      return { kind: 'mask', text: `f.${COMPARE[e.op]}(${texts.join(', ')})` }
    }
    if (e.op === '&' || e.op === '|') {
      if (args.some(({ kind }) => kind !== 'mask'))
        throw new Error(`${this.where}: '${e.op}' needs comparisons of tensors`)
      return { kind: 'mask', text: `f.${e.op === '&' ? 'logicalAnd' : 'logicalOr'}(${texts.join(', ')})` }
    }
    if (e.args.length === 1) return numbers ? { kind: 'number', text: `-${texts[0]}` } : this.call('neg', texts)
    if (numbers) return { kind: 'number', text: `(${texts.join(` ${e.op} `)})` }
    return this.call(BINARY[e.op], texts)
  }

  call(name, texts) {
    return { kind: 'tensor', text: `f.${name}(${texts.join(', ')})` }
  }

  name(name) {
    const kind = this.kinds.get(name)
    const place = this.tensors.get(name) ?? name
    if (kind !== 'tensor' || this.guard === null || name === 'g' || !this.tensors.has(name))
      return { kind, text: place }
    return { kind, text: this.guard(place) }
  }

  select(mask, a, b) {
    const condition = this.print(mask)
    if (condition.kind === 'bool') {
      const [yes, no] = [this.print(a), this.print(b)]
      const kind = yes.kind === 'number' && no.kind === 'number' ? 'number' : 'tensor'
      return { kind, text: `(${condition.text} ? ${yes.text} : ${no.text})` }
    }
    const yes = this.guarded(a, (text) => `f.where(${condition.text}, ${text}, 1)`)
    const no = this.guarded(b, (text) => `f.where(${condition.text}, 1, ${text})`)
    return { kind: 'tensor', text: `f.where(${condition.text}, ${yes.text}, ${no.text})` }
  }

  guarded(e, guard) {
    const before = this.guard
    if ([...nodes(e)].some((n) => SINGULAR.has(n.call))) this.guard = guard
    const printed = this.print(e)
    this.guard = before
    return printed
  }
}

function gradientOf(op, input) {
  const gradient = op.gradients[input.name]
  if (gradient === undefined) return 'null'
  const statements = gradient.again ?? gradient.statements
  const tensors = new Map([['g', 'g'], ['y', 'y()'], ...op.inputs.map(({ name }, k) => [name, `x[${k}]!`])])
  const params = op.params.map((name, k) => [name, `p[${k}]!`])
  const kinds = new Map([
    ...[...tensors.keys()].map((name) => [name, 'tensor']),
    ...op.params.map((name) => [name, 'number'])
  ])
  const printer = new Printer(`elementwise.def: d ${input.name} of ${op.name}`, kinds, tensors)
  const uses = (name) => statements.some((s) => [...nodes(s)].some((n) => n.name === name && !('value' in n)))
  const lines = params.filter(([name]) => uses(name)).map(([name, place]) => `const ${name} = ${place}`)
  let result = ''
  for (const { name, value } of statements) {
    const { kind, text } = printer.print(value)
    if (name) {
      kinds.set(name, kind)
      lines.push(`const ${name} = ${text}`)
    } else result = text
  }
  const used = [result, ...lines].join(' ')
  const args = ARGUMENTS.map(([name, use]) => (use.test(used) ? name : `_${name}`))
  while (args.at(-1)?.startsWith('_')) args.pop()
  if (lines.length === 0) return `(${args.join(', ')}) => ${result}`
  return `(${args.join(', ')}) => {\n${lines.map((line) => `      ${line}\n`).join('')}      return ${result}\n    }`
}

export function generateDifferentiable(root) {
  const ops = elementwiseOps(root).filter((op) => !op.mask)
  const rows = ops.map((op) => `  ${op.name}: [\n${op.inputs.map((i) => `    ${gradientOf(op, i)}`).join(',\n')}\n  ]`)
  return { 'lib/ops/gen/differentiable.ts': `${HEAD}${rows.join(',\n')}\n}\n` }
}
