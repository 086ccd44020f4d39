// Sparse gradients of embeddings, and the optimizers that take them, against PyTorch.
import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { setBackend } from '../../lib/backend/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { embedding } from '../../lib/ops/index.ts'
import {
  Adagrad,
  Adam,
  clipGradNorm,
  clipGradValue,
  GradientAccumulator,
  getTotalNorm,
  SGD,
  SparseAdam
} from '../../lib/optim/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import { sparseGrad } from '../../lib/tensor/sparse.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'
import { LEVELS } from '../backend/bits.ts'
import { classes, ours } from './golden.ts'

interface Case {
  optimizer: string
  options: Record<string, unknown>
  dtype: 'float32' | 'float64'
  start: number[]
  indices: number[][]
  values: number[][]
  expected: number[][]
}
interface Clipped extends Case {
  clip: { max_norm?: number; norm_type?: number | 'inf'; clip_value?: number }
  vector: number[]
  grads: number[][]
  norms: number[]
  expectedVector: number[][]
}
const path = new URL('../golden/sparseOptimizers.json', import.meta.url)
const { shape, cases, clipped } = JSON.parse(readFileSync(path, 'utf8')) as {
  shape: [number, number]
  cases: Case[]
  clipped: Clipped[]
}

afterEach(() => {
  if (LEVELS.length > 0) setBackend('native')
})

const int32 = (values: number[]): Tensor => tensor(values, { dtype: 'int32' })

test.each(cases.map((c) => [`${c.optimizer} ${JSON.stringify(c.options)} ${c.dtype}`, c] as const))('%s', (_, c) => {
  const runs = ['js', ...(LEVELS.length > 0 ? ['native'] : [])].map((backend) => {
    setBackend(backend as 'js')
    const table = tensor(c.start, { shape, dtype: c.dtype, requiresGrad: true })
    const optimizer = new classes[c.optimizer]!([table], ours(c.options))
    return c.indices.map((read, step) => {
      optimizer.zeroGrad()
      const g = tensor(c.values[step]!, { shape: [read.length, shape[1]], dtype: c.dtype })
      embedding(table, int32(read), { sparse: true }).mul(g).sum().backward()
      expect(table.grad).toBeNull()
      optimizer.step()
      return Array.from(table.data)
    })
  })
  const tolerance = c.dtype === 'float32' ? 2e-6 : 1e-12
  for (const [step, want] of c.expected.entries()) {
    for (const [i, value] of want.entries()) expect(Math.abs(runs[0]![step]![i]! - value)).toBeLessThan(tolerance)
  }
  if (runs.length > 1) expect(runs[1]).toEqual(runs[0])
})

test.each(clipped.map((c) => [`${c.optimizer} ${JSON.stringify({ ...c.options, ...c.clip })} ${c.dtype}`, c] as const))(
  'clipped with dense gradients: %s',
  (_, c) => {
    const { max_norm: maxNorm, norm_type: normType = 2, clip_value: clipValue } = c.clip
    const follow = (backend: string, read: boolean) => {
      setBackend(backend as 'js')
      const table = tensor(c.start, { shape, dtype: c.dtype, requiresGrad: true })
      const vector = tensor(c.vector, { dtype: c.dtype, requiresGrad: true })
      const params = c.optimizer === 'SparseAdam' ? [table] : [table, vector]
      const optimizer = new classes[c.optimizer]!(params, ours(c.options))
      const norms: number[] = []
      const points = c.indices.map((indices, step) => {
        optimizer.zeroGrad()
        const g = tensor(c.values[step]!, { shape: [indices.length, shape[1]], dtype: c.dtype })
        embedding(table, int32(indices), { sparse: true }).mul(g).sum().backward()
        if (params.length > 1) vector.grad = tensor(c.grads[step]!, { dtype: c.dtype })
        if (clipValue !== undefined) clipGradValue(params, { clipValue })
        else norms.push(clipGradNorm(params, { maxNorm: maxNorm!, normType }))
        if (read) for (const p of params) (sparseGrad(p)?.values ?? p.grad!).toArray()
        optimizer.step()
        return [Array.from(table.data), Array.from(vector.data)]
      })
      return { norms, points }
    }
    const js = follow('js', false)
    const near = (got: number, want: number): void =>
      expect(Math.abs(got - want)).toBeLessThan((c.dtype === 'float32' ? 2e-6 : 1e-12) * Math.max(1, Math.abs(want)))
    for (const [step, norm] of c.norms.entries()) near(js.norms[step]!, norm)
    for (const [step, want] of c.expected.entries()) {
      for (const [i, x] of want.entries()) near(js.points[step]![0]![i]!, x)
      for (const [i, x] of c.expectedVector[step]!.entries()) near(js.points[step]![1]![i]!, x)
    }
    expect(follow('js', true)).toEqual(js)
    if (LEVELS.length > 0) expect(follow('native', false)).toEqual(js)
  }
)

test('the norm of sparse gradients is that of the sums of their rows, however often they are measured', () => {
  const layer = new nn.Embedding(5, 1, { sparse: true })
  const read = (): void =>
    layer
      .forward(int32([1, 1, 3]))
      .mul(tensor([[1], [2], [4]]))
      .sum()
      .backward()
  read()
  expect(getTotalNorm(layer.parameters().map((p) => sparseGrad(p) ?? p.grad))).toBe(5)
  expect(clipGradNorm(layer.parameters(), { maxNorm: Infinity })).toBe(5)
  expect(clipGradNorm(layer.parameters(), { maxNorm: 1 })).toBe(5)
  const once = sparseGrad(layer.weight)!.values.toArray()
  const factor = Math.fround(1 / (5 + 1e-6))
  expect(once).toEqual([[Math.fround(3 * factor)], [Math.fround(4 * factor)]])
  expect(sparseGrad(layer.weight)!.values.toArray()).toEqual(once)
  // What comes later is added to what was clipped.
  read()
  expect(sparseGrad(layer.weight)!.values.toArray()).toEqual(
    [3, 4].map((g) => [Math.fround(Math.fround(g * factor) + g)])
  )
})

