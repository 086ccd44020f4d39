// Every optimizer takes the factor that clipping still owes the gradients along: its steps have the bits that they have
// when the gradients are read, and so scaled, before.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { Adam, clipGradNorm, Lookahead, type Optimizer, SAM } from '../../lib/optim/index.ts'
import * as optimizers from '../../lib/optim/optimizers/index.ts'
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

type Class = new (params: readonly Tensor[], options: { lr: number }) => Optimizer

// Those that wrap another one.
const WRAPPERS: Record<string, (params: readonly Tensor[]) => Optimizer> = {
  Lookahead: (params) => new Lookahead(new Adam(params, { lr: 0.01 }), { k: 2 }),
  SAM: (params) => new SAM(new Adam(params, { lr: 0.01 }))
}

const classes = Object.entries(optimizers as unknown as Record<string, unknown>)
  // It takes sparse gradients only: test/optim/sparse.test.ts clips them.
  .filter(([name, value]) => /^[A-Z]/.test(name) && typeof value === 'function' && name !== 'SparseAdam')
  .map(([name, value]) => [name, value as Class] as const)

function run(make: (params: readonly Tensor[]) => Optimizer, read: boolean): number[][] {
  const params = [
    [4, 3],
    [3, 5]
  ].map(([rows, columns]) => {
    const values = Array.from({ length: rows! * columns! }, (_, i) => Math.fround(((i * 37) % 11) / 7 - 0.6))
    return tensor(values, { shape: [rows!, columns!], requiresGrad: true })
  })
  const optimizer = make(params)
  for (let step = 0; step < 4; step++) {
    optimizer.step(() => {
      optimizer.zeroGrad()
      const loss = params[0]!.matmul(params[1]!).square().sum()
      loss.backward()
      clipGradNorm(params, { maxNorm: 0.5 })
      if (read) for (const p of params) p.grad!.toArray()
      return loss
    })
  }
  return params.map((p) => Array.from(p.data))
}

test.each(classes)('%s', (name, Optimizer) => {
  const make = WRAPPERS[name] ?? ((params: readonly Tensor[]) => new Optimizer(params, { lr: 0.01 }))
  const deferred = run(make, false)
  expect(deferred).toEqual(run(make, true))
  expect(deferred.flat().every(Number.isFinite)).toBe(true)
})

test('there are optimizers', () => {
  expect(classes.length).toBeGreaterThanOrEqual(11)
})
