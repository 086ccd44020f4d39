// Rows of the kernel `gemm`: (rows x inner) by (inner x cols) in the layouts nn, nt and tn, batches, and linear layers
// with their epilogue. A shape is written rows x inner x cols.
import { run, Storage } from '../../backend/index.ts'
import { bytesOf, count, type FloatType, type Row, type Table, uniform } from '../row.ts'

type Shape = readonly [rows: number, inner: number, cols: number]
type Layout = 'nn' | 'nt' | 'tn'

const LAYOUTS: readonly Layout[] = ['nn', 'nt', 'tn']
/** Native products shall be this much faster than those in JavaScript. */
const GOAL_JS = 30

// Row and column strides of an operand of shape (r, c) that is stored transposed or not.
const strides = (transposed: boolean, r: number, c: number): [number, number] => (transposed ? [1, r] : [c, 1])

function matmul(dtype: FloatType, width: number, shape: Shape, layout: Layout, goal?: number): Row {
  const [rows, inner, cols] = shape
  const [a, b] = [layout[0] === 't', layout[1] === 't']
  return {
    group: 'matmul',
    name: `${shape.join('x')} ${layout}`,
    inputs: {
      a: uniform(a ? [inner, rows] : [rows, inner], 1),
      b: uniform(b ? [cols, inner] : [inner, cols], 2)
    },
    bytes: bytesOf(width, [rows, inner], [inner, cols], [rows, cols]),
    flops: 2 * rows * inner * cols,
    torch: [{ op: 'mm', args: { layout } }],
    ...(goal === undefined ? {} : { goal }),
    // A product of a few elements costs what a call costs, on either side.
    ...(rows * inner * cols >= 64 ** 3 ? { goalJs: GOAL_JS } : {}),
    make(buffers) {
      const c = Storage.allocate(dtype, rows * cols)
      const operands = [buffers.a!, buffers.b!, null, c] as const
      const sizes = [rows, cols, inner, ...strides(a, rows, inner), ...strides(b, inner, cols), 0, 0, cols, 0, 0, 0]
      return { run: () => run('gemm', operands, sizes), results: [c] }
    }
  }
}

function batched(dtype: FloatType, width: number, batch: number, shape: Shape, layout: Layout): Row {
  const [rows, inner, cols] = shape
  const [a, b] = [layout[0] === 't', layout[1] === 't']
  const [x, y, z] = [rows * inner, inner * cols, rows * cols]
  return {
    group: 'batched matmul',
    name: `${batch} of ${shape.join('x')} ${layout}`,
    inputs: {
      a: uniform(a ? [batch, inner, rows] : [batch, rows, inner], 1),
      b: uniform(b ? [batch, cols, inner] : [batch, inner, cols], 2)
    },
    bytes: bytesOf(width, [batch, x + y + z]),
    flops: 2 * batch * rows * inner * cols,
    torch: [{ op: 'bmm', args: { layout } }],
    make(buffers) {
      const c = Storage.allocate(dtype, batch * z)
      const operands = [buffers.a!, buffers.b!, null, c] as const
      const matrix = [rows, cols, inner, ...strides(a, rows, inner), ...strides(b, inner, cols), 0, 0, cols, 0, 0]
      const sizes = [...matrix, 1, batch, x, y, 0, z]
      return { run: () => run('gemm', operands, sizes), results: [c] }
    }
  }
}

const ACTIVATIONS = { none: 0, relu: 1, gelu: 3 } as const

// A linear layer: x (rows, inner) by the weight (cols, inner) transposed, and a bias for each column.
function linear(dtype: FloatType, width: number, shape: Shape, activation: keyof typeof ACTIVATIONS): Row {
  const [rows, inner, cols] = shape
  return {
    group: 'linear',
    name: `${shape.join('x')}${activation === 'none' ? '' : ` ${activation}`}`,
    inputs: { x: uniform([rows, inner], 1), w: uniform([cols, inner], 2), b: uniform([cols], 3) },
    bytes: bytesOf(width, [rows, inner], [cols, inner], [cols], [rows, cols]),
    flops: 2 * rows * inner * cols,
    torch: [{ op: 'linear', args: { activation } }],
    make(buffers) {
      const y = Storage.allocate(dtype, count([rows, cols]))
      const operands = [buffers.x!, buffers.w!, buffers.b!, y] as const
      const sizes = [rows, cols, inner, inner, 1, 1, inner, 0, 1, cols, 0, ACTIVATIONS[activation], 0]
      return { run: () => run('gemm', operands, sizes), results: [y] }
    }
  }
}

export const matmulTable: Table = (dtype, width) => {
  const all = (goal: number | undefined, ...shapes: readonly Shape[]) =>
    shapes.flatMap((shape) => LAYOUTS.map((layout) => matmul(dtype, width, shape, layout, goal)))
  return [
    ...all(2, [8, 8, 8], [16, 16, 16], [32, 32, 32]),
    ...all(undefined, [64, 64, 64], [128, 128, 128]),
    ...all(1.05, [256, 256, 256], [512, 512, 512], [1024, 1024, 1024], [2048, 2048, 2048]),
    ...all(1.05, [64, 784, 256], [256, 784, 512], [4096, 128, 512], [4096, 512, 128], [32, 4096, 4096], [1000, 27, 64]),
    ...all(2, [64, 256, 10], [64, 128, 10]),
    ...all(1.2, [1, 1024, 1024]),
    batched(dtype, width, 48, [128, 32, 128], 'nt'),
    batched(dtype, width, 48, [128, 128, 32], 'nn'),
    linear(dtype, width, [64, 784, 256], 'relu'),
    linear(dtype, width, [64, 256, 128], 'relu'),
    linear(dtype, width, [1536, 128, 512], 'gelu'),
    linear(dtype, width, [4096, 512, 128], 'none')
  ]
}