test("a sparse gradient that is not finite: skipped with the step, or an error; SGD's momentum continues without it", () => {
  const table = tensor([1, 2], { shape: [2, 1], requiresGrad: true })
  const optimizer = new SGD([table], { lr: 1, momentum: 0.5 })
  const read = (factor: number): void =>
    embedding(table, int32([1]), { sparse: true })
      .mul(factor)
      .sum()
      .backward()
  read(Infinity)
  expect(() => clipGradNorm([table], { maxNorm: 1, nonfinite: 'throw' })).toThrow(
    'clipGradNorm: expected a finite norm'
  )
  expect(clipGradNorm([table], { maxNorm: 1, nonfinite: 'skip' })).toBe(Infinity)
  optimizer.step()
  expect(table.toArray()).toEqual([[1], [2]])
  read(1)
  optimizer.step()
  optimizer.zeroGrad()
  optimizer.step()
  expect([table.toArray(), table.grad]).toEqual([[[1], [1]], null])
})

test('batches that are accumulated, and memory, count sparse gradients', () => {
  const table = tensor([0, 0, 0], { shape: [3, 1], requiresGrad: true })
  const optimizer = new SGD([table], { lr: 1 })
  const accumulator = new GradientAccumulator(optimizer, { steps: 4 })
  for (const factor of [1, 3])
    accumulator.backward(
      embedding(table, int32([1]), { sparse: true })
        .mul(factor)
        .sum()
    )
  // A row of one number, and its index.
  expect(optimizer.memory().gradients).toBe(8)
  accumulator.flush()
  expect(table.toArray()).toEqual([[0], [-2], [0]])
})

test('the rows that were read have a gradient, summed over all reads and backwards, but for the padding', () => {
  const layer = new nn.Embedding(5, 2, { sparse: true, paddingIdx: 0 })
  expect(String(layer)).toContain('5, 2, paddingIdx=0, sparse=true')
  const read = (indices: number[], factor: number): void => layer.forward(int32(indices)).mul(factor).sum().backward()
  expect(sparseGrad(layer.weight)).toBeNull()
  read([3, 1, 3, 0], 1)
  read([1], 10)
  const { indices, values } = sparseGrad(layer.weight)!
  expect(indices.toArray()).toEqual([1, 3])
  expect(values.toArray()).toEqual([
    [11, 11],
    [2, 2]
  ])
  read([4], 1)
  expect(sparseGrad(layer.weight)!.indices.toArray()).toEqual([1, 3, 4])
  layer.zeroGrad()
  expect(sparseGrad(layer.weight)).toBeNull()
})

test('the state of SparseAdam goes through a state dict', () => {
  const make = (): [Tensor, SparseAdam] => {
    const table = tensor([1, 2, 3, 4], { shape: [2, 2], requiresGrad: true })
    return [table, new SparseAdam([['table', table]], { lr: 0.1 })]
  }
  const move = (table: Tensor, optimizer: SparseAdam): void => {
    optimizer.zeroGrad()
    embedding(table, int32([1]), { sparse: true })
      .square()
      .sum()
      .backward()
    optimizer.step()
  }
  const [table, optimizer] = make()
  move(table, optimizer)
  const [copy, fresh] = make()
  copy.data.set(table.data)
  fresh.loadStateDict(optimizer.stateDict())
  move(table, optimizer)
  move(copy, fresh)
  expect(copy.toArray()).toEqual(table.toArray())
  expect(table.data.subarray(0, 2)).toEqual(new Float32Array([1, 2]))
})

test('what takes no sparse gradients says so, and what takes no others', () => {
  const layer = new nn.Embedding(3, 2, { sparse: true })
  layer
    .forward(int32([1]))
    .sum()
    .backward()
  expect(() => new Adam(layer.parameters()).step()).toThrow(
    'Adam.step: expected no sparse gradient but weight has one; use SparseAdam, Adagrad or SGD'
  )
  expect(() => new Adagrad(layer.parameters(), { weightDecay: 0.1 }).step()).toThrow(
    'Adagrad.step: expected weightDecay 0 for the sparse gradient of weight'
  )
  expect(() => new SGD(layer.parameters(), { weightDecay: 0.1 }).step()).toThrow(
    'SGD.step: expected weightDecay 0 for the sparse gradient of weight'
  )
  layer.weight.grad = tensor([0, 0, 0, 0, 0, 0], { shape: [3, 2] })
  expect(() => new Adagrad(layer.parameters()).step()).toThrow('to be dense or sparse but it has one of each')
  expect(() => clipGradNorm(layer.parameters(), { maxNorm: 1 })).toThrow(
    'clipGradNorm: expected every gradient to be dense or sparse but parameter 0 has one of each'
  )
  expect(() => new SparseAdam(layer.parameters()).step()).toThrow(
    'SparseAdam.step: expected the gradient of weight to be sparse'
  )
  const product = layer.weight.mul(2)
  expect(() => embedding(product, int32([1]), { sparse: true })).toThrow('embedding: expected weight to be a leaf')
})
