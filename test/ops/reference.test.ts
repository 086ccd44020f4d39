// Ops on random shapes, of contiguous tensors and of views: in float64 against the slow reference, in both dtypes and
// forward and backward from both backends to the bit. (Kernels alone: test/backend/fuzz.test.ts.)
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { setBackend, setNumThreads } from '../../lib/backend/index.ts'
import * as ops from '../../lib/ops/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { Generator, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import {
  along,
  at,
  build,
  line,
  mean,
  type Plain,
  positions,
  reduceAlong,
  resized,
  sizeOf,
  spread,
  sum
} from './slow.ts'

type Shape = readonly number[]

/** One call: the shapes of its inputs, the op, and what the slow reference makes of them. */
interface Call {
  readonly shapes: readonly Shape[]
  readonly op: (...inputs: Tensor[]) => Tensor
  readonly slow: (...inputs: Plain[]) => Plain
  /** Inputs above 0. */
  readonly positive?: boolean
}

const size = fc.integer({ min: 1, max: 7 })
const shapes = (min: number, max: number): fc.Arbitrary<number[]> => fc.array(size, { minLength: min, maxLength: max })

const unary = (op: (x: Tensor) => Tensor, f: (x: number) => number, positive = false): fc.Arbitrary<Call> =>
  shapes(0, 4).map((shape) => ({
    shapes: [shape],
    op,
    slow: (x) => build(shape, (p) => f(at(x, p))),
    positive
  }))

// Two shapes that broadcast: the second lacks leading dimensions and has ones.
const binary = (
  op: (a: Tensor, b: Tensor) => Tensor,
  f: (a: number, b: number) => number,
  positive = false
): fc.Arbitrary<Call> =>
  fc.tuple(shapes(0, 4), fc.nat(), fc.boolean()).map(([shape, bits, swap]) => {
    const part = shape.slice(bits % (shape.length + 1)).map((n, d) => ((bits >> (d + 3)) & 1 ? 1 : n))
    const pair = swap ? [part, shape] : [shape, part]
    return { shapes: pair, op, slow: (a, b) => build(shape, (p) => f(at(a, p), at(b, p))), positive }
  })

// A shape and one of its dimensions.
const withDim = (call: (shape: number[], dim: number) => Omit<Call, 'shapes'>): fc.Arbitrary<Call> =>
  fc.tuple(shapes(1, 4), fc.nat()).map(([shape, k]) => ({ shapes: [shape], ...call(shape, k % shape.length) }))

const folding = (op: (x: Tensor, dim: number) => Tensor, by: (values: number[]) => number): fc.Arbitrary<Call> =>
  withDim((_, dim) => ({ op: (x) => op(x, dim), slow: (x) => reduceAlong(x, dim, by) }))

const softly = (values: number[], k: number): number => {
  const top = Math.max(...values)
  return Math.exp(values[k]! - top) / sum(values.map((v) => Math.exp(v - top)))
}

