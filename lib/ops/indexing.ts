// Indexing with x.at(...): numbers, slices, new axes, int and bool tensors, by NumPy's rules as PyTorch reads them; put
// writes there, indexPut gives a new tensor. masked.ts has what takes one mask. Public, by index.ts.
import { IndexError, OptionError, ShapeError } from '../errors.ts'
import { arange, fromArray, zeros } from '../tensor/create.ts'
import { broadcast, format, type Shape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, elementsOf, Tensor } from '../tensor/tensor.ts'
import { boolean, show } from '../util/options.ts'
import { optionsTable, read } from '../util/positional.ts'
import { pickedAlong } from './arrange.ts'
import { unbroadcast } from './differentiable/shared.ts'
import { add, eq, where } from './elementwise.ts'
import { indexSelect } from './gather.ts'
import { placesOf } from './places.ts'
import { recorded } from './recorded.ts'
import { clone, detach, expand, inverse, permute, reshape, select, slice, unsqueeze } from './shape.ts'
import { convert } from './shared.ts'
import { wrapped } from './take.ts'
import { checkWritable, copy_ } from './writable.ts'

/** The positions [start, end, step] of a dimension; null or left out for the default. */
export type SliceIndex = readonly [start?: number | null, end?: number | null, step?: number | null]

/**
 * One index of `at`: a number (that entry, without the dimension), ':' (all) or 'start:end:step', '...' (as many ':' as
 * dimensions are left), null (a new dimension of one), [start, end, step] (a slice), an int tensor of positions, or a bool
 * tensor over one or several dimensions.
 */
export type Index = number | string | null | SliceIndex | Tensor

const PUT = optionsTable<{ accumulate?: boolean }>({ accumulate: boolean })

// --- from items to steps ---

// Items for every dimension: '...' is filled in, null stays.
function complete(op: string, items: readonly Index[], nd: number): Index[] {
  const used = items.reduce<number>((sum, item) => sum + dimsOf(item), 0)
  const dots = items.filter((item) => item === '...').length
  if (dots > 1) throw new OptionError(`${op}: expected '...' once but received it ${dots} times`)
  if (used > nd) {
    throw new IndexError(`${op}: expected at most ${nd} indices for ${nd} dimensions but received ${used}`)
  }
  const rest = new Array<Index>(nd - used).fill(':')
  return dots === 0 ? [...items, ...rest] : items.flatMap((item) => (item === '...' ? rest : [item]))
}

function dimsOf(item: Index): number {
  if (item === null || item === '...') return 0
  return item instanceof Tensor && item.dtype === 'bool' ? item.ndim : 1
}

// 'start:end:step' as an array.
function sliceOf(op: string, item: unknown): SliceIndex {
  if (Array.isArray(item) && item.length <= 3) return item as unknown as SliceIndex
  const parts = typeof item === 'string' && item.includes(':') ? item.split(':') : []
  const numbers = parts.map((part) => (part.trim() === '' ? null : Number(part)))
  if (numbers.length >= 2 && numbers.length <= 3) return numbers as unknown as SliceIndex
  throw new OptionError(
    `${op}: expected a number, ':', 'start:end:step', '...', null, [start, end, step] or a tensor but received ${show(item)}`
  )
}

// The slice of a dimension; with a negative step the elements come from the end, as a copy.
function sliced(op: string, x: Tensor, dim: number, item: SliceIndex): Tensor {
  const [start, end, step] = item.map((v) => v ?? undefined)
  for (const v of [start, end, step]) {
    if (v !== undefined && !Number.isInteger(v)) {
      throw new OptionError(`${op}: expected [start, end, step] of whole numbers but received ${show(item)}`)
    }
  }
  if (step === 0) throw new OptionError(`${op}: expected a step that is not 0`)
  if (step === undefined || step > 0) return slice(x, { dim, start, end, step })
  const n = x.shape[dim]!
  const clip = (at: number): number => Math.max(-1, Math.min(n - 1, at < 0 ? at + n : at))
  const from = start === undefined ? n - 1 : clip(start)
  const to = end === undefined ? -1 : clip(end)
  const count = Math.max(0, Math.ceil((to - from) / step))
  return pickedAlong(
    x,
    dim,
    Int32Array.from({ length: count }, (_, k) => from + k * step)
  )
}

/** What an index takes: a view by numbers and slices, and tensors of positions for some of its dimensions. */
interface Plan {
  view: Tensor
  /** Of each indexed dimension of the view, its positions as int32 from 0 on. */
  positions: Map<number, Tensor>
}

function planned(op: string, x: Tensor, items: readonly Index[]): Plan {
  checkTensor(op, 'x', x)
  const positions = new Map<number, Tensor>()
  let view = x
  let dim = 0
  for (const item of complete(op, items, x.ndim)) {
    if (typeof item === 'number') view = selected(op, view, dim, item)
    else if (item === null) view = unsqueeze(view, dim++)
    else if (item instanceof Tensor) {
      for (const at of listed(op, item, view, dim)) positions.set(dim++, at)
    } else if (item === ':') dim++
    else view = sliced(op, view, dim++, sliceOf(op, item))
  }
  return { view, positions }
}

