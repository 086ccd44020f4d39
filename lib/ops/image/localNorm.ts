// Normalizations of images besides those of norm.ts: of each channel of each example, and across neighboring channels.
import { changed, noGrad } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { OptionError, ShapeError } from '../../errors.ts'
import { format, sizeOf } from '../../tensor/shape.ts'
import { checkFloat, checkTensor, type Tensor } from '../../tensor/tensor.ts'
import { anything, boolean, numeric, wholeNumber } from '../../util/options.ts'
import { optionsTable, positional, read } from '../../util/positional.ts'
import { add, div, mul, pow } from '../elementwise.ts'
import { square } from '../gen/elementwise.ts'
import { batchNorm, groupNorm } from '../norm.ts'
import { mean, variance } from '../reduce.ts'
import { reshape } from '../shape.ts'
import { combine, SparseRows, type Term } from './combine.ts'

/** Options of instanceNorm. */
export interface InstanceNormOptions {
  /** Default 1e-5. */
  eps?: number | undefined
  /** Whether the statistics of the input are used instead of the running ones. Default true. */
  useInputStats?: boolean | undefined
  /** Share of the new statistics in the running ones. Default 0.1. */
  momentum?: number | undefined
  runningMean?: Tensor | null | undefined
  runningVar?: Tensor | null | undefined
}

const INSTANCE = optionsTable<InstanceNormOptions>({
  eps: numeric,
  useInputStats: boolean,
  momentum: numeric,
  runningMean: anything,
  runningVar: anything
})

/**
 * Normalizes each channel of each example of x (N, C, ...) on its own.
 * @param weight (C), or null
 * @param bias (C), or null
 * @param options.runningMean (C), takes in the mean of the examples' means; with useInputStats: false it is used
 * @example
 * instanceNorm(tensor([[[1, 3], [5, 5]]]), null, null, { eps: 0 }).shape // [1, 2, 2]
 */
export function instanceNorm(
  x: Tensor,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  options: InstanceNormOptions = {}
): Tensor {
  read('instanceNorm', INSTANCE, options)
  checkFloat('instanceNorm', 'x', x)
  const { eps = 1e-5, useInputStats = true, momentum = 0.1, runningMean = null, runningVar = null } = options
  if (x.ndim < 2) throw new ShapeError(`instanceNorm: expected x of shape (N, C, ...) but received ${format(x.shape)}`)
  if (!useInputStats) {
    if (runningMean === null || runningVar === null) {
      throw new OptionError('instanceNorm: expected runningMean and runningVar when useInputStats is false')
    }
    return batchNorm(x, weight, bias, { eps, training: false, runningMean, runningVar })
  }
  const [n, c, ...space] = x.shape as [number, number, ...number[]]
  if (sizeOf(space) <= 1) {
    throw new ShapeError(
      `instanceNorm: expected more than one element in each channel of each example but received shape ${format(x.shape)}`
    )
  }
  for (const [name, running] of Object.entries({ runningMean, runningVar })) {
    if (running === null) continue
    checkTensor('instanceNorm', name, running, [x.dtype])
    if (running.size !== c)
      throw new ShapeError(
        `instanceNorm: expected ${name} of ${c} elements but received shape ${format(running.shape)}`
      )
  }
  const y = groupNorm(x, weight, bias, { numGroups: c, eps })
  noGrad(() => {
    const planes = reshape(x, [n, c, sizeOf(space)])
    const take = (running: Tensor | null, of: () => Tensor): void => {
      if (running === null) return
      const fresh = mean(of(), 0)
      kernels.copy(add(mul(running, 1 - momentum), mul(fresh, momentum)), running)
      changed(running)
    }
    take(runningMean, () => mean(planes, 2))
    take(runningVar, () => variance(planes, 2))
  })
  return y
}

/** Options of localResponseNorm. */
export interface LocalResponseNormOptions {
  /** Neighboring channels that count. */
  size: number
  /** Default 1e-4. */
  alpha?: number | undefined
  /** Default 0.75. */
  beta?: number | undefined
  /** Default 1. */
  k?: number | undefined
}

const LOCAL = positional<LocalResponseNormOptions>({
  size: wholeNumber({ min: 1 }),
  alpha: numeric,
  beta: numeric,
  k: numeric
})

/**
 * x / (k + alpha m)^beta, where m is the mean of the squares of `size` neighboring channels, zeros outside.
 * @param x (N, C, ...)
 * @example
 * localResponseNorm(ones([1, 4, 2, 2]), 2).shape // [1, 4, 2, 2]
 */
export function localResponseNorm(
  x: Tensor,
  size: number | LocalResponseNormOptions,
  more?: Omit<LocalResponseNormOptions, 'size'>
): Tensor {
  const options = read('localResponseNorm', LOCAL, size, more)
  const { alpha = 1e-4, beta = 0.75, k = 1 } = options
  checkFloat('localResponseNorm', 'x', x)
  if (x.ndim < 3)
    throw new ShapeError(`localResponseNorm: expected x of shape (N, C, ..., L) but received ${format(x.shape)}`)
  const before = Math.floor(options.size / 2)
  const neighbors = (channel: number): number[] =>
    Array.from({ length: options.size }, (_, i) => channel - before + i).filter((at) => at >= 0 && at < x.shape[1]!)
  return acrossChannels(x, neighbors, { alpha: alpha / options.size, beta, k })
}

/** @internal x / (k + alpha s)^beta, where s is the sum of the squares of the channels that `neighbors` names. */
export function acrossChannels(
  x: Tensor,
  neighbors: (channel: number) => readonly number[],
  { alpha, beta, k }: { alpha: number; beta: number; k: number }
): Tensor {
  const c = x.shape[1]!
  const rows = SparseRows.of(
    c,
    Array.from({ length: c }, (_, channel) => neighbors(channel).map((at): Term => [at]))
  )
  return div(x, pow(add(mul(combine('localResponseNorm', square(x), 1, rows), alpha), k), beta))
}
