// Arithmetic of shapes and strides: sizes, row-major strides, broadcasting, dimension numbers. No tensors here.
import { OptionError, ShapeError } from '../errors.ts'
import { show } from '../util/options.ts'

export type Shape = readonly number[]

/** The number of elements. */
export function sizeOf(shape: Shape): number {
  let n = 1
  for (let d = 0; d < shape.length; d++) n *= shape[d]!
  return n
}

/** The strides of a contiguous tensor. */
export function rowMajor(shape: Shape): number[] {
  const strides = new Array<number>(shape.length)
  let step = 1
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = step
    step *= shape[d]!
  }
  return strides
}

/** Whether elements lie in row-major order without gaps; strides of dimensions of one element do not matter. */
export function isRowMajor(shape: Shape, strides: Shape): boolean {
  let step = 1
  for (let d = shape.length - 1; d >= 0; d--) {
    if (shape[d] !== 1 && strides[d] !== step) return sizeOf(shape) === 0
    step *= shape[d]!
  }
  return true
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let d = 0; d < a.length; d++) if (a[d] !== b[d]) return false
  return true
}

export function format(shape: Shape): string {
  return `[${shape.join(', ')}]`
}

/** The shape of a and b broadcast against each other as NumPy does. */
export function broadcast(op: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a
  const nd = Math.max(a.length, b.length)
  const shape = new Array<number>(nd)
  for (let d = 0; d < nd; d++) {
    const n = a[a.length - nd + d] ?? 1
    const m = b[b.length - nd + d] ?? 1
    if (n !== m && n !== 1 && m !== 1) {
      throw new ShapeError(
        `${op}: shapes do not broadcast: ${format(a)} and ${format(b)} (${n} and ${m} at dimension ${d - nd})`
      )
    }
    shape[d] = n === 1 ? m : n
  }
  return shape
}

/** The strides with which a tensor of `shape` and `strides` reads as `target`: 0 along broadcast dimensions. */
export function broadcastStrides(shape: Shape, strides: Shape, target: Shape): number[] {
  const lead = target.length - shape.length
  const out = new Array<number>(target.length)
  for (let d = 0; d < target.length; d++) out[d] = d < lead || shape[d - lead] === 1 ? 0 : strides[d - lead]!
  return out
}

/** A dimension number from -nd to nd - 1 as one from 0 to nd - 1. */
export function dimension(op: string, dim: number, nd: number): number {
  const limit = Math.max(nd, 1)
  if (!Number.isInteger(dim) || dim < -limit || dim >= limit) {
    throw new OptionError(`${op}: expected dim to be a whole number from ${-limit} to ${limit - 1} but received ${dim}`)
  }
  return dim < 0 ? dim + limit : dim
}

/** The most dimensions of a tensor. */
export const MOST_DIMENSIONS = 64

/** Throws unless `shape` is an array of whole numbers >= 0. */
export function checkShape(op: string, shape: unknown): asserts shape is Shape {
  if (!Array.isArray(shape) || !shape.every((n) => Number.isInteger(n) && n >= 0)) {
    throw new OptionError(`${op}: expected a shape of whole numbers >= 0 but received ${show(shape)}`)
  }
  if (shape.length > MOST_DIMENSIONS) {
    throw new OptionError(
      `${op}: expected a shape of at most ${MOST_DIMENSIONS} dimensions but received ${shape.length}`
    )
  }
}

/** The shape with one -1 replaced by what `size` leaves. */
export function inferShape(op: string, size: number, shape: Shape): number[] {
  const open = shape.indexOf(-1)
  const known = shape.reduce((n, k) => (k === -1 ? n : n * k), 1)
  const out = [...shape]
  if (open >= 0 && known > 0) out[open] = size / known
  if (out.some((n) => !Number.isInteger(n) || n < 0) || sizeOf(out) !== size) {
    throw new ShapeError(`${op}: cannot view ${size} elements as ${format(shape)}`)
  }
  return out
}

/** What the creation functions take: zeros([2, 3], { dtype }), zeros(2, 3) or zeros(2, 3, { dtype }). */
export type ShapeArguments<O> = [shape: Shape, options?: O] | number[] | [...sizes: number[], options: O]

/** Those arguments as a shape and an object of options. */
export function shapeArguments<O extends object>(op: string, args: ShapeArguments<O>): [shape: Shape, options: O] {
  const [first] = args as readonly unknown[]
  const last = args.at(-1)
  const options = typeof last === 'object' && !Array.isArray(last) ? last : undefined
  const rest = args.slice(0, last === undefined || options !== undefined ? -1 : undefined)
  const shape = rest.length === 0 ? undefined : typeof first === 'number' ? rest : first
  checkShape(op, shape)
  if (typeof first !== 'number' && rest.length > 1) {
    throw new OptionError(`${op}: expected an object of options after the shape but received ${show(rest[1])}`)
  }
  if (options === null) throw new OptionError(`${op}: expected an object of options but received null`)
  return [shape, (options ?? {}) as O]
}
