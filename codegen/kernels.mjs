// native/kernels.def -> native/gen/kernels.h (argument structs, entry points, table rows) and, through kernelCalls.mjs,
// the TypeScript of a kernel call. The grammar is at the head of kernels.def; expressions are those of language.mjs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kernelCalls, kernelSpecs } from './kernelCalls.mjs'
import { Parser } from './language.mjs'

const NOTE = '// Generated from native/kernels.def by codegen/kernels.mjs. Do not edit.\n'
/** The variants of a kernel by its types. */
export const VARIANTS = { f: ['f32', 'f64'], w: ['u8', 'u32', 'u64'], '': [''] }
const CPP = {
  f32: 'float',
  f64: 'double',
  i32: 'std::int32_t',
  u8: 'std::uint8_t',
  u32: 'std::uint32_t',
  u64: 'std::uint64_t',
  any: 'void',
  T: 'T'
}
const PRODUCT = 4 // the level of * in language.mjs: a count such as slots*count has no sums

// [out | inout | opt | opt out | out=] name[*count]: type[length]
function buffer(p) {
  const optional = p.token === 'opt'
  if (optional) p.read()
  const out = p.token === 'out' || p.token === 'inout'
  if (out) p.read()
  const same = out && p.has('=')
  const id = p.name()
  const count = p.has('*') ? p.expression(PRODUCT, true) : undefined
  p.need(':')
  const type = p.oneOf('T', 'f32', 'f64', 'i32', 'u8', 'any')
  p.need('[')
  const length = p.expression(0, true)
  p.need(']')
  return { id, count, type, length, out, same, optional }
}

// name or name[count]
function value(p) {
  const id = p.name()
  if (!p.has('[')) return { id }
  const count = p.expression(0, true)
  p.need(']')
  return { id, count }
}

function list(p, item) {
  const items = []
  while (p.token !== ';' && p.token !== ')') {
    if (items.length) p.need(',')
    items.push(item(p))
  }
  return items
}

