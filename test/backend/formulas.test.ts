// The elementwise formulas: values and gradients against PyTorch (test/golden/elementwise.py), gradients against
// finite differences, and what the generated table says of them.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { arityOf, type Gradient, MAP_NAMES, OPS, type Row } from '../../lib/backend/gen/elementwise.ts'
import { run, Storage, setBackend } from '../../lib/backend/index.ts'
import { generator } from './bits.ts'

type Value = number | 'nan' | 'inf' | '-inf'
interface Case {
  op: keyof typeof OPS
  params: number[]
  inputs: Value[][]
  upstream: Value[]
  output: Value[]
  grads: (Value[] | null)[]
}
const golden = JSON.parse(readFileSync(new URL('../golden/elementwise.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}
const decode = (values: Value[]): Float64Array =>
  Float64Array.from(values, (v) =>
    typeof v === 'number' ? v : v === 'nan' ? Number.NaN : v === 'inf' ? Infinity : -Infinity
  )

setBackend('js') // the same bits as native code, as elementwise.test.ts shows

function map(op: number, inputs: readonly Float64Array[], params: readonly number[]): Float64Array {
  const y = new Float64Array(inputs[0]!.length)
  run(
    'map',
    [...inputs, y].map((array) => new Storage(array)),
    [op, inputs.length, 1, y.length, ...new Array<number>(inputs.length + 1).fill(1)],
    [params[0] ?? 0, params[1] ?? 0]
  )
  return y
}

/** The gradient of one input of a row. */
function gradient(
  row: Row,
  rule: Gradient,
  inputs: readonly Float64Array[],
  y: Float64Array,
  g: Float64Array,
  params: readonly number[]
): Float64Array {
  if (rule === 'identity') return g
  const tensors = rule.needs.map((name) => (name === 'g' ? g : name === 'y' ? y : inputs[row.inputs.indexOf(name)]!))
  return map(rule.op, tensors, params)
}

function expectClose(actual: Float64Array, expected: Float64Array, what: string): void {
  for (let k = 0; k < expected.length; k++) {
    const a = actual[k]!
    const e = expected[k]!
    const same = Object.is(a, e) || a === e || Math.abs(a - e) <= 1e-10 * Math.abs(e) + 1e-14
    if (!same) expect.fail(`${what}: element ${k} is ${a} instead of ${e}`)
  }
}

test('every op has golden values', () => {
  const seen = new Set<string>(golden.cases.map((c) => c.op))
  expect(Object.keys(OPS).filter((op) => !seen.has(op))).toEqual([])
})

test.each(golden.cases.map((c) => [`${c.op}(${c.params.join(', ')})`, c] as const))('%s is as in PyTorch', (_, c) => {
  const row: Row = OPS[c.op]
  const inputs = c.inputs.map(decode)
  const g = decode(c.upstream)
  const y = map(row.op, inputs, c.params)
  expectClose(y, decode(c.output), c.op)
  for (const [k, name] of row.inputs.entries()) {
    const rule = row.gradients[name]
    const expected = c.grads[k]
    if (expected === null || expected === undefined || rule === undefined) continue
    expectClose(gradient(row, rule, inputs, y, g, c.params), decode(expected), `d ${name} of ${c.op}`)
  }
})

test('the gradient of every input agrees with finite differences', () => {
  const next = generator(3)
  for (const [name, row] of Object.entries(OPS) as [string, Row][]) {
    const low = name === 'acosh' ? 1.2 : 0.2
    const inputs = row.inputs.map(() => Float64Array.from({ length: 20 }, () => low + 0.6 * next()))
    const params = [0.37, 0.9].slice(0, row.params.length)
    const ones = new Float64Array(20).fill(1)
    const y = map(row.op, inputs, params)
    for (const [k, input] of row.inputs.entries()) {
      const rule = row.gradients[input]
      if (rule === undefined) continue
      const h = 1e-6
      const moved = (by: number): Float64Array =>
        map(
          row.op,
          inputs.with(
            k,
            inputs[k]!.map((x) => x + by)
          ),
          params
        )
      const [up, down] = [moved(h), moved(-h)]
      const got = gradient(row, rule, inputs, y, ones, params)
      for (let i = 0; i < 20; i++) {
        const slope = (up[i]! - down[i]!) / (2 * h)
        expect(Math.abs(got[i]! - slope), `d ${input} of ${name} at ${i}: ${got[i]}, ${slope}`).toBeLessThan(
          1e-7 * (1 + Math.abs(slope))
        )
      }
    }
  }
})

test('the table names what each gradient needs', () => {
  expect(OPS.add.gradients.a).toBe('identity')
  expect(OPS.mul.gradients.a).toMatchObject({ needs: ['g', 'b'], formula: 'g * b' })
  expect(OPS.exp.gradients.x.needs).toEqual(['g', 'y'])
  expect(OPS.softplus).toMatchObject({ inputs: ['x'], params: ['beta', 'threshold'] })
  for (const [name, row] of Object.entries(OPS) as [string, Row][]) {
    expect(MAP_NAMES[row.op]).toBe(name)
    expect(arityOf(row.op)).toBe(row.inputs.length)
    for (const rule of Object.values(row.gradients)) {
      if (rule !== 'identity') expect(arityOf(rule.op)).toBe(rule.needs.length)
    }
  }
  expect(arityOf(MAP_NAMES.length)).toBe(-1)
})
