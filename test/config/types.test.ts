// The names in a config are those of the library: the lists in types.ts are spelled out.
import { expect, expectTypeOf, test } from 'vitest'
import type { LossName, MetricName, OptimizerSpec, SchedulerSpec } from '../../lib/config/index.ts'
import type * as metrics from '../../lib/metrics/index.ts'
import type * as losses from '../../lib/ops/losses/index.ts'
import type * as optim from '../../lib/optim/index.ts'
import { AdamW, SGD, StepLR } from '../../lib/optim/index.ts'
import { tensor } from '../../lib/tensor/create.ts'

// The names of a module's classes that make a T of something and options.
type Makers<M, T> = { [K in keyof M]: M[K] extends new (...args: never[]) => T ? K : never }[keyof M]

test('optimizers and schedulers', () => {
  type Wrappers = 'LBFGS' | 'Lookahead' | 'SAM'
  expectTypeOf<OptimizerSpec['name']>().toEqualTypeOf<Exclude<Makers<typeof optim, optim.Optimizer>, Wrappers>>()
  type Compositions = 'SequentialLR' | 'ChainedScheduler'
  expectTypeOf<SchedulerSpec['name']>().toEqualTypeOf<Exclude<Makers<typeof optim, optim.LRScheduler>, Compositions>>()
})

test('losses and metrics', () => {
  type Losses = { [K in keyof typeof losses]: (typeof losses)[K] extends (...a: never[]) => unknown ? K : never }
  expectTypeOf<LossName>().toEqualTypeOf<Exclude<Losses[keyof typeof losses], 'markChecked'>>()
  type Metrics = { [K in keyof typeof metrics]: (typeof metrics)[K] extends new () => metrics.Metric ? K : never }
  expectTypeOf<MetricName>().toEqualTypeOf<Metrics[keyof typeof metrics]>()
})

test('options of a name', () => {
  expectTypeOf<{ name: 'AdamW'; lr: number }>().toExtend<OptimizerSpec>()
  expectTypeOf<{ name: 'StepLR'; gamma: number }>().not.toExtend<SchedulerSpec>()
})

test('undefined counts as left out, in options and groups', () => {
  const p = tensor([1], { requiresGrad: true })
  const settings: { lr?: number; betas?: [number, number]; stepSize?: number } = {}
  const { lr, betas } = settings
  const optimizer = new AdamW([p], { lr, betas })
  expect([optimizer.paramGroups[0]!.lr, optimizer.paramGroups[0]!.betas]).toEqual([1e-3, [0.9, 0.999]])
  optimizer.addParamGroup({ params: [tensor([2], { requiresGrad: true })], lr })
  expect(new SGD([{ params: [p], lr }], { momentum: settings.lr }).paramGroups[0]!.lr).toBe(1e-3)
  const scheduler = new StepLR(optimizer, { stepSize: 1, gamma: settings.lr })
  expect(scheduler.lastLr).toEqual([1e-3, 1e-3])
  expect(() => new AdamW([p], { lr: null as never })).toThrow('AdamW: expected lr to be a finite number >= 0')
})
