// checkpoint: recomputes a part of the forward pass in the backward pass and keeps only its inputs.
import { AutogradError, OptionError } from '../errors.ts'
import { holdGradient, passOnGradient } from '../tensor/lifetime.ts'
import { defaultGenerator, type GeneratorState } from '../tensor/random.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { gradientsOfComposite } from './composite.ts'
import { scope } from './scope.ts'
import { enableGrad, isGradEnabled, Node, nodeOf, noGrad, OPAQUE, put, synchronous, watchTape } from './tape.ts'
import { currentMode, walk } from './walk.ts'

/**
 * Computes fn(...inputs) without saving what backward needs: fn runs a second time there, with the same
 * random numbers of the generator that `manualSeed` seeds. Costs one more forward pass of the part and saves the memory
 * of its activations; the gradients have the same bits. Like `torch.utils.checkpoint.checkpoint` with
 * `use_reentrant=False`.
 *
 * Side effects of fn happen twice: running statistics of a batch norm in it are updated twice, and a dropout with
 * its own generator draws other numbers the second time.
 *
 * @param fn a synchronous function of the inputs to one tensor, such as a module's forward; parameters it uses get
 *   their gradients
 * @param inputs tensors
 * @throws OptionError; in the backward pass AutogradError when fn uses other tensors of the graph than its inputs
 * @example
 * const y = checkpoint((x) => model.body.forward(x), x)
 * y.sum().backward()
 */
export function checkpoint(fn: (...inputs: Tensor[]) => Tensor, ...inputs: Tensor[]): Tensor {
  if (typeof fn !== 'function')
    throw new OptionError(`checkpoint: expected fn to be a function but received ${String(fn)}`)
  for (const [k, x] of inputs.entries()) checkTensor('checkpoint', `input ${k}`, x)
  if (!isGradEnabled()) return fn(...inputs)
  const drawn = defaultGenerator.state()
  const result = scope(() => noGrad(() => synchronous('checkpoint', fn(...inputs))))
  if (!(result instanceof Tensor)) {
    throw new OptionError('checkpoint: expected fn to return a tensor but it returned something else')
  }
  // A new tensor, even if fn returns an existing one.
  const out = new Tensor(result.storage, result.shape, result.strides, result.offset)
  const node = put(
    'checkpoint',
    out,
    inputs,
    inputs,
    (gradient) => {
      const gradients: (Tensor | null)[] = inputs.map(() => null)
      try {
        const again = redrawn(drawn, () =>
          enableGrad(() => alone(() => fn(...inputs.map((x, k) => caught(x, gradients, k)))))
        )
        if (again.requiresGrad) walk([again], [gradient], { ...currentMode(), retain: false })
      } finally {
        for (const g of gradients) if (g !== null) passOnGradient(g.storage)
      }
      return gradients
    },
    OPAQUE
  )
  node.differentiable = (_, gradient) =>
    gradientsOfComposite(
      inputs,
      [gradient],
      (...given) => [redrawn(drawn, () => alone(() => fn(...given), given))],
      currentMode().sink
    )
  return out
}

// Runs `body` with the random numbers of the first time.
function redrawn<R>(drawn: GeneratorState, body: () => R): R {
  const outside = defaultGenerator.state()
  defaultGenerator.setState(drawn)
  try {
    return body()
  } finally {
    defaultGenerator.setState(outside)
  }
}

// A walk over what `body` puts on the tape must not lead into the graph around it.
function alone<R>(body: () => R, given: readonly Tensor[] = []): R {
  const { id: first } = new Node('checkpoint', [], [], () => [])
  return watchTape((node) => {
    if (node.inputs.every((x) => (nodeOf(x)?.id ?? Number.POSITIVE_INFINITY) > first || given.includes(x))) return
    throw new AutogradError(
      `checkpoint: expected fn to use no tensor of the graph around it but ${node.name} does; pass it as an input`
    )
  }, body)
}

// An input for the second time: a walk over the tape ends here, and its gradient is held for the walk around it.
function caught(x: Tensor, gradients: (Tensor | null)[], k: number): Tensor {
  const view = new Tensor(x.storage, x.shape, x.strides, x.offset)
  if (!x.requiresGrad) return view
  view.requiresGrad = true
  view.node = new Node(
    'input',
    [],
    [],
    (gradient) => {
      gradients[k] = gradient
      holdGradient(gradient.storage)
      return []
    },
    OPAQUE
  )
  return view
}
