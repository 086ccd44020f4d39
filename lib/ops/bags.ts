// embeddingBag: sums, means and maxima of rows of a table. Sums and means read the rows where they are.
import { registerHook } from '../autograd/hooks.ts'
import { record } from '../autograd/tape.ts'
import * as kernels from '../backend/calls.ts'
import { OptionError, ShapeError } from '../errors.ts'
import { arange } from '../tensor/create.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkFloat, checkTensor, contiguous, elementsOf, Tensor } from '../tensor/tensor.ts'
import { anything, boolean, oneOf, show } from '../util/options.ts'
import { optionsTable, read } from '../util/positional.ts'
import { div, mul, where } from './elementwise.ts'
import { max } from './extreme.ts'
import { added, embedding, indexSelect } from './gather.ts'
import { inRange } from './indices.ts'
import { indexOf } from './integers.ts'
import { sum } from './reduce.ts'
import { reshape } from './shape.ts'
import { contiguousOrNull, emptyTensor, int32 } from './shared.ts'

/** Options of embeddingBag. */
export interface EmbeddingBagOptions {
  /** What a bag gives. Default 'mean'. */
  mode?: 'sum' | 'mean' | 'max' | undefined
  /** A factor for each index, with mode 'sum'. Default none. */
  perSampleWeights?: Tensor | null | undefined
  /** Whether the last offset is the number of indices instead of the start of a bag. Default false. */
  includeLastOffset?: boolean | undefined
  /** A row that does not count and gets no gradient; negative counts from the end. Default none. */
  paddingIdx?: number | null | undefined
  /** Whether the gradient of a row is divided by how often it occurs. Default false. */
  scaleGradByFreq?: boolean | undefined
}

const OPTIONS = optionsTable<EmbeddingBagOptions>({
  mode: oneOf('sum', 'mean', 'max'),
  perSampleWeights: anything,
  includeLastOffset: boolean,
  paddingIdx: anything,
  scaleGradByFreq: boolean
})

const OP = 'embeddingBag'

/**
 * The sum, mean or maximum of the rows of each bag; 0 for an empty bag.
 * @param weight (rows, width)
 * @param indices int32 or int64: (bags, size), or (count) with offsets
 * @param offsets int32 or int64 (bags): the first index of each bag, for indices of one dimension; may be left out
 * @returns (bags, width)
 * @throws IndexError for an index out of range
 * @example
 * const table = tensor([[1, 2], [3, 4], [5, 6]])
 * const indices = tensor([0, 2, 1], { dtype: 'int32' })
 * embeddingBag(table, indices, tensor([0, 2], { dtype: 'int32' }), { mode: 'sum' }).toArray() // [[6, 8], [3, 4]]
 */
export function embeddingBag(
  weight: Tensor,
  indices: Tensor,
  offsets?: Tensor | null | EmbeddingBagOptions,
  options?: EmbeddingBagOptions
): Tensor {
  if (!(offsets instanceof Tensor) && offsets != null) {
    if (options === undefined) return embeddingBag(weight, indices, null, offsets)
    throw new OptionError(`${OP}: expected offsets to be a tensor or null but received ${show(offsets)}`)
  }
  const { mode = 'mean', scaleGradByFreq = false, ...rest } = read(OP, OPTIONS, options)
  checkFloat(OP, 'weight', weight)
  if (weight.ndim !== 2) {
    throw new ShapeError(`${OP}: expected weight of shape (rows, width) but received ${format(weight.shape)}`)
  }
  const scale = rest.perSampleWeights ?? null
  if (scale !== null) {
    checkTensor(OP, 'perSampleWeights', scale, [weight.dtype])
    if (mode !== 'sum') throw new OptionError(`${OP}: expected mode 'sum' with perSampleWeights but received '${mode}'`)
    if (!sameShape(scale.shape, indices.shape)) {
      throw new ShapeError(
        `${OP}: expected perSampleWeights of the shape of indices ${format(indices.shape)} but received ${format(scale.shape)}`
      )
    }
  }
  if (mode === 'max' && scaleGradByFreq) {
    throw new OptionError(`${OP}: expected scaleGradByFreq false with mode 'max'`)
  }
  const starts = startsOf(indices, offsets ?? null, rest.includeLastOffset ?? false)
  const bags = bagsOf(indexOf(OP, 'indices', indices), starts, paddingRow(weight, rest.paddingIdx ?? null))
  if (mode === 'max') return maxOfBags(weight, bags)
  const picked = scale === null ? null : kept(scale, bags)
  const rows = scaleGradByFreq ? scaledRows(weight, bags.rows) : weight
  const from = scaleGradByFreq ? arange(bags.rows.size) : bags.rows
  const total = inRange(OP, 'indices', bags.rows, weight.shape[0]!, () =>
    addRows(rows, from, bags.bag, picked, bags.counts.length)
  )
  if (mode === 'sum') return total
  const sizes = emptyTensor(weight.dtype, [bags.counts.length, 1])
  const divisors = sizes.data
  for (const [k, n] of bags.counts.entries()) divisors[k] = Math.max(1, n)
  return div(total, sizes)
}

