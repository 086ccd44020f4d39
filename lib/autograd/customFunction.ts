// customFunction: an op whose forward and backward a user writes, like torch.autograd.Function.
import { OptionError, ShapeError } from '../errors.ts'
import { zerosLike } from '../tensor/create.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { checkOptions, func, required, show, text } from '../util/options.ts'
import { oneOrMany } from './grad.ts'
import { recordJoint } from './joint.ts'
import { noGrad } from './tape.ts'

/** What forward leaves for backward. */
export interface FunctionContext {
  /** Keeps tensors for backward: inputs, outputs or what was computed on the way. One that is changed is noticed. */
  save(...tensors: Tensor[]): void
  /** What `save` received last. */
  readonly saved: readonly Tensor[]
  /** Which arguments are tensors that require a gradient: the gradients of others may be null. */
  readonly needsInputGrad: readonly boolean[]
  /** Anything else that backward needs; set in forward. */
  state: unknown
}

/** A gradient for each argument of forward, null for none; alone when there is one argument. */
export type CustomGradients = Tensor | null | readonly (Tensor | null)[]

/** The two halves of a custom function. */
export interface CustomFunctionOptions<A extends readonly unknown[], R extends Tensor | readonly Tensor[]> {
  /** What errors and profiles call it. Default 'custom'. */
  name?: string | undefined
  /** Computes the result, a tensor or an array of them; ops in it are not recorded. */
  forward(context: FunctionContext, ...inputs: A): R
  /**
   * The gradients of the arguments from those of the results, zeros for a result that was not used. Made of ops, it has
   * gradients itself.
   */
  backward(context: FunctionContext, ...gradients: Tensor[]): CustomGradients
}

const RULES = { name: text, forward: required(func), backward: required(func) }

class Context implements FunctionContext {
  saved: readonly Tensor[] = []
  state: unknown
  readonly needsInputGrad: readonly boolean[]
  readonly #name: string

  constructor(name: string, inputs: readonly unknown[]) {
    this.#name = name
    this.needsInputGrad = inputs.map((x) => x instanceof Tensor && x.requiresGrad)
  }

  save(...tensors: Tensor[]): void {
    for (const [k, t] of tensors.entries()) checkTensor(`${this.#name}: save`, `tensor ${k}`, t)
    this.saved = tensors
  }
}

/**
 * Makes an op from its forward and its backward. Gradients of gradients work when backward is made of ops on `saved`
 * tensors and the gradients.
 *
 * @param options.name what errors call it. Default 'custom'
 * @param options.forward (context, ...inputs) => a tensor or an array of tensors; inputs may be anything
 * @param options.backward (context, ...gradients) => a tensor, null or an array: one for each argument of forward
 * @returns the op, which takes forward's inputs
 * @throws OptionError, ShapeError when backward returns something that does not fit the inputs
 * @example
 * const cube = customFunction({
 *   name: 'cube',
 *   forward(ctx, x) {
 *     ctx.save(x)
 *     return x.pow(3)
 *   },
 *   backward(ctx, g) {
 *     const [x] = ctx.saved
 *     return x!.square().mul(3).mul(g)
 *   }
 * })
 * const x = tensor([2], { requiresGrad: true })
 * cube(x).backward()
 * x.grad?.item() // 12
 */
export function customFunction<A extends readonly unknown[] = Tensor[], R extends Tensor | readonly Tensor[] = Tensor>(
  options: CustomFunctionOptions<A, R>
): (...inputs: A) => R {
  checkOptions('customFunction', options, RULES)
  const name = options.name ?? 'custom'
  return (...inputs) => {
    const context = new Context(name, inputs)
    const made = noGrad(() => options.forward(context, ...inputs))
    if (!oneOrMany.test(made)) {
      throw new OptionError(`${name}: expected forward to return ${oneOrMany.expected} but it returned ${show(made)}`)
    }
    const single = made instanceof Tensor
    const outputs = (single ? [made] : [...(made as readonly Tensor[])]).map((y) => own(y, inputs))
    if (!single) context.saved = context.saved.map((t) => outputs[(made as readonly Tensor[]).indexOf(t)] ?? t)
    const tensors = inputs.filter((x): x is Tensor => x instanceof Tensor)
    recordJoint(name, outputs, tensors, context.saved, (gradients) => {
      const given = gradients.map((g, k) => g ?? zerosLike(outputs[k]!))
      return checked(name, options.backward(context, ...given), inputs)
    })
    return (single ? outputs[0] : outputs) as R
  }
}

// A result that is not a new tensor, such as an input itself, is returned as one.
function own(y: Tensor, inputs: readonly unknown[]): Tensor {
  const fresh = y.node === null && !y.requiresGrad && !inputs.includes(y)
  return fresh ? y : new Tensor(y.storage, y.shape, y.strides, y.offset)
}

// The gradients of the inputs that are tensors.
function checked(name: string, returned: unknown, inputs: readonly unknown[]): (Tensor | null)[] {
  const list: unknown[] = Array.isArray(returned) ? returned : [returned]
  if (list.length !== inputs.length) {
    throw new OptionError(
      `${name}: expected backward to return a gradient or null for each of ${inputs.length} inputs but it returned ${list.length}`
    )
  }
  return list.flatMap((g, k) => {
    const x = inputs[k]
    if (!(x instanceof Tensor)) {
      if (g == null) return []
      throw new OptionError(`${name}: expected backward to return null for input ${k}, which is not a tensor`)
    }
    if (g == null) return [null]
    checkTensor(name, `the gradient of input ${k}`, g, x.requiresGrad ? [x.dtype] : undefined)
    if (sameShape(g.shape, x.shape)) return [g]
    throw new ShapeError(
      `${name}: expected the gradient of input ${k} to have its shape ${format(x.shape)} but it has ${format(g.shape)}`
    )
  })
}
