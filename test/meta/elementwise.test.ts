// An elementwise op is a row and its test data: docs/contributing/add-an-elementwise-op.md says so, and here it is held to it.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { OPS } from '../../lib/backend/gen/elementwise.ts'
import * as generated from '../../lib/ops/gen/elementwise.ts'
import * as ops from '../../lib/ops/index.ts'
import { Tensor } from '../../lib/tensor/tensor.ts'
import { ROOT } from '../declarations.ts'

type Files = Record<string, string>
const { generateElementwise } = (await import(join(ROOT, 'codegen/elementwise.mjs') as string)) as {
  generateElementwise(root: string): Files
}
const { generateRules } = (await import(join(ROOT, 'codegen/rules.mjs') as string)) as {
  generateRules(root: string): Files
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const page = read('docs/contributing/add-an-elementwise-op.md')
const rules = read('native/rules/elementwise.def')
const golden = JSON.parse(read('test/golden/elementwise.json')) as { cases: { op: string }[] }
const documented = [...rules.matchAll(/^## .*\nop (\w+)\(/gm)].map(([, name]) => name!)

/** What the generators make of the rules with `row` behind them. */
function withRow(row: string): Files {
  const root = mkdtempSync(join(tmpdir(), 'thalweg-rules-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  cpSync(join(ROOT, 'native/rules'), join(root, 'native/rules'), { recursive: true })
  writeFileSync(join(root, 'native/rules/elementwise.def'), `${rules}\n${row}`)
  return { ...generateElementwise(root), ...generateRules(root) }
}

test('a documented row is a function, a method and a case of the golden data', () => {
  expect(documented.length).toBeGreaterThan(20)
  expect(Object.keys(generated).sort()).toEqual([...documented].sort())
  for (const name of documented) {
    expect(ops, name).toHaveProperty(name)
    expect(OPS, name).toHaveProperty(name)
    expect(name in Tensor.prototype, `the method ${name}`).toBe(true)
    expect(
      golden.cases.some((c) => c.op === name),
      `golden data of ${name}`
    ).toBe(true)
  }
})

test('no file of lib/ops but a generated one declares it', () => {
  const files = readdirSync(join(ROOT, 'lib/ops'), { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((path) => path.endsWith('.ts') && !path.startsWith('gen'))) {
    const declared = [...read(`lib/ops/${file}`).matchAll(/^export (?:function|const) (\w+)/gm)].map(
      ([, name]) => name!
    )
    expect(
      declared.filter((name) => documented.includes(name)),
      file
    ).toEqual([])
  }
})

test('the row of the guide is enough for function, loops and docstring', () => {
  const [, row] = /```\n(# [\s\S]*?)```/.exec(page)!
  const files = withRow(row!)
  expect(files['lib/ops/gen/elementwise.ts']).toContain(
    '/** log(cosh(x)), without overflow. */\nexport function logCosh(x: Tensor): Tensor {'
  )
  expect(files['native/gen/elementwise.h']).toContain('struct op_logCosh {')
  expect(files['lib/backend/gen/elementwise.ts']).toContain('loop_logCosh_f32')
  expect(page).toContain("'logCosh': (")
})

test('the guide names two files to write in, and the grammar points to the guide', () => {
  const steps = [...page.matchAll(/^\*\*\d\. [\s\S]*?`(\w+\/[\w/.]+)`/gm)].map(([, path]) => path)
  expect(steps).toEqual(['native/rules/elementwise.def', 'test/golden/elementwise.py'])
  const [, toAdd] = /\*\*To add an op:\*\*([\s\S]*?)\n\n/.exec(read('native/rules/GRAMMAR.md'))!
  expect(toAdd!.match(/[\w-]+\.\w+/g)).toEqual(['add-an-elementwise-op.md', 'add-an-elementwise-op.md'])
})

test('numbers of a public row need defaults, which become options', () => {
  const scaled = '## x * factor.\nop scaled(x; factor = -0.5) { x * factor } d x { g * factor }\n'
  const text = withRow(scaled)['lib/ops/gen/elementwise.ts']!
  expect(text).toContain('export function scaled(x: Tensor, factor?: number | ScaledOptions): Tensor {')
  expect(text).toContain('options.factor ?? -0.5')
  expect(() => withRow(scaled.replace(' = -0.5', ''))).toThrow('scaled is public, so factor needs a default')
  expect(() => withRow(scaled.replace('-0.5', 'half'))).toThrow("expected a number but found 'half'")
})
