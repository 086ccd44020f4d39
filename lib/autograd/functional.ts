// Derivatives of functions: jacobian, hessian and their products with vectors, as in torch.autograd.functional.
import { OptionError, ShapeError } from '../errors.ts'
import { onesLike, zerosLike } from '../tensor/create.ts'
import { allocate } from '../tensor/lifetime.ts'
import { format, sameShape, sizeOf } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, func } from '../util/options.ts'
import { alias } from './differentiable.ts'
import { gradientsOf, oneOrMany } from './grad.ts'
import { enableGrad, type Node, record, synchronous } from './tape.ts'

/** A tensor or an array of them. */
export type OneOrMany = Tensor | readonly Tensor[]

/** A function of one tensor, or of several as arguments. */
export type TensorFunction<R extends OneOrMany = OneOrMany> = (...inputs: Tensor[]) => R

/** Options of jacobian, hessian, vjp, jvp and hvp. */
export interface FunctionalOptions {
  /** Put the result on the tape, so that it has gradients; the inputs are then used as they are. Default false. */
  createGraph?: boolean | undefined
  /** Throw when an output does not depend on an input, instead of returning zeros. Default false. */
  strict?: boolean | undefined
}

/** A tensor for a tensor, an array for an array. */
export type Like<T extends OneOrMany> = T extends Tensor ? Tensor : Tensor[]

/** For an output and each input a tensor; an array for each that is an array. */
export type Nested<O extends OneOrMany, I extends OneOrMany> = O extends Tensor ? Like<I> : Like<I>[]

const RULES = { createGraph: boolean, strict: boolean }

interface Call {
  readonly name: string
  readonly inputs: readonly Tensor[]
  readonly outputs: readonly Tensor[]
  readonly single: { readonly inputs: boolean; readonly outputs: boolean }
  readonly graph: boolean
  readonly strict: boolean
}

// Calls fn on inputs that the tape watches: their own copies, unless the result is to be connected with them.
function call(name: string, fn: TensorFunction, inputs: OneOrMany, options: FunctionalOptions): Call {
  checkValue(name, 'fn', fn, func)
  checkValue(name, 'inputs', inputs, oneOrMany)
  checkOptions(name, options, RULES)
  const graph = options.createGraph ?? false
  const list = inputs instanceof Tensor ? [inputs] : inputs
  const watched = list.map((x, k) => {
    checkTensor(name, `input ${k}`, x, ['float32', 'float64'])
    // Each argument gets its tensor: one may be passed twice.
    return graph && x.requiresGrad ? alias(x) : leafOf(x)
  })
  const result = synchronous(name, fn(...watched))
  checkValue(name, 'the result of fn', result, oneOrMany)
  const single = { inputs: inputs instanceof Tensor, outputs: result instanceof Tensor }
  return {
    name,
    inputs: watched,
    outputs: single.outputs ? [result as Tensor] : (result as Tensor[]),
    single,
    graph,
    strict: options.strict ?? false
  }
}

function leafOf(x: Tensor): Tensor {
  const leaf = new Tensor(x.storage, x.shape, x.strides, x.offset)
  leaf.requiresGrad = true
  return leaf
}

// The upstream gradient of one element.
function basis(y: Tensor, at: number): Tensor {
  const one = zerosLike(y)
  one.storage.put(at, 1)
  return one
}

// Rows of one shape put under each other, on the tape if they are. Ops lie above this layer: their methods are used.
function stacked(rows: readonly Tensor[], like: Tensor, shape: readonly number[]): Tensor {
  const storage = allocate(like.dtype, sizeOf(shape))
  for (const [k, row] of rows.entries()) {
    storage.set(row.detach().data as Float64Array, k * like.size)
  }
  const out = new Tensor(storage, shape)
  const part = (g: Tensor, k: number): Tensor => g.reshape([rows.length, ...like.shape]).select(0, { index: k })
  const node = record('stacked', out, rows, [], (g) => rows.map((_, k) => part(g, k))).node
  if (node !== null) (node as Node).differentiable = (_, g) => rows.map((_row, k) => part(g, k))
  return out
}

const shaped = <T>(list: readonly T[], single: boolean): T | T[] => (single ? list[0]! : [...list])

/**
 * The matrix of all first derivatives of a function. Like `torch.autograd.functional.jacobian`.
 *
 * @param fn a function of the inputs, as arguments, to a tensor or an array of them
 * @param inputs a float tensor or an array of them
 * @returns for an output of shape (...out) and an input of shape (...in) a tensor (...out, ...in): an array of these for
 *   several inputs; for several outputs an array of that for each
 * @throws OptionError
 * @example
 * jacobian((x) => x.square(), tensor([1, 3])).toArray() // [[2, 0], [0, 6]]
 */
