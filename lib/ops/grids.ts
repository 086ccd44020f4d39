// Ops that stack tensors, and those that make grids and choices of vectors. Public, by index.ts; methods.ts lists those that
// are functions alone.
import { OptionError, ShapeError } from '../errors.ts'
import { onesLike } from '../tensor/create.ts'
import { format } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { boolean, numeric, oneOf, show } from '../util/options.ts'
import { optionsTable, positional, read } from '../util/positional.ts'
import { cubeOf, flip, matrixOf, pickedAlong, raised, vectorOf } from './arrange.ts'
import { cat, stack } from './join.ts'
import { cumprod } from './scan.ts'
import { expand, reshape, slice } from './shape.ts'

const GRID = optionsTable<{ indexing?: 'ij' | 'xy' }>({ indexing: oneOf('ij', 'xy') })
const CHOICE = positional<{ r?: number; withReplacement?: boolean }>({ r: numeric, withReplacement: boolean })
const VANDER = positional<{ n?: number; increasing?: boolean }>({ n: numeric, increasing: boolean }, { N: 'n' })

// Tensors, and options behind them.
function apart<O>(op: string, args: readonly unknown[]): { tensors: Tensor[]; options: O | undefined } {
  const last = args.at(-1)
  const named = last !== undefined && !(last instanceof Tensor) && !Array.isArray(last)
  const tensors = (named ? args.slice(0, -1) : args) as Tensor[]
  if (Array.isArray(tensors[0])) {
    throw new OptionError(`${op}: expected tensors one by one but received an array; spread it: ${op}(...tensors)`)
  }
  for (const [k, x] of tensors.entries()) checkTensor(op, `tensor ${k}`, x)
  if (tensors.length === 0) throw new OptionError(`${op}: expected at least one tensor but received none`)
  return { tensors, options: (named ? last : undefined) as O | undefined }
}

function stacked(op: string, args: readonly Tensor[], raise: (x: Tensor) => Tensor, dimOf: (nd: number) => number) {
  const { tensors, options } = apart<object>(op, args)
  if (options !== undefined) throw new OptionError(`${op}: expected tensors alone but received ${show(options)}`)
  const parts = tensors.map(raise)
  return cat(...parts, dimOf(parts[0]!.ndim))
}

/**
 * Side by side: along dimension 1, vectors along their only one.
 * @example
 * hstack(tensor([1, 2]), tensor([3])).toArray() // [1, 2, 3]
 */
export function hstack(...tensors: Tensor[]): Tensor {
  return stacked('hstack', tensors, vectorOf, (nd) => (nd === 1 ? 0 : 1))
}

/**
 * On top of each other: along dimension 0, vectors as rows.
 * @example
 * vstack(tensor([1, 2]), tensor([3, 4])).toArray() // [[1, 2], [3, 4]]
 */
export function vstack(...tensors: Tensor[]): Tensor {
  return stacked('vstack', tensors, matrixOf, () => 0)
}

/** Behind each other: along dimension 2 of at least three dimensions. */
export function dstack(...tensors: Tensor[]): Tensor {
  return stacked('dstack', tensors, cubeOf, () => 2)
}

/**
 * Vectors as columns of a matrix; matrices side by side.
 * @example
 * columnStack(tensor([1, 2]), tensor([3, 4])).toArray() // [[1, 3], [2, 4]]
 */
export function columnStack(...tensors: Tensor[]): Tensor {
  return stacked(
    'columnStack',
    tensors,
    (x) => (x.ndim < 2 ? reshape(x, [x.size, 1]) : x),
    () => 1
  )
}

/** Tensors, or arrays of them to any depth: what `block` puts together. */
export type Blocks = Tensor | readonly Blocks[]

/**
 * A tensor of blocks: the innermost arrays are joined along the last dimension, those around them along the one before.
 * @example
 * block([[ones([1, 2]), zeros([1, 1])], [zeros([1, 3])]]).toArray() // [[1, 1, 0], [0, 0, 0]]
 */
export function block(blocks: Blocks): Tensor {
  const depth = depthOf(blocks)
  const build = (part: Blocks, level: number): Tensor => {
    if (part instanceof Tensor) return raised(part, depth)
    if (part.length === 0)
      throw new OptionError('block: expected arrays of at least one block but received an empty one')
    const made = part.map((one) => build(one, level + 1))
    const nd = Math.max(depth, ...made.map((x) => x.ndim))
    return cat(...made.map((x) => raised(x, nd)), level - depth)
  }
  return build(blocks, 0)
}

function depthOf(blocks: Blocks): number {
  if (!Array.isArray(blocks)) {
    checkTensor('block', 'each block', blocks)
    return 0
  }
  const depths = new Set(blocks.map((one) => depthOf(one as Blocks)))
  if (depths.size > 1) throw new OptionError('block: expected arrays of equal depth but received blocks next to arrays')
  return 1 + (depths.values().next().value ?? 0)
}

