// The names in a config are those of the library: the lists in types.ts are spelled out.
import { expectTypeOf, test } from 'vitest'
import type { LossName, MetricName, OptimizerSpec, SchedulerSpec } from '../../lib/config/index.ts'
import type * as metrics from '../../lib/metrics/index.ts'
import type * as losses from '../../lib/ops/losses/index.ts'
import type * as optim from '../../lib/optim/index.ts'

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
  expectTypeOf<LossName>().toEqualTypeOf<Exclude<Losses[keyof typeof losses], 'trust'>>()
  type Metrics = { [K in keyof typeof metrics]: (typeof metrics)[K] extends new () => metrics.Metric ? K : never }
  expectTypeOf<MetricName>().toEqualTypeOf<Metrics[keyof typeof metrics]>()
})

test('options of a name', () => {
  expectTypeOf<{ name: 'AdamW'; lr: number }>().toExtend<OptimizerSpec>()
  expectTypeOf<{ name: 'StepLR'; gamma: number }>().not.toExtend<SchedulerSpec>()
})
