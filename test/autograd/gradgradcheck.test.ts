// gradgradcheck, and with it gradients of gradients of every op, layer and loss (checks.ts): by differences natively, and
// with the same bits in JavaScript.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { hasDifferentiable } from '../../lib/autograd/differentiable.ts'
import { grad } from '../../lib/autograd/grad.ts'
import { gradgradcheck } from '../../lib/autograd/gradgradcheck.ts'
import { type Node, record, watchTape } from '../../lib/autograd/tape.ts'
import { setBackend } from '../../lib/backend/index.ts'
import { AutogradError, OptionError } from '../../lib/errors.ts'
import { DIFFERENTIABLE } from '../../lib/ops/differentiable/table.ts'
import * as ops from '../../lib/ops/index.ts'
import * as loss from '../../lib/ops/losses/index.ts'
import { elementwise } from '../../lib/ops/shared.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { LEVELS } from '../backend/bits.ts'
import { ROOT } from '../declarations.ts'
import { dtype, flat, free, layers, losses, rows } from './checks.ts'

const TOLERANCE = { atol: 1e-6, rtol: 1e-5 }

afterEach(() => {
  if (LEVELS.length > 0) setBackend('native')
})

const forward = (name: keyof typeof layers) =>
  layers[name]!.map(([module, inputs]) => ({
    inputs: [...inputs, ...module.parameters()],
    fn: (...all: Tensor[]): Tensor[] => flat(module.forward(...(all.slice(0, inputs.length) as never[])))
  }))

type Fn = (...inputs: Tensor[]) => Tensor | readonly Tensor[]

// Gradients, and gradients of a random sum of them, by every input and every upstream gradient.
function secondGradients(fn: Fn, inputs: readonly Tensor[]): (readonly number[] | null)[] {
  const generator = new Generator(0)
  const random = (like: readonly Tensor[], requiresGrad: boolean): Tensor[] =>
    like.map(({ shape }) => randn(shape, { dtype, generator, requiresGrad }))
  const checked = inputs.filter((x) => x.requiresGrad)
  const outputs = flat(fn(...inputs)).filter((y) => y.requiresGrad)
  if (outputs.length === 0) return []
  const upstream = random(outputs, true)
  const first = grad(outputs, checked, { gradOutputs: upstream, createGraph: true, allowUnused: true })
  const again = first.filter((g): g is Tensor => g?.requiresGrad === true)
  const all = [...checked, ...upstream]
  const second = grad(again, all, { gradOutputs: random(again, false), allowUnused: true })
  return [...first, ...second].map((g) => g && Array.from(g.data))
}

// A step of differences takes long in JavaScript, and would find no more than the bits do.
function sameBits(fn: Fn, inputs: readonly Tensor[]): void {
  const [native, js] = (['native', 'js'] as const).map((backend) => {
    setBackend(backend)
    return secondGradients(fn, inputs)
  })
  expect(js).toEqual(native)
}

const ways: Record<string, (fn: Fn, inputs: readonly Tensor[]) => void> = {
  ...(LEVELS.length > 0 ? { 'native and js': sameBits } : {}),
  differences: (fn, inputs) => void expect(gradgradcheck(fn, inputs, TOLERANCE)).toBe(true)
}

describe.each(Object.entries(ways))('%s', (_, check) => {
  for (const [name, checks] of Object.entries(rows)) {
    test(`op ${name}`, () => {
      for (const [fn, inputs] of checks) check(fn, inputs)
    })
  }
  for (const name of Object.keys(layers)) {
    test(`layer ${name}`, () => {
      for (const { fn, inputs } of forward(name)) check(fn, inputs)
    })
  }
  test.each(losses)('loss %s %o', (name, options, inputs) => {
    check((x, t) => loss[name](x!, t!, options), inputs)
  })
})

test('the part of an optimizer rule that no op calls', () => {
  expect(gradgradcheck((a, b) => elementwise('addScaled', [a!, b!], 0.7), [free(3), free(3)], TOLERANCE)).toBe(true)
})

