// The tape, as ops and users import it: recording (node.ts), and `backward`, a walk (walk.ts) that fills the leaves' grad.
import { AutogradError, ShapeError } from '../errors.ts'
import { allocate } from '../tensor/lifetime.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { namesOnly } from '../util/options.ts'
import type { Node } from './node.ts'
import { walk } from './walk.ts'

export * from './node.ts'

/** Options of backward. */
export interface BackwardOptions {
  /** Keep what is needed to call backward again. Default: createGraph. */
  retainGraph?: boolean | undefined
  /** Put the gradients on the tape, so that they have gradients. Default false. */
  createGraph?: boolean | undefined
}

/**
 * Computes the gradients of `root` with respect to every leaf that requires one and adds them to the leaves' `grad`.
 *
 * @param gradient the gradient of something with respect to `root`; optional when root has one element. Or the options,
 *   `gradient` among them
 * @param options.retainGraph keep what is needed to call backward again. Default: createGraph
 * @param options.createGraph put the gradients on the tape, so that they have gradients. Default false
 * @throws AutogradError when root requires no gradient, is not a scalar and no gradient is given, when the graph was
 *   used already, or when a tensor was changed after an op saved it
 */
export function backward(
  root: Tensor,
  gradient?: Tensor | (BackwardOptions & { gradient?: Tensor | undefined }),
  options: BackwardOptions = {}
): void {
  checkTensor('backward', 'this', root)
  if (gradient !== undefined && !(gradient instanceof Tensor) && isOptions(gradient)) {
    namesOnly('backward', gradient, ['gradient', ...OPTIONS])
    const { gradient: given, ...rest } = gradient
    backward(root, given, rest)
    return
  }
  namesOnly('backward', options, OPTIONS)
  const graph = options.createGraph ?? false
  const seed = seedOf('backward', root, gradient as Tensor | undefined)
  walk([root], [seed], { graph, retain: options.retainGraph ?? graph, sink: 'leaves' })
}

const OPTIONS = ['retainGraph', 'createGraph']

// An object of options; anything else is checked as a gradient.
function isOptions(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).every((name) => !FIELDS.has(name))
}

// What a tensor that was sent to another thread still has.
const FIELDS = new Set(['storage', 'strides', 'requiresGrad'])

/** The gradient that a walk starts from at `root`, of which a call received `gradient`. */
export function seedOf(call: string, root: Tensor, gradient: Tensor | null | undefined): Tensor {
  if (!root.requiresGrad) {
    throw new AutogradError(
      `${call}: expected a tensor that requires a gradient but this one does not: no input of its ops requires one, or it was made in noGrad`
    )
  }
  if (gradient == null) {
    if (root.size !== 1) {
      throw new AutogradError(
        `${call}: expected a gradient for a tensor of shape ${format(root.shape)}; only a tensor of one element has an implicit one`
      )
    }
    const one = allocate(root.dtype, 1)
    one.fill(1)
    return new Tensor(one, root.shape)
  }
  checkTensor(call, 'gradient', gradient, [root.dtype])
  if (!sameShape(gradient.shape, root.shape)) {
    throw new ShapeError(
      `${call}: expected a gradient of shape ${format(root.shape)} but received ${format(gradient.shape)}`
    )
  }
  return gradient
}

/** Makes `backward` keep the gradient of a non-leaf tensor in its `grad`. */
export function retainGrad(x: Tensor): void {
  checkTensor('retainGrad', 'this', x)
  if (!x.requiresGrad) {
    throw new AutogradError('retainGrad: expected a tensor that requires a gradient but this one does not')
  }
  if (x.node !== null) (x.node as Node).retain = x
}

/** Records that the elements of `x` were changed in place. */
export function changed(x: Tensor): void {
  x.storage.touch()
}
