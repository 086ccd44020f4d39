// Rows of the kernel `gemm`: (rows x inner) by (inner x cols) in the layouts nn, nt and tn, batches, and linear layers
// with their epilogue. A shape is written rows x inner x cols. Rows of bfloat16 round float32 operands within the call;
// PyTorch gets operands that are rounded already.
import * as kernels from '../../backend/calls.ts'
import { type Operand, Storage } from '../../backend/index.ts'
import { bytesOf, count, type FloatType, type Row, type Table, uniform } from '../row.ts'

type Shape = readonly [rows: number, inner: number, cols: number]
type Layout = 'nn' | 'nt' | 'tn'

const LAYOUTS: readonly Layout[] = ['nn', 'nt', 'tn']
/** Native products shall be this much faster than those in JavaScript. */
const GOAL_JS = 30

// An operand of shape (r, c) that is stored transposed or not.
const matrix = (of: Operand, transposed: boolean, r: number, c: number): kernels.Matrix =>
  transposed ? kernels.matrix(of, r, c, 1, r) : kernels.matrix(of, r, c)

function matmul(
  dtype: FloatType,
  width: number,
  shape: Shape,
  layout: Layout,
  goal?: number,
  precision: kernels.Precision = 'float32'
): Row {
  const rounds = precision === 'bfloat16'
  const [rows, inner, cols] = shape
  const [a, b] = [layout[0] === 't', layout[1] === 't']
  return {
    group: rounds ? 'matmul bfloat16' : 'matmul',
    name: `${shape.join('x')} ${layout}`,
    inputs: {
      a: uniform(a ? [inner, rows] : [rows, inner], 1),
      b: uniform(b ? [cols, inner] : [inner, cols], 2)
    },
    bytes: bytesOf(width, [rows, inner], [inner, cols], [rows, cols]),
    flops: 2 * rows * inner * cols,
    torch: [{ op: 'mm', args: rounds ? { layout, bfloat16: true } : { layout } }],
    ...(goal === undefined ? {} : { goal }),
    // A product of a few elements costs what a call costs, on either side.
    ...(rows * inner * cols >= 64 ** 3 ? { goalJs: GOAL_JS } : {}),
    make(buffers) {
      const c = Storage.allocate(dtype, rows * cols)
      const [left, right] = [matrix(buffers.a!, a, rows, inner), matrix(buffers.b!, b, inner, cols)]
      const product = kernels.matrix(c, rows, cols)
      return { run: () => kernels.gemm(left, right, product, { precision }), results: [c] }
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
      const left = { ...matrix(buffers.a!, a, rows, inner), strides: [x] }
      const right = { ...matrix(buffers.b!, b, inner, cols), strides: [y] }
      const product = { ...kernels.matrix(c, rows, cols), strides: [z] }
      return { run: () => kernels.gemmBatch([batch], left, right, product, 0), results: [c] }
    }
  }
}

// PyTorch's fused gelu is the one with tanh.
const { none, relu, geluTanh } = kernels.ACTIVATION
const ACTIVATIONS = { none, relu, gelu: geluTanh }

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
      const x = kernels.matrix(buffers.x!, rows, inner)
      const w = kernels.transpose(kernels.matrix(buffers.w!, cols, inner))
      const options = { bias: buffers.b!, accumulate: 0, activation: ACTIVATIONS[activation] }
      const product = kernels.matrix(y, rows, cols)
      return { run: () => kernels.gemm(x, w, product, options), results: [y] }
    }
  }
}

const ROUNDED: readonly Shape[] = [
  [256, 256, 256],
  [512, 512, 512],
  [1024, 1024, 1024],
  [2048, 2048, 2048],
  [64, 784, 256],
  [1536, 128, 512]
]

export const matmulTable: Table = (dtype, width) => {
  const all = (goal: number | undefined, ...shapes: readonly Shape[]) =>
    shapes.flatMap((shape) => LAYOUTS.map((layout) => matmul(dtype, width, shape, layout, goal)))
  const lowRows = (shape: Shape) => LAYOUTS.map((layout) => matmul(dtype, width, shape, layout, undefined, 'bfloat16'))
  return [
    ...all(2, [8, 8, 8], [16, 16, 16], [32, 32, 32]),
    ...all(undefined, [64, 64, 64], [128, 128, 128]),
    ...all(1.05, [256, 256, 256], [512, 512, 512], [1024, 1024, 1024], [2048, 2048, 2048]),
    ...all(1.05, [64, 784, 256], [256, 784, 512], [4096, 128, 512], [4096, 512, 128], [32, 4096, 4096], [1000, 27, 64]),
    ...all(2, [64, 256, 10], [64, 128, 10]),
    ...all(1.2, [1, 1024, 1024]),
    ...(dtype === 'float32' ? ROUNDED.flatMap(lowRows) : []),
    batched(dtype, width, 48, [128, 32, 128], 'nt'),
    batched(dtype, width, 48, [128, 128, 32], 'nn'),
    linear(dtype, width, [64, 784, 256], 'relu'),
    linear(dtype, width, [64, 256, 128], 'relu'),
    linear(dtype, width, [1536, 128, 512], 'gelu'),
    linear(dtype, width, [4096, 512, 128], 'none')
  ]
}
