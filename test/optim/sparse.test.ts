// Sparse gradients of embeddings, and the optimizers that take them, against PyTorch.
import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { setBackend } from '../../lib/backend/index.ts'
import * as nn from '../../lib/nn/index.ts'
import { embedding } from '../../lib/ops/index.ts'
import { Adagrad, Adam, SparseAdam } from '../../lib/optim/index.ts'
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
const path = new URL('../golden/sparseOptimizers.json', import.meta.url)
const { shape, cases } = JSON.parse(readFileSync(path, 'utf8')) as { shape: [number, number]; cases: Case[] }

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
    'Adam.step: expected no sparse gradient but weight has one; use SparseAdam or Adagrad'
  )
  expect(() => new Adagrad(layer.parameters(), { weightDecay: 0.1 }).step()).toThrow(
    'Adagrad.step: expected weightDecay 0 for the sparse gradient of weight'
  )
  layer.weight.grad = tensor([0, 0, 0, 0, 0, 0], { shape: [3, 2] })
  expect(() => new Adagrad(layer.parameters()).step()).toThrow('to be dense or sparse but it has one of each')
  expect(() => new SparseAdam(layer.parameters()).step()).toThrow(
    'SparseAdam.step: expected the gradient of weight to be sparse'
  )
  const product = layer.weight.mul(2)
  expect(() => embedding(product, int32([1]), { sparse: true })).toThrow('embedding: expected weight to be a leaf')
})
