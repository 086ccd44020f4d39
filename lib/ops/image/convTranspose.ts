// Transposed convolutions: the gradient of a convolution with respect to its image, as an op. The kernels are those of the
// gradient; one and three dimensions go through two.
import { weightGradients } from '../../autograd/grads.ts'
import { record } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import { OptionError, ShapeError } from '../../errors.ts'
import { format } from '../../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, Tensor } from '../../tensor/tensor.ts'
import { anything } from '../../util/options.ts'
import { positional, read } from '../../util/positional.ts'
import { convPrecision, type Geometry } from '../conv.ts'
import { add } from '../elementwise.ts'
import { pad } from '../pad.ts'
import { sum } from '../reduce.ts'
import { permute, reshape } from '../shape.ts'
import { emptyTensor } from '../shared.ts'
import { combine } from './combine.ts'
import { taps } from './conv3d.ts'
import { conv } from './products.ts'
import { first, LAYOUTS, type Sizes, sizesOf } from './spatial.ts'

export interface ConvTransposeOptions {
  /** Default 1. */
  stride?: Sizes | undefined
  /** What a convolution with this padding added is taken away from the result. Default 0. */
  padding?: Sizes | undefined
  /** Added to the size at the end of each dimension; less than stride or dilation. Default 0. */
  outputPadding?: Sizes | undefined
  /** Default 1. */
  groups?: number | undefined
  /** Distance of the kernel's taps. Default 1. */
  dilation?: Sizes | undefined
}

const OPTIONS = positional<ConvTransposeOptions>({
  stride: anything,
  padding: anything,
  outputPadding: anything,
  groups: anything,
  dilation: anything
})

interface Plan {
  readonly kernel: readonly number[]
  readonly stride: readonly number[]
  readonly padding: readonly number[]
  readonly dilation: readonly number[]
  /** Spatial sizes of the result. */
  readonly output: readonly number[]
  readonly groups: number
  readonly channels: number
}

const WEIGHTS = ['', '(C, O / groups, K)', '(C, O / groups, KH, KW)', '(C, O / groups, KD, KH, KW)']

function planOf(op: string, x: Tensor, weight: Tensor, bias: Tensor | null, options: ConvTransposeOptions): Plan {
  const nd = weight.ndim - 2
  const [c, perGroup, ...kernel] = weight.shape as [number, number, ...number[]]
  const groups = options.groups ?? 1
  if (!(Number.isInteger(groups) && groups >= 1) || c % groups !== 0) {
    throw new OptionError(`${op}: expected groups to divide ${c} input channels but received ${groups}`)
  }
  if (x.shape[1] !== c) {
    throw new ShapeError(
      `${op}: expected an input of ${c} channels (weight ${format(weight.shape)}) but received ${x.shape[1]}: ${format(x.shape)}`
    )
  }
  if (bias !== null) {
    checkTensor(op, 'bias', bias, [x.dtype])
    if (bias.ndim !== 1 || bias.size !== perGroup * groups) {
      throw new ShapeError(`${op}: expected bias of shape [${perGroup * groups}] but received ${format(bias.shape)}`)
    }
  }
  const stride = sizesOf(op, 'stride', options.stride ?? 1, nd, 1)
  const padding = sizesOf(op, 'padding', options.padding ?? 0, nd, 0)
  const dilation = sizesOf(op, 'dilation', options.dilation ?? 1, nd, 1)
  const more = sizesOf(op, 'outputPadding', options.outputPadding ?? 0, nd, 0)
  if (more.some((n, d) => n >= Math.max(stride[d]!, dilation[d]!))) {
    throw new OptionError(
      `${op}: expected outputPadding to be smaller than stride or dilation but received ${format(more)} with stride ${format(stride)} and dilation ${format(dilation)}`
    )
  }
  const output = kernel.map(
    (k, d) => (x.shape[d + 2]! - 1) * stride[d]! - 2 * padding[d]! + dilation[d]! * (k - 1) + more[d]! + 1
  )
  if (output.some((n) => n < 1)) {
    throw new ShapeError(
      `${op}: the result would have the sizes ${format(output)} for an input ${format(x.shape)} with padding ${format(padding)}`
    )
  }
  return { kernel, stride, padding, dilation, output, groups, channels: perGroup * groups }
}