export function jacobian<R extends OneOrMany, const I extends OneOrMany>(
  fn: TensorFunction<R>,
  inputs: I,
  options: FunctionalOptions = {}
): Nested<R, I> {
  return enableGrad(() => jacobianOf('jacobian', fn, inputs, options)) as Nested<R, I>
}

function jacobianOf(name: string, fn: TensorFunction, inputs: OneOrMany, options: FunctionalOptions): unknown {
  const c = call(name, fn, inputs, options)
  const blocks = c.outputs.map((y) => {
    const rows = Array.from({ length: y.size }, (_, at) => pulled(c, [y], [basis(y, at)], c.graph))
    const list = c.inputs.map((x, k) =>
      stacked(
        rows.map((row) => row[k]!),
        x,
        [...y.shape, ...x.shape]
      )
    )
    return shaped(list, c.single.inputs)
  })
  return shaped(blocks, c.single.outputs)
}

/**
 * The matrix of all second derivatives of a function to one number. Like `torch.autograd.functional.hessian`.
 *
 * @param fn a function of the inputs, as arguments, to a tensor of one element
 * @param inputs a float tensor or an array of them
 * @returns for an input of shape (...in) a tensor (...in, ...in); for several inputs an array of arrays: at [i][j] the
 *   derivatives by input i and then by input j
 * @throws OptionError, ShapeError for a result of several elements
 * @example
 * hessian((x) => x.pow(3).sum(), tensor([1, 2])).toArray() // [[6, 0], [0, 12]]
 */
export function hessian<const I extends OneOrMany>(
  fn: TensorFunction<Tensor>,
  inputs: I,
  options: FunctionalOptions = {}
): I extends Tensor ? Tensor : Tensor[][] {
  checkValue('hessian', 'fn', fn, func)
  const slopes = (...given: Tensor[]): OneOrMany => {
    const y = scalarOf('hessian', fn(...given))
    const c: Call = {
      name: 'hessian',
      inputs: given,
      outputs: [y],
      single: ONE,
      graph: true,
      strict: options.strict ?? false
    }
    return shaped(pulled(c, [y], [null], true), inputs instanceof Tensor) as OneOrMany
  }
  type Result = I extends Tensor ? Tensor : Tensor[][]
  return enableGrad(() => jacobianOf('hessian', slopes, inputs, options)) as Result
}

const ONE = { inputs: true, outputs: true }

function scalarOf(name: string, y: unknown): Tensor {
  checkTensor(name, 'the result of fn', y)
  if (y.size !== 1) {
    throw new ShapeError(`${name}: expected fn to return one element but it returned shape ${format(y.shape)}`)
  }
  return y
}

// The vectors of a product: of the shapes of `likes`, ones for none when each has one element.
function vectors(name: string, v: OneOrMany | null | undefined, likes: readonly Tensor[], what: string): Tensor[] {
  if (v == null) {
    if (likes.length === 1 && likes[0]!.size === 1) return [onesLike(likes[0]!)]
    throw new OptionError(`${name}: expected v for an ${what} of more than one element but received none`)
  }
  checkValue(name, 'v', v, oneOrMany)
  const list = v instanceof Tensor ? [v] : v
  if (list.length !== likes.length) {
    throw new OptionError(`${name}: expected a v for each of ${likes.length} ${what}s but received ${list.length}`)
  }
  for (const [k, t] of list.entries()) {
    checkTensor(name, `v ${k}`, t, [likes[k]!.dtype])
    if (!sameShape(t.shape, likes[k]!.shape)) {
      throw new ShapeError(
        `${name}: expected v ${k} of the shape of ${what} ${k} ${format(likes[k]!.shape)} but received ${format(t.shape)}`
      )
    }
  }
  return [...list]
}

// The results as they are returned: without a graph, unless one is asked for.
function results(c: Call, list: readonly Tensor[], single: boolean): Tensor | Tensor[] {
  return shaped(c.graph ? list : list.map((t) => t.detach()), single)
}

// v^T J: the gradients of several outputs at once, zeros for inputs that none depends on. Null is 1 for one element.
function pulled(c: Call, outputs: readonly Tensor[], v: readonly (Tensor | null)[], createGraph: boolean): Tensor[] {
  const used = outputs.map((y, k) => ({ y, v: v[k]! })).filter(({ y }) => y.requiresGrad)
  const found: (Tensor | null)[] =
    used.length === 0
      ? c.inputs.map(() => null)
      : gradientsOf(
          c.name,
          used.map(({ y }) => y),
          c.inputs,
          { gradOutputs: used.map((each) => each.v), createGraph, retainGraph: true, allowUnused: true }
        )
  return found.map((g, k) => {
    if (g !== null) return g
    if (!c.strict) return zerosLike(c.inputs[k]!)
    throw new OptionError(
      `${c.name}: expected outputs that depend on every input, because of strict, but input ${k} is not used by one; omit strict to receive zeros`
    )
  })
}

