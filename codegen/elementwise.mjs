// lib/ops/gen/elementwise.ts: the functions of the elementwise ops whose row in native/rules/elementwise.def stands under a
// docstring (`##`). Numbers of a row are options with the row's defaults. Called by codegen/generate.mjs.
import { elementwiseOps } from './rules.mjs'

const HEAD = `// Generated from native/rules/elementwise.def by codegen/elementwise.mjs. Do not edit.
import type { Tensor } from '../../tensor/tensor.ts'
import { numeric } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { elementwise, type Value } from '../shared.ts'
`

const pascal = (name) => name[0].toUpperCase() + name.slice(1)

function docstring(lines, indent = '') {
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}

function functionOf({ name, doc, inputs, params, defaults }) {
  const missing = params.find((_, k) => defaults[k] === undefined)
  if (missing !== undefined) {
    throw new Error(`elementwise.def: ${name} is public, so ${missing} needs a default: ${missing} = number`)
  }
  const type = inputs.length === 1 ? 'Tensor' : 'Value'
  const tensors = inputs.map((input) => `${input.name}: ${type}`)
  const list = `[${inputs.map((input) => input.name).join(', ')}]`
  if (params.length === 0) {
    return `${docstring(doc)}export function ${name}(${tensors.join(', ')}): Tensor {
  return elementwise('${name}', ${list})
}
`
  }
  const [first] = params
  const options = `${pascal(name)}Options`
  const fields = params.map((p, k) => `  /** Default ${defaults[k]}. */\n  ${p}?: number | undefined\n`).join('')
  const more = params.length > 1 ? [`more?: Omit<${options}, '${first}'>`] : []
  const all = [...tensors, `${first}?: number | ${options}`, ...more]
  const line = `export function ${name}(${all.join(', ')}): Tensor {`
  // As the formatter breaks it.
  const args = line.length <= 120 ? all.join(', ') : `\n  ${all.join(',\n  ')}\n`
  const rules = params.map((p) => `${p}: numeric`).join(', ')
  const values = params.map((p, k) => `options.${p} ?? ${defaults[k]}`).join(', ')
  return `/** Options of ${name}. */
export interface ${options} {
${fields}}

const ${name}Table = positional<${options}>({ ${rules} })

${docstring(doc)}export function ${name}(${args}): Tensor {
  const options = read('${name}', ${name}Table, ${[first, ...(more.length > 0 ? ['more'] : [])].join(', ')})
  return elementwise('${name}', ${list}, ${values})
}
`
}

export function generateElementwise(root) {
  const rows = elementwiseOps(root).filter((row) => row.doc.length > 0)
  return { 'lib/ops/gen/elementwise.ts': [HEAD, ...rows.map(functionOf)].join('\n') }
}
