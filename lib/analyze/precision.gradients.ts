// Gradients of one batch with activations kept in float32 and in bfloat16, layer by layer. Called by precision.ts.
import { scope } from '../autograd/scope.ts'
import { packingActivations } from '../nn/activationPacking.ts'
import { elementsOf } from '../tensor/tensor.ts'
import type { TrainStep } from '../train/step.ts'
import type { Built } from './experiment.ts'

/** A parameter's gradient against that of float32. */
export interface LayerError {
  readonly layer: string
  /** Norm of the difference over the norm of the float32 gradient; NaN when that is 0 or not finite. */
  readonly relative: number
  readonly cosine: number
}

/** The errors of every parameter on the first batch; empty when the loss is not finite. */
export async function gradientErrors({ trainer, train }: Built): Promise<LayerError[]> {
  const modes = []
  // Two trials: each begins with the same weights and random numbers.
  for (const packed of [false, true]) {
    modes.push(await trainer.dryRun('analyze.precision', train, ({ step }) => gradientsOf(step, train, packed)))
  }
  const [exact, rounded] = modes as [Map<string, Float64Array>, Map<string, Float64Array>]
  return Array.from(exact, ([layer, reference]) => ({ layer, ...errorOf(reference, rounded.get(layer) ?? reference) }))
}

async function gradientsOf(
  step: TrainStep,
  train: Built['train'],
  packed: boolean
): Promise<Map<string, Float64Array>> {
  const gradients = new Map<string, Float64Array>()
  for await (const batch of train) {
    scope(() =>
      step.random.within(() => {
        const forward = () => step.forward(batch)
        const { loss } = packed ? packingActivations(forward) : forward()
        if (Number.isFinite(loss.item())) loss.backward()
      })
    )
    for (const [name, { grad }] of step.model.namedParameters()) {
      if (grad !== null) gradients.set(name, Float64Array.from(elementsOf(grad)))
    }
    step.optimizer.zeroGrad()
    break
  }
  return gradients
}

/** How far a vector is from a reference. */
export function errorOf(reference: Float64Array, other: Float64Array): { relative: number; cosine: number } {
  let [aa, bb, ab, dd] = [0, 0, 0, 0]
  for (let k = 0; k < reference.length; k++) {
    const [a, b] = [reference[k]!, other[k]!]
    aa += a * a
    bb += b * b
    ab += a * b
    dd += (a - b) * (a - b)
  }
  return { relative: Math.sqrt(dd / aa), cosine: ab / Math.sqrt(aa * bb) }
}