// Calls `body` with x as (N, C, ...) and the plan.
function transposed(
  op: string,
  nd: number,
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null,
  options: ConvTransposeOptions,
  body: (x: Tensor, plan: Plan) => Tensor
): Tensor {
  checkFloat(op, 'x', x)
  checkTensor(op, 'weight', weight, [x.dtype])
  if ((x.ndim !== nd + 1 && x.ndim !== nd + 2) || weight.ndim !== nd + 2) {
    throw new ShapeError(
      `${op}: expected x ${LAYOUTS[nd]} and weight ${WEIGHTS[nd]} but received ${format(x.shape)} and ${format(weight.shape)}`
    )
  }
  const batch = x.ndim === nd + 2 ? x : reshape(x, [1, ...x.shape])
  const y = body(batch, planOf(op, batch, weight, bias, options))
  return x.ndim === nd + 2 ? y : first(y)
}

/**
 * Two-dimensional transposed convolution: each element of x writes a kernel into the result, where they add up.
 * @param x (N, C, H, W), or one image (C, H, W)
 * @param weight (C, O / groups, KH, KW)
 * @param bias (O), optional
 * @returns (N, O, OH, OW) with OH = (H - 1) stride - 2 padding + dilation (KH - 1) + outputPadding + 1
 * @example
 * convTranspose2d(ones([1, 3, 4, 4]), ones([3, 2, 2, 2]), null, { stride: 2 }).shape // [1, 2, 8, 8]
 */
export function convTranspose2d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  stride?: Sizes | ConvTransposeOptions,
  more?: Omit<ConvTransposeOptions, 'stride'>
): Tensor {
  const options = read('convTranspose2d', OPTIONS, stride, more)
  return transposed('convTranspose2d', 2, x, weight, bias, options, (images, plan) =>
    planes(images, weight, bias, plan)
  )
}

/**
 * One-dimensional transposed convolution; see convTranspose2d.
 * @param x (N, C, L), or one signal (C, L)
 * @param weight (C, O / groups, K)
 * @example
 * convTranspose1d(ones([1, 3, 4]), ones([3, 2, 3]), null, { stride: 2 }).shape // [1, 2, 9]
 */
export function convTranspose1d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  stride?: Sizes | ConvTransposeOptions,
  more?: Omit<ConvTransposeOptions, 'stride'>
): Tensor {
  const options = read('convTranspose1d', OPTIONS, stride, more)
  return transposed('convTranspose1d', 1, x, weight, bias, options, (signals, plan) => {
    const [n, c, l] = signals.shape as [number, number, number]
    const [, o, k] = weight.shape as [number, number, number]
    const flat: Plan = {
      ...plan,
      kernel: [1, k],
      stride: [1, ...plan.stride],
      padding: [0, ...plan.padding],
      dilation: [1, ...plan.dilation],
      output: [1, ...plan.output]
    }
    const y = planes(reshape(signals, [n, c, 1, l]), reshape(weight, [c, o, 1, k]), bias, flat)
    return reshape(y, [n, plan.channels, ...plan.output])
  })
}

/**
 * Three-dimensional transposed convolution; see convTranspose2d.
 * @param x (N, C, D, H, W), or one volume (C, D, H, W)
 * @param weight (C, O / groups, KD, KH, KW)
 * @example
 * convTranspose3d(ones([1, 3, 2, 4, 4]), ones([3, 2, 2, 2, 2]), null, { stride: 2 }).shape // [1, 2, 4, 8, 8]
 */
