// Normalizations. Each is one kernel forward and one backward.
import { addGrad, weightGradients, writeGrad } from '../autograd/grads.ts'
import { changed, record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { format, sizeOf } from '../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, type Tensor } from '../tensor/tensor.ts'
import { anything, boolean, numeric, oneOf, wholeNumbers } from '../util/options.ts'
import { optionsTable, read } from '../util/positional.ts'
import type { ActivationOptions } from './activation.ts'
import { contiguousOrNull, emptyTensor, wantsRelu } from './shared.ts'

type Maybe = Tensor | null

function checkParameter(op: string, name: string, x: Tensor, p: Maybe, size: number): void {
  if (p === null) return
  checkTensor(op, name, p, [x.dtype])
  if (p.size !== size)
    throw new ShapeError(`${op}: expected ${name} of ${size} elements but received shape ${format(p.shape)}`)
}

/** @internal What a normalization leaves for its gradient. */
export interface NormDetails {
  weight: Maybe
  bias: Maybe
  /** Elements of a row, or groups. */
  n: number
  eps: number
  /** The statistics of batchNorm outside of training. */
  fixed?: { mean: Tensor; rstd: Tensor } | null
  activation?: 'relu' | 'silu' | undefined
}

const present = (...list: Maybe[]): Tensor[] => list.filter((t) => t !== null)

type Write = (dx: Tensor, dW: Maybe, dB: Maybe, accumulate: number, accumulateX: number) => void

function intoNew(x: Tensor, write: (dx: Tensor, accumulate: number) => void): Tensor {
  const dx = emptyTensor(x.dtype, x.shape)
  write(dx, 0)
  return dx
}

// The gradients of (x, weight, bias) from one kernel call, in the order of the tape's inputs. `into`: where that of x goes.
function gradients(
  x: Tensor,
  weight: Maybe,
  bias: Maybe,
  write: Write,
  into: typeof intoNew | typeof addGrad = intoNew
): (Tensor | null)[] {
  const rest: Maybe[] = []
  const dx = into(x, (d, addX) => {
    if (weight?.requiresGrad) {
      const [dW, dB] = weightGradients(weight, bias, (w, b, add) => write(d, w, b, add, addX))
      rest.push(dW)
      if (bias !== null) rest.push(dB)
    } else if (bias?.requiresGrad) {
      if (weight !== null) rest.push(null)
      rest.push(writeGrad(bias, (b, add) => write(d, null, b, add, addX)))
    } else write(d, null, null, 0, addX)
  })
  return [dx, ...rest]
}

/** Options of layerNorm and rmsNorm. */
export interface LastDimsNormOptions {
  /** Added to the variance. Default 1e-5; of rmsNorm the machine epsilon. */
  eps?: number | undefined
  /** The sizes of the last dimensions. Default: the shape of weight, or the last dimension. */
  normalizedShape?: readonly number[] | undefined
}

const LAST_DIMS = optionsTable<LastDimsNormOptions>({ eps: numeric, normalizedShape: wholeNumbers })
const GROUP_NORM = optionsTable<GroupNormOptions>({
  numGroups: anything,
  eps: numeric,
  activation: oneOf('relu', 'silu')
})

/**
 * Normalizes over the last dimensions: (x - mean) / sqrt(var + eps) * weight + bias.
 * @param weight of the shape of those dimensions, or null; its rank gives their number, unless normalizedShape does
 * @param options.eps default 1e-5
 */
export function layerNorm(
  x: Tensor,
  weight: Maybe = null,
  bias: Maybe = null,
  options: LastDimsNormOptions = {}
): Tensor {
  read('layerNorm', LAST_DIMS, options)
  checkFloat('layerNorm', 'x', x)
  const n = normalizedSize('layerNorm', x, weight ?? bias, options.normalizedShape)
  checkParameter('layerNorm', 'weight', x, weight, n)
  checkParameter('layerNorm', 'bias', x, bias, n)
  const rows = n === 0 ? 0 : x.size / n
  const source = contiguous(x)
  const [w, b] = [contiguousOrNull(weight), contiguousOrNull(bias)]
  const y = emptyTensor(x.dtype, x.shape)
  const mean = emptyTensor(x.dtype, [rows])
  const rstd = emptyTensor(x.dtype, [rows])
  kernels.layerNorm({ x: source, weight: w, bias: b, y, mean, rstd, rows, n, eps: options.eps ?? 1e-5 })
  return record(
    'layerNorm',
    y,
    present(x, weight, bias),
    present(x, weight),
    (g) =>
      gradients(x, weight, bias, (dx, dweight, dbias, accumulate) => {
        const from = { x: source, dy: contiguous(g), weight: w, mean, rstd }
        kernels.layerNormBackward({ dx, dweight, dbias, rows, n, accumulate, ...from })
      }),
    { weight, bias, n, eps: options.eps ?? 1e-5 } satisfies NormDetails
  )
}

function normalizedSize(op: string, x: Tensor, like: Maybe, shape: readonly number[] | undefined): number {
  const tail = shape ?? like?.shape ?? x.shape.slice(-1)
  const own = x.shape.slice(x.ndim - tail.length)
  if (tail.length > x.ndim || tail.some((n, d) => n !== own[d])) {
    throw new ShapeError(`${op}: expected x whose last dimensions are ${format(tail)} but received ${format(x.shape)}`)
  }
  return sizeOf(tail)
}

/** x / sqrt(mean(x^2) + eps) * weight over the last dimensions. eps defaults to the machine epsilon, as in PyTorch. */
export function rmsNorm(x: Tensor, weight: Maybe = null, options: LastDimsNormOptions = {}): Tensor {
  read('rmsNorm', LAST_DIMS, options)
  checkFloat('rmsNorm', 'x', x)
  const n = normalizedSize('rmsNorm', x, weight, options.normalizedShape)
  checkParameter('rmsNorm', 'weight', x, weight, n)
  const rows = n === 0 ? 0 : x.size / n
  const source = contiguous(x)
  const w = contiguousOrNull(weight)
  const y = emptyTensor(x.dtype, x.shape)
  const rstd = emptyTensor(x.dtype, [rows])
  const eps = options.eps ?? (x.dtype === 'float32' ? 2 ** -23 : 2 ** -52)
  kernels.rmsNorm({ x: source, weight: w, y, rstd, rows, n, eps })
  return record(
    'rmsNorm',
    y,
    present(x, weight),
    present(x, weight),
    (g) =>
      gradients(x, weight, null, (dx, dweight, _dbias, accumulate) =>
        kernels.rmsNormBackward({ x: source, dy: contiguous(g), weight: w, rstd, dx, dweight, rows, n, accumulate })
      ),
    { weight, bias: null, n, eps } satisfies NormDetails
  )
}

// (N, C, ...) as (batch, channels, inner).
function planes(op: string, x: Tensor): [batch: number, channels: number, inner: number] {
  checkFloat(op, 'x', x)
  if (x.ndim < 2) throw new ShapeError(`${op}: expected x of shape (N, C, ...) but received ${format(x.shape)}`)
  return [x.shape[0]!, x.shape[1]!, sizeOf(x.shape.slice(2))]
}

/** Options of groupNorm. */
export interface GroupNormOptions {
  /** A divisor of the number of channels. */
  numGroups: number
  /** Default 1e-5. */
  eps?: number | undefined
  /** 'relu' or 'silu' of the result, with the bits of that op after it, in the same pass. Default none. */
  activation?: 'relu' | 'silu' | undefined
}

/** Normalizes each of numGroups groups of channels of x (N, C, ...); weight and bias are (C). eps default 1e-5. */
export function groupNorm(x: Tensor, weight: Maybe, bias: Maybe, options: GroupNormOptions): Tensor {
  read('groupNorm', GROUP_NORM, options)
  const [batch, channels, inner] = planes('groupNorm', x)
  const { numGroups, eps = 1e-5, activation } = options
  if (!(Number.isInteger(numGroups) && numGroups >= 1) || channels % numGroups !== 0) {
    throw new OptionError(`groupNorm: expected numGroups to divide ${channels} channels but received ${numGroups}`)
  }
  checkParameter('groupNorm', 'weight', x, weight, channels)
  checkParameter('groupNorm', 'bias', x, bias, channels)
  const source = contiguous(x)
  const [w, b] = [contiguousOrNull(weight), contiguousOrNull(bias)]
  const y = emptyTensor(x.dtype, x.shape)
  const mean = emptyTensor(x.dtype, [batch * numGroups])
  const rstd = emptyTensor(x.dtype, [batch * numGroups])
  const sizes = { batch, channels, inner, groups: numGroups, activation: kernels.ACTIVATION[activation ?? 'none'] }
  kernels.groupNorm({ x: source, weight: w, bias: b, y, mean, rstd, eps, ...sizes })
  return record(
    'groupNorm',
    y,
    present(x, weight, bias),
    activation === undefined ? present(x, weight) : present(x, weight, bias),
    (g) =>
      gradients(
        x,
        weight,
        bias,
        (dx, dweight, dbias, accumulate, accumulateX) => {
          const from = { x: source, dy: contiguous(g), weight: w, bias: b, mean, rstd }
          kernels.groupNormBackward({ dx, dweight, dbias, accumulate, accumulateX, ...sizes, ...from })
        },
        addGrad
      ),
    { weight, bias, n: numGroups, eps, activation } satisfies NormDetails
  )
}

export interface BatchNormOptions extends ActivationOptions {
  /** Default 1e-5. */
  eps?: number | undefined
  /** Use and update the statistics of the batch. Default true without running statistics. */
  training?: boolean | undefined
  /** Share of the new statistics in the running ones. Default 0.1. */
  momentum?: number | undefined
  runningMean?: Tensor | null | undefined
  runningVar?: Tensor | null | undefined
}

const BATCH_NORM = optionsTable<BatchNormOptions>({
  eps: numeric,
  training: boolean,
  momentum: numeric,
  runningMean: anything,
  runningVar: anything,
  activation: anything
})

/** Normalizes each channel of x (N, C, ...) by the statistics of the batch, or by the running ones. */
export function batchNorm(x: Tensor, weight: Maybe, bias: Maybe, options: BatchNormOptions = {}): Tensor {
  read('batchNorm', BATCH_NORM, options)
  const [batch, channels, inner] = planes('batchNorm', x)
  const { runningMean = null, runningVar = null } = options
  const training = options.training ?? runningMean === null
  if (training && batch * inner <= 1) {
    throw new ShapeError(
      `batchNorm: expected more than one value per channel in training but received shape ${format(x.shape)}`
    )
  }
  if (!training && (runningMean === null || runningVar === null)) {
    throw new OptionError('batchNorm: expected runningMean and runningVar when training is false')
  }
  checkParameter('batchNorm', 'weight', x, weight, channels)
  checkParameter('batchNorm', 'bias', x, bias, channels)
  checkParameter('batchNorm', 'runningMean', x, runningMean, channels)
  checkParameter('batchNorm', 'runningVar', x, runningVar, channels)
  const source = contiguous(x)
  const [w, b] = [contiguousOrNull(weight), contiguousOrNull(bias)]
  const y = emptyTensor(x.dtype, x.shape)
  const mean = emptyTensor(x.dtype, [channels])
  const rstd = emptyTensor(x.dtype, [channels])
  const relu = wantsRelu('batchNorm', options)
  const sizes = { batch, channels, inner, training: training ? 1 : 0, relu: relu ? 1 : 0 }
  const from = { x: source, weight: w, bias: b, mean, rstd }
  const [momentum, eps] = [options.momentum ?? 0.1, options.eps ?? 1e-5]
  kernels.batchNorm({ runningMean, runningVar, y, momentum, eps, ...sizes, ...from })
  if (training) for (const statistic of [runningMean, runningVar]) if (statistic !== null) changed(statistic)
  const saved = relu ? present(x, weight, bias) : present(x, weight)
  return record(
    'batchNorm',
    y,
    present(x, weight, bias),
    saved,
    (g) =>
      gradients(x, weight, bias, (dx, dweight, dbias, accumulate) =>
        kernels.batchNormBackward({ dy: contiguous(g), dx, dweight, dbias, accumulate, ...sizes, ...from })
      ),
    {
      weight,
      bias,
      n: 0,
      eps,
      fixed: training ? null : { mean, rstd },
      activation: options.activation
    } satisfies NormDetails
  )
}