const calls: Record<string, fc.Arbitrary<Call>> = {
  neg: unary(ops.neg, (x) => -x),
  square: unary(ops.square, (x) => x * x),
  exp: unary(ops.exp, Math.exp),
  expm1: unary(ops.expm1, Math.expm1),
  log: unary(ops.log, Math.log, true),
  log1p: unary(ops.log1p, Math.log1p, true),
  sqrt: unary(ops.sqrt, Math.sqrt, true),
  sin: unary(ops.sin, Math.sin),
  cos: unary(ops.cos, Math.cos),
  tanh: unary(ops.tanh, Math.tanh),
  sigmoid: unary(ops.sigmoid, (x) => 1 / (1 + Math.exp(-x))),
  relu: unary(ops.relu, (x) => Math.max(x, 0)),
  silu: unary(ops.silu, (x) => x / (1 + Math.exp(-x))),
  abs: unary(ops.abs, Math.abs),
  clamp: unary(
    (x) => ops.clamp(x, { min: -0.5, max: 0.25 }),
    (x) => Math.min(0.25, Math.max(-0.5, x))
  ),
  add: binary(ops.add, (a, b) => a + b),
  sub: binary(ops.sub, (a, b) => a - b),
  mul: binary(ops.mul, (a, b) => a * b),
  div: binary(ops.div, (a, b) => a / b, true),
  pow: binary(ops.pow, (a, b) => a ** b, true),
  maximum: binary(ops.maximum, Math.max),
  minimum: binary(ops.minimum, Math.min),
  where: binary(
    (a, b) => ops.where(ops.gt(a, b), ops.mul(a, 2), b),
    (a, b) => (a > b ? 2 * a : b)
  ),
  sum: folding((x, dim) => ops.sum(x, { dim, keepdim: true }), sum),
  mean: folding((x, dim) => ops.mean(x, { dim, keepdim: true }), mean),
  prod: folding(
    (x, dim) => ops.prod(x, { dim, keepdim: true }),
    (v) => v.reduce((a, b) => a * b, 1)
  ),
  variance: folding((x, dim) => ops.variance(x, { dim, keepdim: true, correction: 0 }), spread),
  norm: folding(
    (x, dim) => ops.norm(x, { dim, keepdim: true }),
    (v) => Math.hypot(...v)
  ),
  max: folding(
    (x, dim) => ops.max(x, { dim, keepdim: true }).values,
    (v) => Math.max(...v)
  ),
  logsumexp: folding(
    (x, dim) => ops.logsumexp(x, { dim, keepdim: true }),
    (v) => Math.log(sum(v.map(Math.exp)))
  ),
  softmax: withDim((_, dim) => ({ op: (x) => ops.softmax(x, { dim }), slow: (x) => along(x, dim, softly) })),
  logSoftmax: withDim((_, dim) => ({
    op: (x) => ops.logSoftmax(x, { dim }),
    slow: (x) => along(x, dim, (v, k) => Math.log(softly(v, k)))
  })),
  transpose: withDim((shape, dim) => ({
    op: (x) => ops.transpose(x, { dim0: dim, dim1: 0 }),
    slow: (x) => {
      const swap = (p: readonly number[]): number[] => p.map((k, d) => (d === dim ? p[0]! : d === 0 ? p[dim]! : k))
      return build(swap(shape), (p) => at(x, swap(p)))
    }
  })),
  slice: withDim((shape, dim) => ({
    op: (x) => ops.slice(x, { dim, start: 1, step: 2 }),
    slow: (x) =>
      build(resized(shape, dim, Math.ceil((shape[dim]! - 1) / 2)), (p) => at(x, resized(p, dim, 1 + 2 * p[dim]!)))
  })),
  stack: withDim((shape, dim) => ({
    op: (x) => ops.stack(x, ops.neg(x), { dim }),
    slow: (x) =>
      build([...shape.slice(0, dim), 2, ...shape.slice(dim)], (p) => {
        const value = at(x, [...p.slice(0, dim), ...p.slice(dim + 1)])
        return p[dim] === 0 ? value : -value
      })
  })),
  indexSelect: withDim((shape, dim) => {
    const order = Array.from({ length: 2 * shape[dim]! }, (_, k) => (k * 3) % shape[dim]!)
    return {
      op: (x) => ops.indexSelect(x, tensor(order, { dtype: 'int32' }), { dim }),
      slow: (x) => build(resized(shape, dim, order.length), (p) => at(x, resized(p, dim, order[p[dim]!]!)))
    }
  }),
  layerNorm: shapes(1, 3).map((shape): Call => {
    const n = shape.at(-1)!
    const scaled = (v: number[], k: number): number => (v[k]! - mean(v)) / Math.sqrt(spread(v) + 1e-5)
    return {
      shapes: [shape, [n], [n]],
      op: (x, w, b) => ops.layerNorm(x, w, b),
      slow: (x, w, b) =>
        build(shape, (p) => scaled(line(x, p.length - 1, p), p.at(-1)!) * at(w, [p.at(-1)!]) + at(b, [p.at(-1)!]))
    }
  }),
  matmul: fc.tuple(shapes(0, 2), size, size, size, fc.boolean()).map(([lead, m, k, n, shared]): Call => {
    const batch = shared ? [] : lead
    return {
      shapes: [
        [...lead, m, k],
        [...batch, k, n]
      ],
      op: ops.matmul,
      slow: (a, b) =>
        build([...lead, m, n], (p) => {
          const [from, [i, j]] = [p.slice(0, -2), p.slice(-2) as [number, number]]
          return sum(Array.from({ length: k }, (_, q) => at(a, [...from, i, q]) * at(b, [...from, q, j])))
        })
    }
  }),
  conv2d: fc
    .tuple(size, size, size, fc.nat(2), fc.integer({ min: 1, max: 2 }), fc.nat(3))
    .map(([n, c, o, padding, stride, extra]): Call => {
      const [h, w] = [3 + extra, 4]
      const out = (length: number): number => Math.floor((length + 2 * padding - 3) / stride) + 1
      return {
        shapes: [[n, c, h, w], [o, c, 3, 3], [o]],
        op: (x, filter, bias) => ops.conv2d(x, filter, bias, { padding, stride }),
        slow: (x, filter, bias) =>
          build([n, o, out(h), out(w)], ([b, f, y, z]) => {
            const taps = positions([c, 3, 3]).map(([q, i, j]) => {
              const [row, column] = [y! * stride + i! - padding, z! * stride + j! - padding]
              if (row < 0 || row >= h || column < 0 || column >= w) return 0
              return at(x, [b!, q!, row, column]) * at(filter, [f!, q!, i!, j!])
            })
            return sum(taps) + at(bias, [f!])
          })
      }
    }),
  maxPool2d: fc.tuple(size, size, size, fc.boolean()).map(([c, h, w, two]): Call => {
    const [kernel, stride] = two ? [2, 2] : [3, 2]
    const out = (n: number): number => Math.floor((n + 3 - kernel) / stride) + 1
    return {
      shapes: [[2, c, h + 3, w + 3]],
      op: (x) => ops.maxPool2d(x, { kernelSize: kernel, stride }),
      slow: (x) =>
        build([2, c, out(h), out(w)], ([n, q, y, z]) =>
          Math.max(...positions([kernel, kernel]).map(([i, j]) => at(x, [n!, q!, y! * stride + i!, z! * stride + j!])))
        )
    }
  })
}