// A condition and its text, for the message.
function condition(p) {
  const from = p.start
  const expression = p.expression(0, true)
  return { expression, text: p.text.slice(from, p.start).replace(/#.*/g, '').replace(/,\s*$/, '').trim() }
}

/** The declarations of kernels.def as objects. A kernel for bfloat16 names the one whose arguments it has: `like`. */
export function parseKernels(text) {
  const p = new Parser(text, 'kernels.def')
  const kernels = []
  let index = 0
  while (p.token) {
    const name = p.name()
    const types = p.has('<') ? p.oneOf('f', 'w') : ''
    const rounds = types === 'f' && p.has(',') && p.oneOf('bfloat16')
    if (types) p.need('>')
    p.need('(')
    const buffers = list(p, buffer)
    const sizes = p.has(';') ? list(p, value) : []
    const numbers = p.has(';') ? list(p, value) : []
    p.need(')')
    const conditions = []
    if (p.has('if')) {
      do conditions.push(condition(p))
      while (p.has(','))
    }
    const add = (kernel) => {
      kernels.push({ ...kernel, index, sizes, numbers, conditions })
      index += VARIANTS[kernel.types].length
    }
    add({ name, types, buffers })
    if (rounds) {
      const single = buffers.map((each) => ({ ...each, type: each.type === 'T' ? 'f32' : each.type }))
      add({ name: `${name}Bfloat16`, types: '', buffers: single, like: name })
    }
  }
  return kernels
}

/** An expression as C++ or JavaScript; `name` and `call` write names and calls. */
export function print(e, name, call) {
  const arg = (x) => print(x, name, call)
  if (typeof e.value === 'number') return `${e.value}`
  if (e.name) return name(e.name)
  if (e.call === 'select') return `(${arg(e.args[0])} ? ${arg(e.args[1])} : ${arg(e.args[2])})`
  if (e.call) return call(e.call, e.args, arg)
  const op = { '&': '&&', '|': '||', '==': '===', '!=': '!==' }[e.op] ?? e.op
  return e.args.length === 1 ? `${op}${arg(e.args[0])}` : `(${e.args.map(arg).join(` ${op} `)})`
}

export const pascal = (name) => name[0].toUpperCase() + name.slice(1)

function struct(k) {
  if (k.like) {
    const [args, type] = [`${pascal(k.name)}Args`, `${pascal(k.like)}Args<float>`]
    const read = `static inline ${args} read_${k.name}(const double* at) { return read_${k.like}<float>(at); }`
    return [`using ${args} = ${type};\n${read}\n`]
  }
  const number = k.types === 'f' ? 'T' : 'double'
  const typeOf = (b) => `${b.out ? '' : 'const '}${CPP[b.type]}`
  const own = (e) => print(e, (id) => `a.${id}`)
  const read = [
    ...k.sizes.map((s) => (s.count ? `a.${s.id} = {at}; at += ${own(s.count)};` : `a.${s.id} = i64(*at++);`)),
    ...k.numbers.map((n) =>
      n.count ? `for (${number}& x : a.${n.id}) x = ${number}(*at++);` : `a.${n.id} = ${number}(*at++);`
    ),
    ...k.buffers.map((b) =>
      b.count ? `a.${b.id} = {at}; at += ${own(b.count)};` : `a.${b.id} = address<${typeOf(b)}>(*at++);`
    )
  ]
  const fields = [
    ...k.buffers.map((b) => (b.count ? `List<${typeOf(b)}> ${b.id}` : `${typeOf(b)}* ${b.id}`)),
    ...k.sizes.map((s) => `${s.count ? 'Sizes' : 'i64'} ${s.id}`),
    ...k.numbers.map((n) => `${number} ${n.id}${n.count ? `[${own(n.count)}]` : ''}`)
  ]
  const template = k.types ? 'template <class T>\n' : ''
  const args = `${pascal(k.name)}Args`
  const arg = k.types ? `${args}<T>` : args
  return [
    `${template}struct ${args} {`,
    ...fields.map((field) => `  ${field};`),
    `};\n${template}static inline ${arg} read_${k.name}(const double* at) {\n  ${arg} a;`,
    ...read.map((line) => `  ${line}`),
    '  return a;\n}\n'
  ]
}

function cpp(kernels) {
  const out = [`${NOTE}#pragma once\n#include "core/kernel.h"\n\nnamespace thalweg {\nnamespace {\n`]
  for (const k of kernels) out.push(...struct(k))
  out.push('}  // namespace\n}  // namespace thalweg\n')
  const entries = kernels.flatMap((k) => VARIANTS[k.types].map((v) => (v ? `${k.name}_${v}` : k.name)))
  for (const k of kernels) {
    const bodies = VARIANTS[k.types].map((v) => {
      const t = v ? `<${CPP[v]}>` : ''
      return `i64 ${v ? `${k.name}_${v}` : k.name}(const double* block) { return ::thalweg::${k.name}${t}(read_${k.name}${t}(block)); }`
    })
    out.push(`#define TW_EXPORT_${k.name} namespace thalweg::TW_LEVEL { ${bodies.join(' ')} }`)
  }
  out.push(`\n#define TW_KERNEL_COUNT ${entries.length}`)
  out.push(`#define TW_FOR_EACH_KERNEL(F) ${entries.map((e) => `F(${e})`).join(' ')}\n`)
  return out.join('\n')
}

export function generateKernels(root) {
  const kernels = parseKernels(readFileSync(join(root, 'native/kernels.def'), 'utf8'))
  return {
    'native/gen/kernels.h': cpp(kernels),
    'lib/backend/gen/kernels.ts': `${NOTE}${kernelSpecs(kernels)}`,
    'lib/backend/gen/calls.ts': `${NOTE}${kernelCalls(kernels)}`
  }
}
