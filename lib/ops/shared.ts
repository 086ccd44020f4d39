// Shared by the ops: elementwise calls with broadcasting, dtype promotion, and undoing a broadcast. Not in index.ts.
import { needsTape, record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OPS, type Row } from '../backend/gen/elementwise.ts'
import { type DType, Storage } from '../backend/index.ts'
import { OptionError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import { isFloat, promote } from '../tensor/dtypes.ts'
import { allocate } from '../tensor/lifetime.ts'
import { broadcast, broadcastStrides, rowMajor, type Shape, sameShape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { type Rule, rule, show } from '../util/options.ts'
import type { ActivationOptions } from './activation.ts'
import { integerOp } from './integers.ts'

export type OpName = keyof typeof OPS

/** A tensor, or a number that takes the dtype of the tensor it meets. */
export type Value = Tensor | number

// --- scalars as operands: one storage a value and dtype, so that x.mul(0.5) in a loop allocates nothing ---

const scalars: Record<'float32' | 'float64', Map<number, Tensor>> = { float32: new Map(), float64: new Map() }

function scalar(value: number, dtype: 'float32' | 'float64'): Tensor {
  const known = scalars[dtype]
  let t = known.get(value)
  if (t === undefined) {
    if (known.size > 256) known.clear()
    const storage = Storage.allocate(dtype, 1)
    storage.put(0, value)
    t = new Tensor(storage, [])
    known.set(value, t)
  }
  return t
}

// --- dtypes ---

/** The elements of `x` as another dtype, without a gradient; `x` itself when it has that dtype. */
export function convert(x: Tensor, dtype: DType): Tensor {
  if (x.dtype === dtype) return x
  const out = new Tensor(allocate(dtype, x.size), x.shape)
  kernels.cast(x, out)
  return out
}

// --- elementwise ---

// The part of a row that the tape needs, computed once: for each input nothing, the upstream gradient itself, or an op
// of tensors that are the upstream gradient, the result, or inputs by their number.
interface OpPlan {
  readonly op: number
  readonly inputs: readonly string[]
  readonly numbers: number
  readonly gradients: readonly (GradientPlan | 'identity' | undefined)[]
}

interface GradientPlan {
  readonly op: number
  readonly reads: readonly number[]
}

const NO_NUMBERS: readonly number[] = []
const UPSTREAM = -1
const RESULT = -2

function planOf(row: Row): OpPlan {
  const position = (name: string): number =>
    name === 'g' ? UPSTREAM : name === 'y' ? RESULT : row.inputs.indexOf(name)
  const gradients = row.inputs.map((input) => {
    const gradient = row.gradients[input]
    if (gradient === undefined || gradient === 'identity') return gradient
    return { op: gradient.op, reads: gradient.needs.map(position) }
  })
  return { op: row.op, inputs: row.inputs, numbers: row.params.length, gradients }
}

const PLANS = Object.fromEntries(Object.entries(OPS).map(([name, row]) => [name, planOf(row)])) as Record<
  OpName,
  OpPlan
>

/** out = op(inputs) for tensors of one float dtype, broadcast to `shape`. */
export function mapInto(op: number, inputs: readonly Tensor[], out: Tensor, p0 = 0, p1 = 0): void {
  const { shape, size } = out
  let flat = true
  for (let k = 0; k < inputs.length; k++) {
    const t = inputs[k]!
    flat &&= sameShape(t.shape, shape) ? t.isContiguous : t.size === 1
  }
  if (flat) kernels.mapFlat(op, inputs, out, size, p0, p1)
  else {
    const strides = inputs.flatMap((t) => broadcastStrides(t.shape, t.strides, shape))
    strides.push(...out.strides)
    kernels.map({ x: inputs, y: out, op, shape, strides, p0, p1 })
  }
}

/** The op `name` of rules/elementwise.def on tensors and numbers, with broadcasting and gradients. */
export function elementwise(name: OpName, values: readonly Value[], p0 = 0, p1 = 0): Tensor {
  const plan = PLANS[name]
  if (typeof p0 !== 'number' || typeof p1 !== 'number') {
    throw new OptionError(`${name}: expected numbers as options but received ${show(typeof p0 !== 'number' ? p0 : p1)}`)
  }
  const inputs = operands(name, plan.inputs, values, p0, p1)
  if (inputs instanceof Tensor) return inputs
  let shape = inputs[0]!.shape
  for (let k = 1; k < inputs.length; k++) shape = broadcast(name, shape, inputs[k]!.shape)
  const out = new Tensor(allocate(inputs[0]!.dtype, sizeOf(shape)), shape)
  mapInto(plan.op, inputs, out, p0, p1)
  if (!needsTape(inputs)) return out
  const numbers = plan.numbers === 0 ? NO_NUMBERS : [p0, p1]
  return record(
    name,
    out,
    inputs,
    savedBy(plan, inputs, out),
    (g) => gradientsOf(plan, inputs, g, out, p0, p1),
    numbers
  )
}

// The inputs as tensors of one float dtype; the result itself where it is an integer.
function operands(
  name: string,
  names: readonly string[],
  values: readonly Value[],
  p0: number,
  p1: number
): readonly Tensor[] | Tensor {
  let dtype: DType | null = null
  let ready = true
  for (let k = 0; k < values.length; k++) {
    const v = values[k]
    if (typeof v === 'number') {
      ready = false
      continue
    }
    checkTensor(name, names[k]!, v)
    ready &&= (dtype === null || dtype === v.dtype) && (v.dtype === 'float32' || v.dtype === 'float64')
    dtype = dtype === null ? v.dtype : promote(dtype, v.dtype)
  }
  if (ready) return values as readonly Tensor[]
  if (dtype === null) throw new OptionError(`${name}: expected at least one tensor but received only numbers`)
  if (!isFloat(dtype)) {
    const whole = integerOp(name, values, p0, p1)
    if (whole !== null) return whole
  }
  const float = dtype === 'float64' ? 'float64' : 'float32'
  return values.map((v) => (typeof v === 'number' ? scalar(v, float) : toFloat(v, float)))
}

/** Operands as tensors of one float dtype, as an elementwise op takes them: integers become float32, gradients pass through. */
export function floatOperands(op: string, names: readonly string[], values: readonly Value[]): readonly Tensor[] {
  return operands(op, names, values, 0, 0) as readonly Tensor[]
}

// A tensor as a float dtype, with the gradient passing through.
function toFloat(x: Tensor, dtype: 'float32' | 'float64'): Tensor {
  if (x.dtype === dtype) return x
  const from = x.dtype
  return record('to', convert(x, dtype), [x], [], (g) => [convert(g, from)])
}

// The tensors that the gradients of this op read: inputs and output, as far as a formula in use names them.
function savedBy(plan: OpPlan, inputs: readonly Tensor[], out: Tensor): readonly Tensor[] {
  const saved: Tensor[] = []
  for (let k = 0; k < inputs.length; k++) {
    const gradient = plan.gradients[k]
    if (gradient === undefined || gradient === 'identity' || !inputs[k]!.requiresGrad) continue
    for (let i = 0; i < gradient.reads.length; i++) {
      const read = gradient.reads[i]!
      if (read === UPSTREAM) continue
      const t = read === RESULT ? out : inputs[read]!
      if (!saved.includes(t)) saved.push(t)
    }
  }
  return saved
}

function gradientsOf(
  plan: OpPlan,
  inputs: readonly Tensor[],
  g: Tensor,
  out: Tensor,
  p0: number,
  p1: number
): (Tensor | null)[] {
  const gradients: (Tensor | null)[] = []
  for (let k = 0; k < inputs.length; k++) {
    const input = inputs[k]!
    const gradient = plan.gradients[k]
    if (gradient === undefined || !input.requiresGrad) gradients.push(null)
    else if (gradient === 'identity') gradients.push(sumTo(g, input.shape))
    else {
      const reads: Tensor[] = []
      for (let i = 0; i < gradient.reads.length; i++) {
        const read = gradient.reads[i]!
        reads.push(read === UPSTREAM ? g : read === RESULT ? out : inputs[read]!)
      }
      const result = new Tensor(allocate(g.dtype, out.size), out.shape)
      mapInto(gradient.op, reads, result, p0, p1)
      gradients.push(sumTo(result, input.shape))
    }
  }
  return gradients
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
    kernels.reduce({ x, y, op: kernels.REDUCE.sum, outer, n, inner, accumulate: 0, divisor: 1 })
    x = y
    d = end
  }
  return new Tensor(x.storage, shape, rowMajor(shape), x.offset)
}

/** Whether relu is requested. */
export function wantsRelu(op: string, { activation }: ActivationOptions): boolean {
  if (activation === undefined || activation === 'relu') return activation === 'relu'
  throw new OptionError(`${op}: expected activation to be 'relu' or nothing but received ${String(activation)}`)
}

/** The gradient of an op with a fused relu: g where y is positive. */
export function throughRelu(relu: boolean, g: Tensor, y: Tensor): Tensor {
  if (!relu) return g
  const before = emptyTensor(g.dtype, g.shape)
  mapInto(RELU_GRADIENT, [g, y], before)
  return before
}

const RELU_GRADIENT = OPS.relu.gradients.x.op

/** A view of the same memory in another shape; `x` is contiguous. */
export function viewWithShape(x: Tensor, shape: Shape): Tensor {
  return new Tensor(x.storage, shape, rowMajor(shape), x.offset)
}

/** A new, unwritten tensor. */
export function emptyTensor(dtype: DType, shape: Shape): Tensor {
  return new Tensor(allocate(dtype, sizeOf(shape)), shape)
}

/** The rule of an optional tensor. */
export const tensorOrNull: Rule = rule('a tensor or null', (v) => v === null || v instanceof Tensor)

/** Positions or lengths from JavaScript as a tensor. */
export const int32 = (values: readonly number[]): Tensor => fromArray(Int32Array.from(values))

/** An optional operand as kernels want it. */
export const contiguousOrNull = (x: Tensor | null): Tensor | null => (x === null ? null : contiguous(x))