function selected(op: string, x: Tensor, dim: number, index: number): Tensor {
  const n = x.shape[dim]!
  if (Number.isInteger(index) && index >= -n && index < n) return select(x, { dim, index })
  throw new IndexError(`${op}: expected an index from ${-n} to ${n - 1} for a size of ${n} but received ${show(index)}`)
}

// The positions of an int tensor, or of where a bool tensor holds: one for each of its dimensions.
function listed(op: string, item: Tensor, x: Tensor, dim: number): Tensor[] {
  if (item.dtype !== 'bool') return [wrapped(op, item, x.shape[dim]!)]
  const sizes = x.shape.slice(dim, dim + item.ndim)
  if (item.ndim === 0 || item.shape.some((n, d) => n !== sizes[d])) {
    throw new IndexError(
      `${op}: expected a mask of shape ${format(sizes)} for these dimensions but received ${format(item.shape)}`
    )
  }
  return placesOf(item)
}

/** Indexed dimensions in front: the view permuted, how many they are, their shape together, and where it belongs. */
interface Advanced {
  front: Tensor
  dims: number[]
  shape: Shape
  /** Positions in the flattened indexed dimensions, one for each element of `shape`. */
  flat: Tensor
}

function advanced(op: string, { view, positions }: Plan): Advanced {
  const dims = [...positions.keys()]
  const shape = [...positions.values()].reduce<Shape>((all, t) => broadcast(op, all, t.shape), [])
  const rest = [...view.shape.keys()].filter((d) => !positions.has(d))
  const flat = new Int32Array(sizeOf(shape))
  for (const [d, at] of positions) {
    const n = view.shape[d]!
    const values = elementsOf(expand(at, shape))
    for (let k = 0; k < flat.length; k++) flat[k] = flat[k]! * n + values[k]!
  }
  return { front: permute(view, [...dims, ...rest]), dims, shape, flat: fromArray(flat) }
}

// The order that brings the dimensions of positions from the front to where they were: only if they were neighbors.
function homeward({ dims, shape, front }: Advanced): number[] | null {
  const first = dims[0]!
  if (first === 0 || dims.at(-1)! - first + 1 !== dims.length) return null
  const rest = front.ndim - dims.length
  const after = Array.from({ length: rest }, (_, k) => shape.length + k)
  return [...after.slice(0, first), ...shape.keys(), ...after.slice(first)]
}

/**
 * The part of x that indices name, as NumPy: numbers and slices give views; int and bool tensors, which broadcast together,
 * give a copy. Their dimensions stand where they were, or in front if other indices lie between them.
 *
 * @param indices a number, ':' , 'start:end:step', '...', null, [start, end, step], an int tensor, or a bool tensor
 * @throws IndexError for a position out of range or too many indices
 * @example
 * const x = arange(12).reshape([3, 4])
 * at(x, 1).toArray() // [4, 5, 6, 7]
 * at(x, ':', -1).toArray() // [3, 7, 11]
 * at(x, [0, 2], [null, null, 2]).toArray() // [[0, 2], [4, 6]]
 * at(x, tensor([2, 0], { dtype: 'int32' }), 1).toArray() // [9, 1]
 * at(x, x.gt(9)).toArray() // [10, 11]
 */
export function at(x: Tensor, ...indices: Index[]): Tensor {
  const plan = planned('at', x, indices)
  if (plan.positions.size === 0) return plan.view === x ? expand(x, x.shape) : plan.view
  const found = advanced('at', plan)
  const { front, dims, shape, flat } = found
  const inner = front.shape.slice(dims.length)
  const rows = reshape(front, [sizeOf(front.shape.slice(0, dims.length)), ...inner])
  const taken = reshape(indexSelect(rows, flat, 0), [...shape, ...inner])
  const order = homeward(found)
  return order === null ? taken : permute(taken, order)
}

/**
 * Writes `value`, which broadcasts, to the part that `at` would take. In place; see the ops that end in an underscore for
 * what may be changed. Returns x.
 * @param index the indices of `at` in an array, or a single one that is not an array
 * @param options.accumulate add instead: the elements of a position that comes several times add up
 * @example
 * const x = zeros([2, 3])
 * put(x, [':', 1], 7).toArray() // [[0, 7, 0], [0, 7, 0]]
 * put(x, x.eq(0), tensor([1, 2, 3, 4])).toArray() // [[1, 7, 2], [3, 7, 4]]
 */