type Grid = [...tensors: Tensor[], options: { indexing?: 'ij' | 'xy' | undefined }] | Tensor[]

/**
 * Grids of coordinates of vectors: each result has the size of vector d along dimension d; with `indexing: 'xy'` the first
 * two dimensions are swapped. Views. PyTorch's default, 'ij', is the default.
 * @example
 * meshgrid(tensor([1, 2]), tensor([3, 4]))[0]?.toArray() // [[1, 1], [2, 2]]
 */
export function meshgrid(...args: Grid): Tensor[] {
  const { tensors, options } = apart<object>('meshgrid', args)
  const { indexing = 'ij' } = read('meshgrid', GRID, options)
  const sizes = tensors.map((x) => {
    if (x.ndim < 2) return x.size
    throw new ShapeError(`meshgrid: expected vectors or scalars but received ${format(x.shape)}`)
  })
  const swap = indexing === 'xy' && sizes.length > 1
  const place = (d: number): number => (swap && d < 2 ? 1 - d : d)
  const shape = sizes.map((_, d) => sizes[place(d)]!)
  return tensors.map((x, k) => {
    const own = shape.map((_, d) => (d === place(k) ? x.size : 1))
    return expand(reshape(x, own), shape)
  })
}

/**
 * Every choice of one element of each vector, as rows (of one vector: itself).
 * @example
 * cartesianProd(tensor([1, 2]), tensor([3, 4])).toArray() // [[1, 3], [1, 4], [2, 3], [2, 4]]
 */
export function cartesianProd(...tensors: Tensor[]): Tensor {
  const given = apart('cartesianProd', tensors).tensors
  const wrong = given.find((x) => x.ndim !== 1)
  if (wrong !== undefined) {
    throw new ShapeError(`cartesianProd: expected vectors but received ${format(wrong.shape)}`)
  }
  if (given.length === 1) return given[0]!
  return stack(...meshgrid(...given).map((x) => reshape(x, [x.size])), 1)
}

/**
 * The choices of `r` (default 2) elements of a vector in their order, as rows.
 * @example
 * combinations(tensor([1, 2, 3])).toArray() // [[1, 2], [1, 3], [2, 3]]
 */
export function combinations(
  x: Tensor,
  r?: number | { r?: number | undefined; withReplacement?: boolean | undefined },
  more?: { withReplacement?: boolean | undefined }
): Tensor {
  const { r: count = 2, withReplacement = false } = read('combinations', CHOICE, r, more)
  checkTensor('combinations', 'x', x)
  if (x.ndim !== 1) throw new ShapeError(`combinations: expected a vector but received ${format(x.shape)}`)
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new OptionError(`combinations: expected r to be a whole number >= 0 but received ${count}`)
  }
  if (count === 0) return reshape(pickedAlong(x, 0, new Int32Array(0)), [0])
  const rows: number[] = []
  const chosen: number[] = []
  const choose = (from: number): void => {
    if (chosen.length === count) {
      rows.push(...chosen)
      return
    }
    for (let k = from; k < x.size; k++) {
      chosen.push(k)
      choose(withReplacement ? k : k + 1)
      chosen.pop()
    }
  }
  choose(0)
  return reshape(pickedAlong(x, 0, Int32Array.from(rows)), [rows.length / count, count])
}

/**
 * The Vandermonde matrix: powers n - 1 to 0 of each element in a row, or 0 to n - 1 with `increasing`; n is by default the
 * number of elements.
 * @example
 * vander(tensor([1, 2, 3])).toArray() // [[1, 1, 1], [4, 2, 1], [9, 3, 1]]
 */
export function vander(
  x: Tensor,
  n?: number | { n?: number | undefined; N?: number | undefined; increasing?: boolean | undefined },
  more?: { increasing?: boolean | undefined }
): Tensor {
  const options = read('vander', VANDER, n, more)
  checkTensor('vander', 'x', x)
  if (x.ndim !== 1) throw new ShapeError(`vander: expected a vector but received ${format(x.shape)}`)
  const count = options.n ?? x.size
  if (!(Number.isInteger(count) && count >= 0)) {
    throw new OptionError(`vander: expected n to be a whole number >= 0 but received ${count}`)
  }
  const column = reshape(x, [x.size, 1])
  const ones = onesLike(column)
  if (count === 0) return slice(column, { dim: 1, end: 0 })
  const powers = count === 1 ? ones : cat(ones, cumprod(expand(column, [x.size, count - 1]), 1), 1)
  return options.increasing ? powers : flip(powers, 1)
}
