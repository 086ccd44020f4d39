// What the files of ops share: elementwise calls with broadcasting, dtypes that meet, and undoing a broadcast.
import { record } from '../autograd/tape.ts'
import { OPS, type Row } from '../backend/gen/elementwise.ts'
import { type DType, type Operand, run, Storage } from '../backend/index.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { allocate } from '../tensor/memory.ts'
import { broadcast, broadcastStrides, format, rowMajor, type Shape, sameShape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'

export type OpName = keyof typeof OPS

/** A tensor, or a number that takes the dtype of the tensor it meets. */
export type Value = Tensor | number

const NO_PARAMS = [0, 0] as const

// --- scalars as operands: one storage a value and dtype, so that x.mul(0.5) in a loop allocates nothing ---

const scalars: Record<'float32' | 'float64', Map<number, Tensor>> = { float32: new Map(), float64: new Map() }

function scalar(value: number, dtype: 'float32' | 'float64'): Tensor {
  const known = scalars[dtype]
  let t = known.get(value)
  if (t === undefined) {
    if (known.size > 256) known.clear()
    const storage = Storage.allocate(dtype, 1)
    storage.array[0] = value
    t = new Tensor(storage, [])
    known.set(value, t)
  }
  return t
}

// --- dtypes ---

const RANK: Record<DType, number> = { bool: 0, int32: 1, float32: 2, float64: 3 }

/** The dtype in which two meet, as in PyTorch: the wider one; a float wins over int32 and bool. */
export function promote(a: DType, b: DType): DType {
  return RANK[a] >= RANK[b] ? a : b
}

/** The elements of `x` as another dtype, without a gradient; `x` itself when it has that dtype. */
export function convert(x: Tensor, dtype: DType): Tensor {
  if (x.dtype === dtype) return x
  const out = new Tensor(allocate(dtype, x.size), x.shape)
  const nd = x.shape.length
  run('cast', [x, out], [x.storage.code, out.storage.code, nd, ...x.shape, ...x.strides, ...out.strides])
  return out
}

// --- elementwise ---

/** out = op(inputs) for tensors of one float dtype, broadcast to `shape`. */
export function mapInto(op: number, inputs: readonly Tensor[], out: Tensor, p0 = 0, p1 = 0): void {
  const { shape } = out
  const params = p0 === 0 && p1 === 0 ? NO_PARAMS : ([p0, p1] as const)
  const buffers: Operand[] = [...inputs, out]
  let flat = true
  for (const t of inputs) flat &&= sameShape(t.shape, shape) ? t.isContiguous : t.size === 1
  if (flat) {
    const sizes = [op, inputs.length, 1, out.size]
    for (const t of inputs) sizes.push(t.size === 1 && out.size !== 1 ? 0 : 1)
    sizes.push(1)
    run('map', buffers, sizes, params)
    return
  }
  const sizes = [op, inputs.length, shape.length, ...shape]
  for (const t of inputs) sizes.push(...broadcastStrides(t.shape, t.strides, shape))
  sizes.push(...out.strides)
  run('map', buffers, sizes, params)
}

/** The op `name` of rules/elementwise.def on tensors and numbers, with broadcasting and gradients. */
export function elementwise(name: OpName, values: readonly Value[], p0 = 0, p1 = 0): Tensor {
  const row: Row = OPS[name]
  const inputs = operands(name, row, values)
  let shape = inputs[0]!.shape
  for (let k = 1; k < inputs.length; k++) shape = broadcast(name, shape, inputs[k]!.shape)
  const out = new Tensor(allocate(inputs[0]!.dtype, sizeOf(shape)), shape)
  mapInto(row.op, inputs, out, p0, p1)
  return record(name, out, inputs, savedBy(row, inputs, out), (g) =>
    inputs.map((input, k) =>
      input.requiresGrad ? gradientOf(row, row.inputs[k]!, input, g, inputs, out, p0, p1) : null
    )
  )
}

function operands(name: string, row: Row, values: readonly Value[]): Tensor[] {
  let dtype: DType | null = null
  for (let k = 0; k < values.length; k++) {
    const v = values[k]
    if (typeof v === 'number') continue
    checkTensor(name, row.inputs[k]!, v)
    dtype = dtype === null ? v.dtype : promote(dtype, v.dtype)
  }
  if (dtype === null) throw new OptionError(`${name}: expected at least one tensor but received only numbers`)
  const float = dtype === 'float64' ? 'float64' : 'float32'
  return values.map((v) => (typeof v === 'number' ? scalar(v, float) : toFloat(v, float)))
}

// A tensor as a float dtype, with the gradient passing through.
function toFloat(x: Tensor, dtype: 'float32' | 'float64'): Tensor {
  if (x.dtype === dtype) return x
  const from = x.dtype
  return record('to', convert(x, dtype), [x], [], (g) => [convert(g, from)])
}

// The tensors that the gradients of this row read: inputs and output, as far as they are named.
function savedBy(row: Row, inputs: readonly Tensor[], out: Tensor): Tensor[] {
  const saved: Tensor[] = []
  for (let k = 0; k < inputs.length; k++) {
    if (needs(row, row.inputs[k]!, inputs)) saved.push(inputs[k]!)
  }
  if (needs(row, 'y', inputs)) saved.push(out)
  return saved
}

function needs(row: Row, name: string, inputs: readonly Tensor[]): boolean {
  for (let k = 0; k < inputs.length; k++) {
    const gradient = row.gradients[row.inputs[k]!]
    if (gradient && gradient !== 'identity' && inputs[k]!.requiresGrad && gradient.needs.includes(name)) return true
  }
  return false
}

function gradientOf(
  row: Row,
  name: string,
  input: Tensor,
  g: Tensor,
  inputs: readonly Tensor[],
  out: Tensor,
  p0: number,
  p1: number
): Tensor | null {
  const gradient = row.gradients[name]
  if (gradient === undefined) return null
  if (gradient === 'identity') return sumTo(g, input.shape)
  const reads = gradient.needs.map((n) => (n === 'g' ? g : n === 'y' ? out : inputs[row.inputs.indexOf(n)]!))
  const result = new Tensor(allocate(g.dtype, out.size), out.shape)
  mapInto(gradient.op, reads, result, p0, p1)
  return sumTo(result, input.shape)
}

/** The sum of `g` over the dimensions along which `shape` was broadcast to g's shape. */
export function sumTo(g: Tensor, shape: Shape): Tensor {
  if (sameShape(g.shape, shape)) return g
  const lead = g.shape.length - shape.length
  let x = contiguous(g)
  let sizes = [...x.shape]
  // Runs of broadcast dimensions are summed in one call each, from the left.
  for (let d = 0; d < sizes.length; ) {
    let end = d
    while (end < sizes.length && (end < lead || (shape[end - lead] === 1 && sizes[end] !== 1))) end++
    if (end === d) {
      d++
      continue
    }
    const n = sizeOf(sizes.slice(d, end))
    const inner = sizeOf(sizes.slice(end))
    const outer = sizeOf(sizes.slice(0, d))
    sizes = [...sizes.slice(0, d), ...new Array<number>(end - d).fill(1), ...sizes.slice(end)]
    const y = new Tensor(allocate(x.dtype, outer * inner), sizes)
    run('reduce', [x, y], [0, outer, n, inner, 0], [1])
    x = y
    d = end
  }
  return new Tensor(x.storage, shape, rowMajor(shape), x.offset)
}

/** A view of the same memory in another shape; `x` is contiguous. */
export function viewAs(x: Tensor, shape: Shape): Tensor {
  return new Tensor(x.storage, shape, rowMajor(shape), x.offset)
}

/** A new, unwritten tensor. */
export function fresh(dtype: DType, shape: Shape): Tensor {
  return new Tensor(allocate(dtype, sizeOf(shape)), shape)
}

/** Throws unless x has one of these numbers of dimensions. */
export function checkDims(op: string, name: string, x: Tensor, allowed: readonly number[], form: string): void {
  if (!allowed.includes(x.shape.length)) {
    throw new ShapeError(`${op}: expected ${name} of shape ${form} but received ${format(x.shape)}`)
  }
}
