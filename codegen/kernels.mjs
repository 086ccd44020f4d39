// native/kernels.def -> native/gen/kernels.h (argument structs, entry points, table rows) and
// lib/backend/gen/kernels.ts (call types, checks, the interface of the JavaScript backend).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const NOTE = '// Generated from native/kernels.def by codegen/kernels.mjs. Do not edit.\n'
const VARIANTS = { f: ['f32', 'f64'], w: ['u8', 'u32', 'u64'], '': [''] }
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
const TS = { f32: 'Float32Array', f64: 'Float64Array', i32: 'Int32Array', u8: 'Uint8Array', any: 'c.AnyArray' }

const split = (text, separator) => (text.trim() ? text.split(separator).map((part) => part.trim()) : [])

// Splits at commas outside brackets.
function list(text) {
  const parts = []
  let depth = 0
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    if ('[('.includes(text[at] ?? ' ')) depth++
    if ('])'.includes(text[at] ?? ' ')) depth--
    if (at === text.length || (text[at] === ',' && depth === 0)) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  return parts.filter(Boolean)
}

/** The declarations of kernels.def as objects. */
export function parseKernels(text) {
  const lines = text.replace(/^#.*$/gm, '').replace(/\n[ \t]+/g, ' ')
  let index = 0
  return split(lines, '\n')
    .filter(Boolean)
    .map((line) => {
      const match = /^(\w+)(?:<(\w*)>)?\((.*?)\)(?: if (.*))?$/.exec(line)
      if (!match) throw new Error(`kernels.def: cannot read "${line}"`)
      const [, name, types = '', inside, conditions = ''] = match
      const [buffers = '', sizes = '', numbers = ''] = inside.split(';')
      const kernel = {
        name,
        types,
        index,
        buffers: list(buffers).map((part) => {
          const found = /^(?:(out=|out|inout|opt out|opt) )?(\w+)(?:\*(\S+))?: (\w+)\[(.*)\]$/.exec(part)
          if (!found) throw new Error(`kernels.def: ${name}: cannot read the buffer "${part}"`)
          const [, role = '', id, count, type, length] = found
          return { role, id, count, type, length, out: /out/.test(role), optional: /opt/.test(role) }
        }),
        sizes: list(sizes).map((part) => {
          const [, id, count] = /^(\w+)(?:\[(.*)\])?$/.exec(part)
          return { id, count }
        }),
        numbers: list(numbers),
        conditions: list(conditions)
      }
      index += VARIANTS[types].length
      return kernel
    })
}

const pascal = (name) => name[0].toUpperCase() + name.slice(1)

function cpp(kernels) {
  const out = [`${NOTE}#pragma once\n#include "core/kernel.h"\n\nnamespace thalweg {\nnamespace {\n`]
  for (const k of kernels) {
    const number = k.types === 'f' ? 'T' : 'double'
    const fields = k.buffers.map((b) => {
      const type = `${b.out ? '' : 'const '}${CPP[b.type]}`
      return b.count ? `List<${type}> ${b.id}` : `${type}* ${b.id}`
    })
    const own = (text) => text.replace(/[a-zA-Z_]\w*/g, 'a.$&')
    const read = [
      ...k.sizes.map((s) => (s.count ? `a.${s.id} = {at}; at += ${own(s.count)};` : `a.${s.id} = i64(*at++);`)),
      ...k.numbers.map((id) => `a.${id} = ${number}(*at++);`),
      ...k.buffers.map((b) =>
        b.count
          ? `a.${b.id} = {at}; at += ${own(b.count)};`
          : `a.${b.id} = address<${b.out ? '' : 'const '}${CPP[b.type]}>(*at++);`
      )
    ]
    const template = k.types ? 'template <class T>\n' : ''
    const args = `${pascal(k.name)}Args`
    const arg = k.types ? `${args}<T>` : args
    out.push(`${template}struct ${args} {`)
    for (const field of fields) out.push(`  ${field};`)
    for (const s of k.sizes) out.push(`  ${s.count ? 'Sizes' : 'i64'} ${s.id};`)
    for (const id of k.numbers) out.push(`  ${number} ${id};`)
    out.push(`};\n${template}static inline ${arg} read_${k.name}(const double* at) {\n  ${arg} a;`)
    for (const line of read) out.push(`  ${line}`)
    out.push('  return a;\n}\n')
  }
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

function ts(kernels) {
  const out = [
    `${NOTE}import * as c from '../check.ts'\n`,
    '/** What each kernel is called with: buffers, sizes, numbers. */\nexport interface KernelCalls {'
  ]
  const buffer = (b) => (b.optional ? 'c.Operand | null' : 'c.Operand')
  for (const k of kernels) {
    const buffers = k.buffers.some((b) => b.count)
      ? `readonly (${k.buffers.some((b) => b.optional) ? 'c.Operand | null' : 'c.Operand'})[]`
      : `readonly [${k.buffers.map((b) => `${b.id}: ${buffer(b)}`).join(', ')}]`
    const sizes = k.sizes.some((s) => s.count)
      ? 'readonly number[]'
      : `readonly [${k.sizes.map((s) => `${s.id}: number`).join(', ')}]`
    const numbers = k.numbers.length ? `, numbers: readonly [${k.numbers.map((id) => `${id}: number`).join(', ')}]` : ''
    out.push(`  ${k.name}: [buffers: ${buffers}, sizes: ${sizes}${numbers}]`)
  }
  out.push(
    '}\n\n/** The JavaScript backend: one function a kernel, with the same bits as the native one. */\nexport interface JsKernels {'
  )
  for (const k of kernels) {
    const array = (b) =>
      b.type === 'T' ? (k.types === 'w' ? 'c.AnyArray' : 'c.FloatArray') : b.type === 'u8' ? 'c.BoolArray' : TS[b.type]
    const params = [
      ...k.buffers.map((b) => `${b.id}: ${b.count ? `${array(b)}[]` : array(b)}${b.optional ? ' | null' : ''}`),
      ...k.sizes.map((s) => `${s.id}: ${s.count ? 'readonly number[]' : 'number'}`),
      ...k.numbers.map((id) => `${id}: number`)
    ]
    out.push(`  ${k.name}(${params.join(', ')}): number`)
  }
  out.push('}\n\n/** Index in the native table, checks and the JavaScript call of each kernel. */')
  out.push('export const SPECS: { readonly [K in keyof KernelCalls]: c.KernelSpec } = {')
  for (const k of kernels) out.push(spec(k))
  out.push('}\n')
  return out.join('\n')
}

// The overlap checks: every output against every other buffer.
function apart(k, positions, total) {
  const strided = k.sizes.some((s) => s.id === 'strides')
  return k.buffers.flatMap((out, n) => {
    if (!out.out) return []
    if (out.count) return `c.distinct('${k.name}', b, ${total}, ${positions[n]}, ${positions[n]} + (${out.count}))`
    return k.buffers.flatMap((other, m) => {
      if (m === n || (other.out && m < n)) return []
      const same = out.role === 'out=' && !other.out
      const check = (position, order) =>
        same
          ? `c.disjointOrSame('${k.name}', b, ${positions[n]}, ${position}, s, ${strided ? `strides + (${positions[n]}) * nd, strides + (${order}) * nd, nd` : '0, 0, 0'})`
          : `c.disjoint('${k.name}', b, ${positions[n]}, ${position})`
      return other.count
        ? `for (let i = 0; i < ${other.count}; i++) ${check(`${positions[m]} + i`, `${positions[m]} + i`)}`
        : check(positions[m], positions[m])
    })
  })
}

// One entry of SPECS. Sizes become locals; an array of sizes becomes the position where it starts.
function spec(k) {
  const plain = k.sizes.every((s) => !s.count)
  const lines = []
  const say = (line) => lines.push(`      ${line}`)
  let at = '0'
  const reads = k.sizes.map((s) => {
    const line = s.count ? `const ${s.id} = ${at}` : `const ${s.id} = s[${at}]!`
    at = /^\d+$/.test(at) && !s.count ? String(Number(at) + 1) : `${s.count ? `${s.id} + (${s.count})` : `${at} + 1`}`
    return line
  })
  say(`c.sizes('${k.name}', [${k.sizes.map((s) => `'${s.id}'`).join(', ')}], s)`)
  for (const line of reads) say(line)
  say(`c.sizeCount('${k.name}', s, ${at})`)
  say(`c.numberCount('${k.name}', f, ${k.numbers.length})`)
  const positions = []
  let position = '0'
  for (const b of k.buffers) {
    positions.push(position)
    position = /^\d+$/.test(position) && !b.count ? String(Number(position) + 1) : `${position} + (${b.count ?? 1})`
  }
  say(`c.bufferCount('${k.name}', b, ${position})`)
  const lead = k.buffers.findIndex((b) => b.type === 'T' && !b.optional && !b.count)
  const chosen = lead >= 0 ? lead : k.buffers.findIndex((b) => b.type === 'T')
  if (k.types) {
    const b = k.buffers[chosen]
    say(`const T = c.elementType('${k.name}', '${k.types}', '${b.id}', b[${positions[chosen]}])`)
  }
  const own = (text) =>
    text
      .replace(/\bhas\((\w+)\)/g, (_, id) => `b[${positions[k.buffers.findIndex((b) => b.id === id)]}] != null`)
      .replace(/\bdtype\((\w+)\)/g, (_, id) => `c.code(b[${positions[k.buffers.findIndex((b) => b.id === id)]}])`)
      .replace(/\bspan\(([^()]*)\)/g, 'c.span(s, $1, nd)')
      .replace(/\b(product|at|places)\(/g, 'c.$1(s, ')
      .replace(/\b(arity|slots|width)\(/g, 'c.$1(')
  for (const condition of k.conditions) {
    const values = [...new Set(condition.match(/[a-zA-Z_]\w*(?!\w*\()/g) ?? [])].filter((id) =>
      k.sizes.some((s) => s.id === id && !s.count)
    )
    say(`if (!(${own(condition)})) c.refuse('${k.name}', ${JSON.stringify(condition)}, { ${values.join(', ')} })`)
  }
  k.buffers.forEach((b, n) => {
    const type = b.type === 'T' ? 'T' : `'${b.type}'`
    const need = (name, where) => `c.need('${k.name}', ${name}, b, ${where}, ${type}, ${own(b.length)}, ${b.optional})`
    if (b.count) say(`for (let i = 0; i < ${b.count}; i++) ${need(`\`${b.id}[\${i}]\``, `${positions[n]} + i`)}`)
    else say(need(`'${b.id}'`, positions[n]))
  })
  k.buffers.forEach((b, n) => {
    const strided = /\bspan\(([^()]*)\)/.exec(b.length)
    if (b.out && strided && !b.count)
      say(`c.oneToOne('${k.name}', '${b.id}', b, ${positions[n]}, s, ${strided[1]}, nd)`)
  })
  for (const line of apart(k, positions, position)) say(line)
  const vacant = k.buffers.flatMap((b, n) => {
    if (!b.out) return []
    return [b.count ? `c.vacant(b, ${positions[n]}, ${b.count})` : `c.vacant(b, ${positions[n]}, 1)`]
  })
  say(`if (${vacant.join(' && ')}) return c.NOTHING_TO_DO`)
  say(`return ${k.types ? `c.variant('${k.types}', T)` : 0}`)
  let size = 0
  const args = [
    ...k.buffers.map((b, n) =>
      b.count ? `x.slice(${positions[n]}, ${positions[n]} + (${b.count})) as never` : `x[${positions[n]}] as never`
    ),
    ...k.sizes.map((s) => (s.count ? `s.slice(${s.id}, ${s.id} + (${s.count}))` : plain ? `s[${size++}]!` : s.id)),
    ...k.numbers.map((_, n) => `f[${n}]!`)
  ]
  const body =
    plain && k.buffers.every((b) => !b.count)
      ? [`    js: (k, x, s${k.numbers.length ? ', f' : ''}) => k.${k.name}(${args.join(', ')})`]
      : [
          `    js(k, x, s${k.numbers.length ? ', f' : ''}) {`,
          ...reads.map((r) => `      ${r}`),
          `      return k.${k.name}(${args.join(', ')})`,
          '    }'
        ]
  return [
    `  ${k.name}: {`,
    `    index: ${k.index},`,
    `    number: ${k.types === 'f' ? "'T'" : "'f64'"},`,
    '    check(b, s, f) {',
    ...lines,
    '    },',
    ...body,
    '  },'
  ].join('\n')
}

export function generateKernels(root) {
  const kernels = parseKernels(readFileSync(join(root, 'native/kernels.def'), 'utf8'))
  return { 'native/gen/kernels.h': cpp(kernels), 'lib/backend/gen/kernels.ts': ts(kernels) }
}
