// Rows of resizing and of transposed convolution, forward and backward in one row as in a training step, with the ops'
// kernel calls: resizing runs over the last dimension, then over the rows.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { rowsOf } from '../../ops/image/interpolate.ts'
import { bytesOf, count, type FloatType, pick, type Row, type Table, uniform } from '../row.ts'

type Mode = 'nearest' | 'bilinear'
const GOAL = 1

function resize(dtype: FloatType, width: number, shape: readonly [number, number, number, number], mode: Mode): Row {
  const [n, c, h, w] = shape
  const large = [n, c, 2 * h, 2 * w]
  const rows = (size: number) => rowsOf(mode, { n: size, count: 2 * size, align: false, step: 0.5, dtype }, false)
  const [tall, wide] = [rows(h), rows(w)]
  const call = (of: typeof tall, x: Storage, y: Storage, outer: number, inner: number) => ({
    ...of.operands(dtype),
    ...{ x, y, outer, n: of.n, count: of.count, taps: of.index.length, inner, accumulate: 0 }
  })
  return {
    group: 'interpolate, forward and backward',
    name: `${mode} 2x of ${shape.join('x')}`,
    inputs: { x: uniform(shape, 1), dy: uniform(large, 2) },
    bytes: 2 * bytesOf(width, shape, large),
    flops: 0,
    torch: [{ op: 'interpolate', args: { mode } }],
    goal: GOAL,
    make(buffers) {
      const [x, dy] = pick(buffers, 'x', 'dy') as [Storage, Storage]
      const [between, up] = [0, 1].map(() => Storage.allocate(dtype, 2 * count(shape))) as [Storage, Storage]
      const [y, dx] = [Storage.allocate(dtype, count(large)), Storage.allocate(dtype, count(shape))]
      const calls = [
        call(wide, x, between, n * c * h, 1),
        call(tall, between, y, n * c, 2 * w),
        call(tall.transposed, dy, up, n * c, 2 * w),
        call(wide.transposed, up, dx, n * c * h, 1)
      ]
      return { run: () => calls.forEach(kernels.combine), results: [y, dx] }
    }
  }
}

interface Deconvolution {
  readonly from: readonly [number, number, number, number]
  readonly to: number
  readonly kernel: number
  readonly stride: number
  readonly padding: number
}

function convTranspose(dtype: FloatType, width: number, { from, to, kernel, stride, padding }: Deconvolution): Row {
  const [n, c, h, w] = from
  const large = (size: number): number => (size - 1) * stride - 2 * padding + kernel
  const [weight, result] = [
    [c, to, kernel, kernel],
    [n, to, large(h), large(w)]
  ] as const
  return {
    group: 'transposed convolution, forward and backward',
    name: `${from.join('x')} to ${to}, ${kernel}x${kernel} stride ${stride}`,
    inputs: { x: uniform(from, 1), w: uniform(weight, 2), b: uniform([to], 3), dy: uniform(result, 4) },
    bytes: 3 * bytesOf(width, from, weight, result),
    flops: 6 * count(from) * to * kernel * kernel,
    torch: [{ op: 'conv_transpose2d', args: { stride, padding } }],
    goal: GOAL,
    make(buffers) {
      const [x, w0, b, dy] = pick(buffers, 'x', 'w', 'b', 'dy') as [Storage, Storage, Storage, Storage]
      const [y, dx, dw] = [result, from, weight].map((shape) => Storage.allocate(dtype, count(shape))) as [
        Storage,
        Storage,
        Storage
      ]
      const db = Storage.allocate(dtype, to)
      const [oh, ow] = [result[2], result[3]]
      const sizes = { n, ci: to, h: oh, w: ow, co: c, kh: kernel, kw: kernel, oh: h, ow: w }
      const geometry = { ...sizes, sh: stride, sw: stride, ph: padding, pw: padding, dh: 1, dw: 1, groups: 1 }
      const whole = { storage: y, offset: 0, shape: [n, to, oh * ow], strides: [to * oh * ow, oh * ow, 1] }
      const repeated = { storage: b, offset: 0, shape: whole.shape, strides: [0, 1, 0] }
      const sums = Storage.allocate(dtype, n * to)
      const sum = { op: kernels.REDUCE.sum, accumulate: 0, divisor: 1 }
      return {
        run() {
          kernels.copy(repeated, whole)
          kernels.conv2dInput({ dy: x, weight: w0, dx: y, accumulate: 1, ...geometry })
          kernels.conv2d({ x: dy, weight: w0, bias: null, y: dx, relu: 0, ...geometry })
          kernels.conv2dWeight({ x: dy, dy: x, dweight: dw, dbias: null, accumulate: 0, ...geometry })
          kernels.reduce({ x: dy, y: sums, outer: n * to, n: oh * ow, inner: 1, ...sum })
          kernels.reduce({ x: sums, y: db, outer: 1, n, inner: to, ...sum })
        },
        results: [y, dx, dw, db]
      }
    }
  }
}

export const images: Table = (dtype, width) => [
  resize(dtype, width, [8, 64, 32, 32], 'bilinear'),
  resize(dtype, width, [8, 64, 32, 32], 'nearest'),
  convTranspose(dtype, width, { from: [16, 64, 16, 16], to: 32, kernel: 4, stride: 2, padding: 1 }),
  convTranspose(dtype, width, { from: [16, 64, 16, 16], to: 32, kernel: 2, stride: 2, padding: 0 })
]