export function put(
  x: Tensor,
  index: Index | readonly Index[],
  value: Tensor | number | boolean,
  options: { accumulate?: boolean | undefined } = {}
): Tensor {
  const { accumulate = false } = read('put', PUT, options)
  checkWritable('put', x, [value])
  const items = Array.isArray(index) ? (index as readonly Index[]) : [index as Index]
  if (items.some((item) => backwards(item))) {
    throw new OptionError('put: expected steps above 0 but received a negative one; flip the value instead')
  }
  // Recorded is nothing: x requires no gradient or the caller said noGrad.
  const plan = planned('put', detach(x), items)
  writeAt('put', plan, valueFor('put', x, value), accumulate)
  x.storage.touch()
  return x
}

const backwards = (item: Index): boolean =>
  item !== null &&
  (typeof item === 'string' || Array.isArray(item)) &&
  item !== '...' &&
  (sliceOf('put', item)[2] ?? 1) < 0

function valueFor(op: string, x: Tensor, value: Tensor | number | boolean): Tensor {
  if (value instanceof Tensor) {
    checkTensor(op, 'value', value)
    return convert(detach(value), x.dtype)
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') {
    throw new OptionError(`${op}: expected value to be a tensor or a number but received ${show(value)}`)
  }
  return convert(fromArray(Float64Array.of(Number(value)), []), x.dtype)
}

// view[positions] = value, or += with accumulate.
function writeAt(op: string, plan: Plan, value: Tensor, accumulate: boolean): void {
  if (plan.positions.size === 0) {
    copy_(plan.view, accumulate ? add(plan.view, value) : value)
    return
  }
  const found = advanced(op, plan)
  const { front, dims, shape, flat } = found
  const inner = front.shape.slice(dims.length)
  const order = homeward(found)
  const result = [...shape, ...inner]
  const home = order === null ? result : order.map((d) => result[d]!)
  const broad = broadcast(op, value.shape, home)
  if (sizeOf(broad) !== sizeOf(home)) {
    throw new ShapeError(
      `${op}: expected a value that broadcasts to ${format(home)} but received ${format(value.shape)}`
    )
  }
  const wide = reshape(expand(value, broad), home)
  const values = elementsOf(order === null ? wide : permute(wide, inverse(order)))
  const rows = offsets(front.shape.slice(0, dims.length), front.strides.slice(0, dims.length))
  const column = offsets(inner, front.strides.slice(dims.length))
  const columns = Float64Array.from({ length: sizeOf(inner) }, (_, c) => column(c))
  const { array } = front.storage
  for (let k = 0, from = 0; k < flat.size; k++) {
    const base = front.offset + rows(flat.storage.current[k]!)
    for (let c = 0; c < columns.length; c++, from++) {
      const to = base + columns[c]!
      array[to] = accumulate ? array[to]! + values[from]! : values[from]!
    }
  }
}

// From a position in row-major order to the place in memory.
function offsets(shape: Shape, strides: Shape): (k: number) => number {
  if (shape.length === 1) return (k) => k * strides[0]!
  return (k) => {
    let at = 0
    for (let d = shape.length - 1, rest = k; d >= 0; d--) {
      at += (rest % shape[d]!) * strides[d]!
      rest = Math.floor(rest / shape[d]!)
    }
    return at
  }
}

/**
 * x with `value`, which broadcasts, at the positions of one index tensor for each of the first dimensions (int or bool, null
 * for a whole dimension). `put` does it in place.
 * @example
 * indexPut(zeros([3]), [tensor([0, 2], { dtype: 'int32' })], tensor([5, 6])).toArray() // [5, 0, 6]
 */
export function indexPut(
  x: Tensor,
  indices: readonly (Tensor | null)[],
  value: Tensor | number,
  options: { accumulate?: boolean | undefined } = {}
): Tensor {
  const { accumulate = false } = read('indexPut', PUT, options)
  if (!Array.isArray(indices)) {
    throw new OptionError(`indexPut: expected indices to be an array of tensors but received ${show(indices)}`)
  }
  const items = indices.map((index): Index => index ?? ':')
  checkTensor('indexPut', 'x', x)
  const out = clone(detach(x))
  const plan = planned('indexPut', out, items)
  writeAt('indexPut', plan, valueFor('indexPut', x, value), accumulate)
  const given = value instanceof Tensor ? [value] : []
  return recorded('indexPut', out, [x, ...given], [], (g) => {
    const up = x.requiresGrad ? (accumulate ? g : indexPut(g, indices, 0)) : null
    if (given.length === 0) return [up]
    return [up, given[0]!.requiresGrad ? unbroadcast(taken(g), given[0]!.shape) : null]
  })
  // What at takes of g, but for elements that a later one has overwritten.
  function taken(g: Tensor): Tensor {
    const part = at(g, ...items)
    if (accumulate) return part
    const order = reshape(arange(part.size, { dtype: 'float64' }), part.shape)
    const last = zeros(x.shape, { dtype: 'float64' })
    writeAt('indexPut', planned('indexPut', last, items), order, false)
    return where(eq(at(last, ...items), order), part, 0)
  }
}
