// native/rules/optim/*.rule -> native/gen/optim.h and lib/backend/gen/optim.ts. Called by rules.mjs.
//
// A rule's inputs are p, g and its states; `if flag` blocks become `if constexpr` over a mask of flags in C++, so that no
// branch is in the loop, and plain branches in JavaScript.
import { cpp, js, local, nodes, uses } from './language.mjs'
import { ARRAY, header, lines, list, module, quote, TYPES } from './text.mjs'

// Flags in order of appearance; by mask of flags, as bits: which tensors take part and which are written.
function analyze(rule) {
  const all = rule.statements.flatMap((s) => [...nodes(s)])
  const inside = (statements) => statements.flatMap((s) => (s.yes ? [s.flag, ...inside(s.yes), ...inside(s.no)] : []))
  const flags = [...new Set([...inside(rule.statements), ...rule.inputs.flatMap((tensor) => tensor.flag ?? [])])]
  const on = (mask, flag) => !flag || (mask >> flags.indexOf(flag)) & 1
  const assigned = (statements, mask) =>
    statements.flatMap((s) => (s.yes ? assigned(on(mask, s.flag) ? s.yes : s.no, mask) : s.name))
  const bits = (keep) =>
    Array.from({ length: 1 << flags.length }, (_, mask) =>
      rule.inputs.reduce((set, tensor, i) => set | (on(mask, tensor.flag) && keep(tensor.name, mask) ? 1 << i : 0), 0)
    )
  const names = new Set(all.filter((n) => n.name && 'value' in n).map((n) => n.name))
  for (const tensor of rule.inputs) names.delete(tensor.name)
  return {
    flags,
    locals: [...names].map(local),
    present: bits(() => true),
    writes: bits((name, mask) => name !== 'g' && assigned(rule.statements, mask).includes(name))
  }
}

const assigns = (statements, name) =>
  statements.some((s) => (s.yes ? assigns([...s.yes, ...s.no], name) : s.name === name))

// Statements as text; `test` writes the condition of a flag, `put` an assignment.
function print(statements, flags, test, put) {
  return statements
    .map((s) => {
      if (!s.yes) return put(local(s.name), s.value)
      const no = s.no.length ? ` else {\n${print(s.no, flags, test, put)}}` : ''
      return `${test(1 << flags.indexOf(s.flag))} {\n${print(s.yes, flags, test, put)}}${no}\n`
    })
    .join('')
}

function cppRule(rule) {
  const { flags, locals, present, writes } = analyze(rule)
  const loads = [
    ...rule.inputs.map((t, i) => `V& ${local(t.name)} = t[${i}];`),
    ...rule.params.map((name, i) => `const V ${local(name)} = c[${i}];`),
    ...locals.map((name) => `V ${name};`)
  ]
  const test = (bit) => `if constexpr ((F & ${bit}) != 0)`
  return `struct rule_${rule.name} {
  static constexpr int kTensors = ${rule.inputs.length}, kNumbers = ${rule.params.length}, kFlags = ${flags.length};
  static constexpr unsigned kPresent[] = {${present}}, kWrites[] = {${writes}};
  template <int F, class V>
  TW_INLINE void run(V* t, const V* c) {
${lines(loads.map((line) => `[[maybe_unused]] ${line}`))}${print(rule.statements, flags, test, (name, value) => `${name} = ${cpp(value)};\n`)}}
};
`
}

function jsLoop(rule, type) {
  const { flags, locals, writes } = analyze(rule)
  const test = (bit) => `if (flags & ${bit})`
  const touched = ({ name }) => uses(rule.statements, name) || assigns(rule.statements, name)
  const array = (t) => `${touched(t) ? '' : '_'}${t.name}Of: ${ARRAY[type]}${t.flag ? ' | undefined' : ''}`
  const read = (t) => `let ${local(t.name)} = ${t.flag ? `${t.name}Of === undefined ? 0 : ` : ''}${t.name}Of[i]!`
  const write = (t, i) =>
    writes.some((w) => (w >> i) & 1) ? [`if (written & ${1 << i}) ${t.name}Of![i] = ${local(t.name)}`] : []
  return `function loop_${rule.name}_${type}(flags: number, n: number, c: readonly number[], ${rule.inputs.map(array).join(', ')}): void {
  const written = [${writes}][flags]!
${lines(rule.params.map((name, i) => `const ${local(name)} = c[${i}]!`))}  for (let i = 0; i < n; i++) {
${lines([...rule.inputs.filter(touched).map(read), ...locals.map((name) => `let ${name} = 0`)])}${print(rule.statements, flags, test, (name, value) => `${name} = ${js(value, type)}\n`)}${lines(rule.inputs.flatMap(write))}}
}
`
}

function row(rule, index) {
  const { flags, present } = analyze(rule)
  const states = rule.inputs
    .slice(2)
    .map((s) => `{ name: ${quote(s.name)}${s.flag ? `, flag: ${quote(s.flag)}` : ''} }`)
  return `${rule.name}: { rule: ${index}, flags: ${list(flags)}, states: [${states.join(', ')}], numbers: ${list(rule.params)}, present: [${present}], formula: ${quote(rule.source)} },`
}

export function optim(rules, functions) {
  const each = rules.map((rule) => `F(rule_${rule.name})`).join(' ')
  const loops = (type) =>
    `export const ruleLoops_${type} = [${rules.map((r) => `loop_${r.name}_${type}`).join(', ')}] as unknown as readonly RuleLoop<${ARRAY[type]}>[]\n`
  const ts = `import type { Rule, RuleLoop } from '../rules.ts'

export type { Rule } from '../rules.ts'

const { fround } = Math

${rules.flatMap((rule) => TYPES.map((type) => jsLoop(rule, type))).join('')}
${TYPES.map(loops).join('')}
/** Every rule of native/rules/optim, by name. */
export const RULES = {
${lines(rules.map(row))}} as const satisfies { readonly [name: string]: Rule }

const PRESENT: readonly (readonly number[])[] = Object.values(RULES).map((rule) => rule.present)

/** How many states a rule keeps under some flags, -1 for an unknown rule or flag. */
export function slotsOf(rule: number, flags: number): number {
  let present = PRESENT[rule]?.[flags]
  if (present === undefined) return -1
  let slots = -2 // the parameter and its gradient are present too
  for (; present !== 0; present &= present - 1) slots++
  return slots
}
`
  return {
    'native/gen/optim.h': header(
      'optim',
      'simd/loops.h',
      `${rules.map(cppRule).join('')}\n#define TW_FOR_EACH_RULE(F) ${each}\n`
    ),
    'lib/backend/gen/optim.ts': module('optim', rules, functions, ts)
  }
}