/**
 * The product of a vector with the jacobian, v^T J, in one backward pass. Like `torch.autograd.functional.vjp`.
 *
 * @param fn a function of the inputs, as arguments, to a tensor or an array of them
 * @param inputs a float tensor or an array of them
 * @param v of the shape of the output, an array for several; optional for an output of one element
 * @returns [value, product]: the output, and a tensor of the shape of each input
 * @throws OptionError, ShapeError
 * @example
 * const [value, product] = vjp((x) => x.square(), tensor([1, 3]), tensor([1, 10]))
 * value.toArray() // [1, 9]
 * product.toArray() // [2, 60]
 */
export function vjp<R extends OneOrMany, const I extends OneOrMany>(
  fn: TensorFunction<R>,
  inputs: I,
  v?: OneOrMany | null,
  options: FunctionalOptions = {}
): [value: Like<R>, product: Like<I>] {
  return enableGrad(() => {
    const c = call('vjp', fn, inputs, options)
    const product = pulled(c, c.outputs, vectors('vjp', v, c.outputs, 'output'), c.graph)
    return [results(c, c.outputs, c.single.outputs), results(c, product, c.single.inputs)]
  }) as [Like<R>, Like<I>]
}

/**
 * The product of the jacobian with a vector, J v: how the output changes when the inputs move along v. By two backward
 * passes, the second one through the first. Like `torch.autograd.functional.jvp`.
 *
 * @param fn a function of the inputs, as arguments, to a tensor or an array of them
 * @param inputs a float tensor or an array of them
 * @param v of the shape of the input, an array for several; optional for an input of one element
 * @returns [value, product]: the output, and a tensor of the shape of each output
 * @throws OptionError, ShapeError
 * @example
 * const [value, product] = jvp((x) => x.square().sum(), tensor([1, 3]), tensor([1, 10]))
 * value.item() // 10
 * product.item() // 62
 */
export function jvp<R extends OneOrMany, const I extends OneOrMany>(
  fn: TensorFunction<R>,
  inputs: I,
  v?: OneOrMany | null,
  options: FunctionalOptions = {}
): [value: Like<R>, product: Like<R>] {
  return enableGrad(() => {
    const c = call('jvp', fn, inputs, options)
    const along = vectors('jvp', v, c.inputs, 'input')
    // The gradients are linear in their upstream u: (d/du) <J^T u, v> = J v.
    const upstream = c.outputs.map((y) => zerosLike(y, { requiresGrad: true }))
    const pull = pulled(c, c.outputs, upstream, true)
    const linear = pull.map((g, k) => ({ g, v: along[k]! })).filter(({ g }) => g.requiresGrad)
    const found: (Tensor | null)[] =
      linear.length === 0
        ? upstream.map(() => null)
        : gradientsOf(
            'jvp',
            linear.map(({ g }) => g),
            upstream,
            { gradOutputs: linear.map((each) => each.v), createGraph: c.graph, allowUnused: true }
          )
    const product = found.map((g, k) => g ?? zerosLike(c.outputs[k]!))
    return [results(c, c.outputs, c.single.outputs), results(c, product, c.single.outputs)]
  }) as [Like<R>, Like<R>]
}

/**
 * The product of the hessian with a vector, H v, in two backward passes, without the matrix. Like
 * `torch.autograd.functional.hvp`.
 *
 * @param fn a function of the inputs, as arguments, to a tensor of one element
 * @param inputs a float tensor or an array of them
 * @param v of the shape of the input, an array for several; optional for an input of one element
 * @returns [value, product]: the output, and a tensor of the shape of each input
 * @throws OptionError, ShapeError
 * @example
 * const [value, product] = hvp((x) => x.pow(3).sum(), tensor([1, 2]), tensor([1, 1]))
 * value.item() // 9
 * product.toArray() // [6, 12]
 */
export function hvp<const I extends OneOrMany>(
  fn: TensorFunction<Tensor>,
  inputs: I,
  v?: OneOrMany | null,
  options: FunctionalOptions = {}
): [value: Tensor, product: Like<I>] {
  return enableGrad(() => {
    const c = call('hvp', fn, inputs, options)
    const y = scalarOf('hvp', c.outputs[0])
    const along = vectors('hvp', v, c.inputs, 'input')
    const slopes = pulled(c, [y], [null], true)
    const product = pulled(c, slopes, along, c.graph)
    return [results(c, [y], true), results(c, product, c.single.inputs)]
  }) as [Tensor, Like<I>]
}
