// grad: the gradients of outputs with respect to some tensors, returned instead of summed into `grad`.
import { AutogradError, OptionError } from '../errors.ts'
import { checkTensor, contiguous, Tensor } from '../tensor/tensor.ts'
import { boolean, checkOptions, checkValue, rule } from '../util/options.ts'
import { nodeOf } from './node.ts'
import { seedOf } from './tape.ts'
import { Targets, walk } from './walk.ts'

/** Options of grad. */
export interface GradOptions {
  /** The gradients of something with respect to the outputs, null for an output of one element. Default: ones. */
  gradOutputs?: Tensor | readonly (Tensor | null)[] | undefined
  /** Put the gradients on the tape, so that they have gradients. Default false. */
  createGraph?: boolean | undefined
  /** Keep what is needed to call it again. Default: createGraph. */
  retainGraph?: boolean | undefined
  /** Return null for an input that the outputs do not depend on, instead of throwing. Default false. */
  allowUnused?: boolean | undefined
}

/** @internal What every call of this kind takes. */
export const oneOrMany = rule(
  'a tensor or an array of tensors',
  (v) => v instanceof Tensor || (Array.isArray(v) && v.length > 0 && v.every((t) => t instanceof Tensor))
)
const tensorsOrNull = rule(
  'a tensor or an array of tensors and nulls',
  (v) => v instanceof Tensor || (Array.isArray(v) && v.every((t) => t === null || t instanceof Tensor))
)
const RULES = { gradOutputs: tensorsOrNull, createGraph: boolean, retainGraph: boolean, allowUnused: boolean }

/**
 * The gradients of the sum of all outputs with respect to the inputs, in new tensors: no `grad` is changed. With
 * `createGraph` they are on the tape and have gradients themselves, to any order. Like `torch.autograd.grad`.
 *
 * @param outputs a tensor or an array of tensors
 * @param inputs a tensor or an array of tensors that require gradients: leaves or results
 * @returns an array with the gradient of each input, of its shape; null for an unused one with `allowUnused`
 * @throws AutogradError for an input that requires no gradient, and for an unused one without `allowUnused`
 * @example
 * const x = tensor([1, 2], { requiresGrad: true })
 * const [slope] = grad(x.pow(3).sum(), x, { createGraph: true })
 * const [curvature] = grad(slope.sum(), x)
 * slope.toArray() // [3, 12]
 * curvature.toArray() // [6, 12]
 */
export function grad<const I extends Tensor | readonly Tensor[], const O extends GradOptions = GradOptions>(
  outputs: Tensor | readonly Tensor[],
  inputs: I,
  options?: O
): Gradients<I, O> {
  return gradientsOf('grad', outputs, inputs, options ?? {}) as Gradients<I, O>
}

type OrNull<O> = O extends { readonly allowUnused: true } ? Tensor | null : Tensor

/** The gradients that `grad` returns: one for each input; only with `allowUnused` one may be null. */
export type Gradients<I, O> = I extends readonly Tensor[]
  ? { -readonly [K in keyof I]: OrNull<O> }
  : [gradient: OrNull<O>]

/** @internal `grad` for calls that have another name. */
export function gradientsOf(
  call: string,
  outputs: Tensor | readonly Tensor[],
  inputs: Tensor | readonly Tensor[],
  options: GradOptions
): (Tensor | null)[] {
  checkValue(call, 'outputs', outputs, oneOrMany)
  checkValue(call, 'inputs', inputs, oneOrMany)
  checkOptions(call, options, RULES)
  const roots = outputs instanceof Tensor ? [outputs] : outputs
  const wanted = inputs instanceof Tensor ? [inputs] : inputs
  const given = options.gradOutputs instanceof Tensor ? [options.gradOutputs] : options.gradOutputs
  if (given !== undefined && given.length !== roots.length) {
    throw new OptionError(
      `${call}: expected a gradOutput for each of ${roots.length} outputs but received ${given.length}`
    )
  }
  for (const [k, x] of wanted.entries()) {
    checkTensor(call, `input ${k}`, x)
    if (!x.requiresGrad) {
      throw new AutogradError(`${call}: expected input ${k} to require a gradient but it does not`)
    }
  }
  const graph = options.createGraph ?? false
  const seeds = roots.map((y, k) => seedOf(call, y, given?.[k]))
  const once = [...new Map(wanted.map((x) => [nodeOf(x) ?? x, x])).values()]
  const targets = new Targets(once, false, null)
  walk(roots, seeds, { graph, retain: options.retainGraph ?? graph, sink: targets })
  targets.release()
  return wanted.map((x, k) => {
    const g = targets.gradients[once.findIndex((t) => (nodeOf(t) ?? t) === (nodeOf(x) ?? x))]!
    if (g !== null) return graph ? g : contiguous(g)
    if (options.allowUnused) return null
    throw new AutogradError(
      `${call}: expected outputs that depend on every input but input ${k} is not used; pass { allowUnused: true } to receive null for it`
    )
  })
}