describe('the table', () => {
  test('has a row of every op that is recorded in lib/ops', () => {
    const folder = join(ROOT, 'lib/ops')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
    const names = new Set([...text.matchAll(/\brecord\(\s*'(\w+)'/g)].map(([, name]) => name!))
    expect(names.size).toBeGreaterThan(30)
    expect([...names].filter((name) => !hasDifferentiable(name))).toEqual([])
  })

  test('is tried row by row by the checks above', () => {
    // The first has its test above, `to` (to a narrower dtype and back) one in grad.test.ts.
    const seen = new Set(['addScaled', 'to'])
    const see = ({ name, details }: Node): void => {
      seen.add(name)
      const { row } = (details ?? {}) as { row?: string }
      if (row !== undefined) seen.add(row)
    }
    watchTape(see, () => {
      for (const checks of Object.values(rows)) for (const [fn, inputs] of checks) fn(...inputs)
      for (const name of Object.keys(layers)) for (const { fn, inputs } of forward(name)) fn(...inputs)
      for (const [name, options, inputs] of losses) loss[name](...inputs, options)
    })
    // Rows that only the gradients of others record: those checks differentiate them.
    const inner = new Set([
      'avgPool2dWindows',
      'avgPool2dSpread',
      'adaptiveAvgPool2dWindows',
      'adaptiveAvgPool2dSpread'
    ])
    expect(Object.keys(DIFFERENTIABLE).filter((name) => !seen.has(name) && !inner.has(name))).toEqual([])
  })

  test('an op without a row is refused by name', () => {
    const x = tensor([1, 2], { dtype, requiresGrad: true })
    const y = ops.sum(record('mystery', ops.detach(x), [x], [], (g) => [g]))
    expect(() => y.backward({ createGraph: true })).toThrow(AutogradError)
    expect(() => y.backward({ createGraph: true })).toThrow(
      'backward: cannot create a graph of the gradients because mystery has no differentiable backward; detach() its result, or compose it of other ops'
    )
    y.backward()
    expect(x.grad!.toArray()).toEqual([1, 1])
  })
})

// A square whose backward on the tape is `form`.
function square(x: Tensor, form: (x: Tensor, g: Tensor) => Tensor): Tensor {
  const out = record('custom', ops.detach(ops.square(x)), [x], [x], (g) => [ops.mul(g, ops.mul(x, 2))])
  if (out.node !== null) (out.node as Node).differentiable = ({ inputs }, g) => [form(inputs[0]!, g)]
  return out
}

describe('gradgradcheck itself', () => {
  const x = tensor([1, 2], { dtype, requiresGrad: true })

  test('passes a right form', () => {
    expect(gradgradcheck((t) => square(t!, (v, g) => ops.mul(g, ops.mul(v, 2))), [x])).toBe(true)
  })

  test('finds a form that is another function', () => {
    const call = expect(() => gradgradcheck((t) => square(t!, (v, g) => ops.mul(g, ops.mul(v, 3))), [x]))
    call.toThrow(AutogradError)
    call.toThrow(
      /^gradgradcheck: the gradient of checked input 0 element 0 is -?\d.* with createGraph but -?\d.* without$/
    )
  })

  test('finds a form with the right values that lost its graph', () => {
    const lost = (v: Tensor, g: Tensor): Tensor => ops.mul(g, ops.detach(ops.mul(v, 2)))
    expect(() => gradgradcheck((t) => square(t!, lost), [x])).toThrow(/by differences but backward gives 0$/)
    const cut = (v: Tensor, g: Tensor): Tensor => ops.mul(ops.detach(g), ops.mul(v, 2))
    expect(() => gradgradcheck((t) => square(t!, cut), [x])).toThrow(/by differences but backward gives 0$/)
  })

  test('what it refuses', () => {
    expect(() => gradgradcheck(3 as never, [x])).toThrow(OptionError)
    expect(() => gradgradcheck((t) => t!, [tensor([1], { dtype })])).toThrow(
      'gradgradcheck: expected an input that requires a gradient but none does'
    )
  })
})