// Where each bag begins, and the end of the last one.
function startsOf(indices: Tensor, offsets: Tensor | null, last: boolean): number[] {
  if (indices.ndim === 2) {
    if (offsets !== null) throw new OptionError(`${OP}: expected no offsets with indices ${format(indices.shape)}`)
    const [bags, size] = indices.shape as [number, number]
    const starts = new Array<number>(bags + 1)
    for (let k = 0; k <= bags; k++) starts[k] = k * size
    return starts
  }
  if (indices.ndim !== 1 || offsets === null || offsets.ndim !== 1) {
    throw new ShapeError(
      `${OP}: expected indices (bags, size), or (count) with offsets (bags), but received ${format(indices.shape)} and ${offsets === null ? 'null' : format(offsets.shape)}`
    )
  }
  const starts = Array.from(elementsOf(indexOf(OP, 'offsets', offsets)), Number)
  if (!last) starts.push(indices.size)
  const wrong = starts.findIndex((n, k) => (k === 0 ? n !== 0 : n < starts[k - 1]!) || n > indices.size)
  if (wrong >= 0) {
    throw new OptionError(
      `${OP}: expected offsets that begin at 0, never fall and end at ${indices.size} at most but received ${starts[wrong]} at position ${wrong}`
    )
  }
  return starts
}

function paddingRow(weight: Tensor, paddingIdx: number | null): number {
  if (paddingIdx === null) return -1
  const rows = weight.shape[0]!
  if (Number.isInteger(paddingIdx) && paddingIdx >= -rows && paddingIdx < rows) return (paddingIdx + rows) % rows
  throw new OptionError(`${OP}: expected paddingIdx to be from ${-rows} to ${rows - 1} but received ${paddingIdx}`)
}

interface Bags {
  /** int32: the rows that count, bag by bag, and the bag of each. */
  readonly rows: Tensor
  readonly bag: Tensor
  /** Where each of them stands in indices; null where all count. */
  readonly places: Tensor | null
  /** How many count in each bag. */
  readonly counts: readonly number[]
}

function bagsOf(indices: Tensor, starts: readonly number[], padding: number): Bags {
  const [data, end, n] = [elementsOf(indices), starts.at(-1) ?? 0, Math.max(0, starts.length - 1)]
  if (end === indices.size && (padding < 0 || !data.includes(padding))) {
    const bag = emptyTensor('int32', [end])
    bag.storage.write((to) => {
      for (let b = 0; b < n; b++) for (let k = starts[b]!; k < starts[b + 1]!; k++) to[k] = b
    })
    return {
      rows: reshape(indices, [end]),
      bag,
      places: null,
      counts: starts.slice(1).map((stop, b) => stop - starts[b]!)
    }
  }
  const [places, bag] = [[] as number[], [] as number[]]
  const counts = starts.slice(1).map((stop, b) => {
    const before = places.length
    for (let k = starts[b]!; k < stop; k++) {
      if (data[k] === padding) continue
      places.push(k)
      bag.push(b)
    }
    return places.length - before
  })
  return { rows: int32(places.map((k) => data[k]!)), bag: int32(bag), places: int32(places), counts }
}