afterAll(() => setBackend('native'))
setNumThreads(2)

// The inputs of a call: contiguous, or views of transposed memory.
function inputsOf(call: Call, seed: number, dtype: 'float32' | 'float64'): Tensor[] {
  const generator = new Generator(seed)
  return call.shapes.map((shape, k) => {
    const turned = (seed >> k) & 1
    const values = randn(turned ? [...shape].reverse() : shape, { dtype, generator })
    const sound = call.positive ? values.abs().add(0.25) : values
    const x = turned ? ops.permute(sound, { dims: shape.map((_, d) => shape.length - 1 - d) }) : sound
    x.requiresGrad = true
    return x
  })
}

// The bits of the output and of every gradient.
function bits(call: Call, seed: number, dtype: 'float32' | 'float64', name: 'native' | 'js'): number[][] {
  setBackend(name)
  const inputs = inputsOf(call, seed, dtype)
  const y = call.op(...inputs)
  y.backward(randn(y.shape, { dtype, generator: new Generator(seed + 1) }))
  return [y, ...inputs.map((x) => x.grad!)].map((t) => Array.from(t.data))
}

test.each(Object.keys(calls))('%s', (name) => {
  fc.assert(
    fc.property(calls[name]!, fc.nat(1e6), (call, seed) => {
      setBackend('native')
      const inputs = inputsOf(call, seed, 'float64')
      const got = call.op(...inputs)
      const want = call.slow(...inputs.map((x) => ({ shape: x.shape, data: Array.from(ops.contiguous(x).data) })))
      expect(got.shape).toEqual(want.shape)
      const values = ops.contiguous(got).data
      for (let k = 0; k < sizeOf(want.shape); k++) {
        const error = Math.abs(values[k]! - want.data[k]!)
        if (!(error <= 1e-11 * Math.max(1, Math.abs(want.data[k]!)))) {
          expect.fail(`element ${k} is ${values[k]} instead of ${want.data[k]}`)
        }
      }
      for (const dtype of ['float32', 'float64'] as const) {
        expect(bits(call, seed, dtype, 'js'), dtype).toEqual(bits(call, seed, dtype, 'native'))
      }
    }),
    { numRuns: 25 }
  )
})

// Where a dimension is 1 its stride may be any number.
test('matmul of a transposed stack of single rows or columns', () => {
  for (const shape of [
    [1, 1, 2],
    [3, 1, 2],
    [1, 3, 2]
  ]) {
    const x = randn(shape).permute(2, 1, 0)
    const w = randn([x.shape[2]!, 4])
    expect(ops.matmul(x, w).toArray()).toEqual(ops.matmul(x.reshape(x.shape).clone(), w).toArray())
    expect(ops.matmul(x, w).toArray()).toEqual(
      ops.cat(...x.unbind().map((r) => ops.matmul(r, w).unsqueeze(0)), { dim: 0 }).toArray()
    )
  }
})