export function convTranspose3d(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | null = null,
  stride?: Sizes | ConvTransposeOptions,
  more?: Omit<ConvTransposeOptions, 'stride'>
): Tensor {
  const options = read('convTranspose3d', OPTIONS, stride, more)
  return transposed('convTranspose3d', 3, x, weight, bias, options, (volumes, plan) => {
    const [n, c, d, h, w] = volumes.shape as [number, number, number, number, number]
    const [, perGroup, kd, kh, kw] = weight.shape as [number, number, number, number, number]
    const [od, oh, ow] = plan.output as [number, number, number]
    const o = plan.channels
    const rest = (sizes: readonly number[]): number[] => sizes.slice(1)
    // Images (N D, C, H, W) to (N D, O KD, OH, OW), whose taps along the depth then add up where they belong.
    const images = reshape(permute(volumes, [0, 2, 1, 3, 4]), [n * d, c, h, w])
    const y = planes(images, reshape(weight, [c, perGroup * kd, kh, kw]), null, {
      kernel: [kh, kw],
      stride: rest(plan.stride),
      padding: rest(plan.padding),
      dilation: rest(plan.dilation),
      output: [oh, ow],
      groups: plan.groups,
      channels: o * kd
    })
    const slices = reshape(permute(reshape(y, [n, d, o, kd, oh, ow]), [0, 2, 1, 3, 4, 5]), [n, o, d * kd, oh, ow])
    const places = taps(od, d, kd, plan.stride[0]!, plan.padding[0]!, plan.dilation[0]!, 'window first')
    const result = combine('convTranspose3d', slices, 2, places.transposed)
    return bias === null ? result : add(result, reshape(bias, [o, 1, 1, 1]))
  })
}

// (N, C, H, W) to (N, O, OH, OW).
function planes(x: Tensor, weight: Tensor, bias: Tensor | null, plan: Plan): Tensor {
  const { stride, padding, output } = plan
  const [n, ci, h, w] = x.shape as [number, number, number, number]
  const reach = output.map((size, d) => size + 2 * padding[d]! - plan.dilation[d]! * (plan.kernel[d]! - 1) - 1)
  const fits = reach.every((size, d) => Math.floor(size / stride[d]!) + 1 === x.shape[d + 2])
  if (!fits) {
    // Rows that no kernel reaches, which the gradient of a convolution does not have: all that is reached, then cut.
    const full = output.map(
      (_, d) => (x.shape[d + 2]! - 1) * stride[d]! + plan.dilation[d]! * (plan.kernel[d]! - 1) + 1
    )
    const whole = planes(x, weight, null, { ...plan, padding: padding.map(() => 0), output: full })
    const sides = full.toReversed().flatMap((size, k) => {
      const d = full.length - 1 - k
      return [-padding[d]!, output[d]! + padding[d]! - size]
    })
    const cut = pad(whole, sides)
    return bias === null ? cut : add(cut, reshape(bias, [plan.channels, 1, 1]))
  }
  const [[kh, kw], [sh, sw], [ph, pw], [dh, dw], [oh, ow]] = [plan.kernel, stride, padding, plan.dilation, output] as [
    Both,
    Both,
    Both,
    Both,
    Both
  ]
  // In the words of the convolution whose gradient this is: its image is the result here.
  const geometry: Geometry = {
    ...{ n, ci: plan.channels, h: oh, w: ow, co: ci, kh, kw, oh: h, ow: w },
    ...{ sh, sw, ph, pw, dh, dw, groups: plan.groups }
  }
  return scattered(x, weight, bias, geometry)
}

type Both = readonly [number, number]

// The kernel adds to what the result holds: to the bias.
function scattered(x: Tensor, weight: Tensor, bias: Tensor | null, geometry: Geometry): Tensor {
  const { n, ci: o, h, w } = geometry
  const [image, filter] = [contiguous(x), contiguous(weight)]
  const out = emptyTensor(x.dtype, [n, o, h, w])
  if (bias !== null) kernels.copy(new Tensor(bias.storage, out.shape, [0, bias.strides[0]!, 0, 0], bias.offset), out)
  const precision = convPrecision(geometry, x.dtype)
  kernels.conv2dInput({ dy: image, weight: filter, dx: out, accumulate: bias === null ? 0 : 1, ...geometry }, precision)
  const inputs = bias === null ? [x, weight] : [x, weight, bias]
  return record(
    'convTranspose2d',
    out,
    inputs,
    [x, weight],
    (g) => {
      const up = contiguous(g)
      const dx = x.requiresGrad ? conv(geometry, up, filter) : null
      const [dweight] = weightGradients(weight, null, (dW, _, accumulate) =>
        kernels.conv2dWeight({ x: up, dy: image, dweight: dW, dbias: null, accumulate, ...geometry }, precision)
      )
      return [dx, dweight, bias?.requiresGrad ? sum(up, [0, 2, 3]) : null]
    },
    geometry
  )
}