function kept(scale: Tensor, { places }: Bags): Tensor {
  const flat = reshape(scale, [scale.size])
  return places === null ? flat : indexSelect(flat, places, 0)
}

// Rows of a table, whose gradients are divided by how often each occurs.
function scaledRows(weight: Tensor, rows: Tensor): Tensor {
  const y = embedding(weight, rows)
  scaleByFrequency(y, rows)
  return y
}

/** @internal Divides the gradient of y, rows of a table, by how often the row of each occurs. */
export function scaleByFrequency(y: Tensor, rows: Tensor): void {
  if (!y.requiresGrad) return
  const data = elementsOf(rows)
  const often = new Map<number, number>()
  for (const row of data) often.set(Number(row), (often.get(Number(row)) ?? 0) + 1)
  const counts = emptyTensor(y.dtype, [...rows.shape, 1])
  const divisors = counts.data
  for (let k = 0; k < data.length; k++) divisors[k] = often.get(Number(data[k]))!
  registerHook(y, (g) => div(g, counts))
}

// The largest element of each column of a bag: bags are padded with minus infinity to the largest one.
function maxOfBags(weight: Tensor, { rows, counts }: Bags): Tensor {
  const width = weight.shape[1]!
  const size = counts.reduce((most, n) => Math.max(most, n), 1)
  const shape = [counts.length, size]
  const [index, there] = [emptyTensor('int32', shape), emptyTensor('bool', [...shape, 1])]
  const empty = emptyTensor('bool', [counts.length, 1])
  const [data, positions, present, none] = [elementsOf(rows), index.data, there.data, empty.data]
  let next = 0
  for (const [b, n] of counts.entries()) {
    none[b] = n === 0 ? 1 : 0
    for (let k = 0; k < size; k++) {
      present[b * size + k] = k < n ? 1 : 0
      positions[b * size + k] = k < n ? Number(data[next++]) : 0
    }
  }
  const all = inRange(OP, 'indices', rows, weight.shape[0]!, () => embedding(weight, index))
  if (counts.length === 0) return reshape(all, [0, width])
  const largest = max(where(there, all, Number.NEGATIVE_INFINITY), 1).values
  return where(empty, 0, largest)
}

/**
 * @internal y[to[k]] += scale[k] x[from[k]] for k in order, from zeros.
 * @param x (rows, width)
 * @param from int32 (count), rows of x
 * @param to int32 (count), rows of the result
 * @param scale (count), or null
 * @param n rows of the result
 */
export function addRows(x: Tensor, from: Tensor, to: Tensor, scale: Tensor | null, n: number): Tensor {
  const [rows, inner] = x.shape as [number, number]
  const count = from.size
  const factor = contiguousOrNull(scale)
  const out = emptyTensor(x.dtype, [n, inner])
  kernels.fill(out, 0)
  kernels.addRows({ x: contiguous(x), from, to, scale: factor, y: out, rows, n, count, inner })
  const inputs = scale === null ? [x] : [x, scale]
  return record(
    'addRows',
    out,
    inputs,
    scale?.requiresGrad ? [from, to, x, factor!] : [from, to, ...(factor === null ? [] : [factor])],
    (g) => {
      const up = contiguous(g)
      const sizes = { rows: n, n: rows, count, inner }
      const dx = x.requiresGrad
        ? added(x, (d) => kernels.addRows({ x: up, from: to, to: from, scale: factor, y: d, ...sizes }))
        : null
      if (scale === null) return [dx]
      return [dx, scale.requiresGrad ? products(up, to, x, from) : null]
    },
    { from, to, n } satisfies AddRowsDetails
  )
}

/** @internal What addRows leaves for gradients of its gradient. */
export interface AddRowsDetails {
  readonly from: Tensor
  readonly to: Tensor
  readonly n: number
}

/** @internal (count): the product of row a[i[k]] with row b[j[k]]. */
export function products(a: Tensor, i: Tensor, b: Tensor, j: Tensor): Tensor {
  return sum(mul(indexSelect(a, i, 0), indexSelect(b, j, 0)), 1)
}
