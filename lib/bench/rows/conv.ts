// Rows of the convolutions: forward, gradient of the input, gradient of the weight, batch 64. A shape is written
// channels x height x width to channels; PyTorch's faster layout (channels_last) is the second comparison.
import * as kernels from '../../backend/calls.ts'
import { Storage } from '../../backend/index.ts'
import { bytesOf, count, type FloatType, type PeerCall, pick, type Row, type Table, uniform } from '../row.ts'

interface Shape {
  readonly from: readonly [channels: number, h: number, w: number]
  readonly to: number
  readonly kernel: number
  readonly padding?: number
  readonly stride?: number
  readonly dilation?: number
  readonly groups?: number
}

type Direction = 'forward' | 'input gradient' | 'weight gradient'

const BATCH = 64

function conv(dtype: FloatType, width: number, shape: Shape, direction: Direction, goal: number | undefined): Row {
  const { from, to, kernel, padding = 0, stride = 1, dilation = 1, groups = 1 } = shape
  const [ci, h, w] = from
  const out = (size: number) => Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
  const [oh, ow] = [out(h), out(w)]
  const x = [BATCH, ci, h, w]
  const weight = [to, ci / groups, kernel, kernel]
  const y = [BATCH, to, oh, ow]
  const options = { stride, padding, dilation, groups }
  const extras = Object.entries({ stride, dilation, groups }).filter(([, value]) => value !== 1)
  const call = direction === 'forward' ? { op: 'conv2d' } : { op: 'conv2d_grad' }
  const mask = direction === 'forward' ? {} : { mask: direction === 'input gradient' ? '100' : '010' }
  const torch = [false, true].map(
    (last): PeerCall => ({
      ...call,
      args: { ...options, ...mask, channels_last: last },
      ...(last ? { label: 'channels_last' } : {})
    })
  )
  const [taps, step] = [
    { kh: kernel, kw: kernel, dh: dilation, dw: dilation },
    { sh: stride, sw: stride }
  ]
  const sizes = { n: BATCH, ci, h, w, co: to, oh, ow, ...taps, ...step, ph: padding, pw: padding, groups }
  return {
    group: `conv2d ${direction}`,
    name: [`${from.join('x')} to ${to}, ${kernel}x${kernel}`, ...extras.map(([key, n]) => `${key} ${n}`)].join(' '),
    inputs: { x: uniform(x, 1), w: uniform(weight, 2), ...(direction === 'forward' ? {} : { dy: uniform(y, 3) }) },
    bytes: bytesOf(width, x, weight, y),
    flops: 2 * count(y) * (ci / groups) * kernel * kernel,
    torch,
    ...(goal === undefined ? {} : { goal }),
    make(buffers) {
      const [xs, ws, dy] = pick(buffers, 'x', 'w', 'dy') as [Storage, Storage, Storage]
      if (direction === 'forward') {
        const result = Storage.allocate(dtype, count(y))
        const call = { ...sizes, x: xs, weight: ws, bias: null, y: result, relu: 0 }
        return { run: () => kernels.conv2d(call), results: [result] }
      }
      if (direction === 'input gradient') {
        const result = Storage.allocate(dtype, count(x))
        const call = { ...sizes, dy, weight: ws, dx: result, accumulate: 0 }
        return { run: () => kernels.conv2dInput(call), results: [result] }
      }
      const result = Storage.allocate(dtype, count(weight))
      const call = { ...sizes, x: xs, dy, dweight: result, dbias: null, accumulate: 0 }
      return { run: () => kernels.conv2dWeight(call), results: [result] }
    }
  }
}

export const convTable: Table = (dtype, width) => {
  const rows = (shape: Shape, forward?: number, input?: number, weight?: number) => [
    conv(dtype, width, shape, 'forward', forward),
    conv(dtype, width, shape, 'input gradient', input),
    conv(dtype, width, shape, 'weight gradient', weight)
  ]
  const three = { kernel: 3, padding: 1 }
  const table = [
    ...rows({ from: [1, 28, 28], to: 32, ...three }, 1.7, undefined, 1.5),
    ...rows({ from: [3, 32, 32], to: 32, ...three }, 1.7, undefined, 1.5),
    ...rows({ from: [32, 14, 14], to: 64, ...three }, 1.05, 1.05, 1.2),
    ...rows({ from: [32, 32, 32], to: 32, ...three }, 1.05, 1.05, 1.2),
    ...rows({ from: [32, 16, 16], to: 64, ...three }, 1.05, 1.05, 1.2),
    ...rows({ from: [64, 16, 16], to: 128, kernel: 1 }, 1, 1, 1),
    ...rows({ from: [16, 28, 28], to: 32, kernel: 5, padding: 2 }, 1, 1, 1),
    ...rows({ from: [32, 32, 32], to: 64, ...three, stride: 2 }, 1, 1, 1),
    ...rows({ from: [20, 24, 24], to: 50, ...three }, 1, 1, 1),
    ...rows({ from: [32, 28, 28], to: 32, kernel: 3, padding: 2, dilation: 2 }, 1, 1, 1),
    ...rows({ from: [32, 28, 28], to: 32, ...three, groups: 32 })
  ]
  // One direction after the other, so that each is a separate group in the output.
  return table.sort((a, b) => a.group.localeCompare(b.group))
}
