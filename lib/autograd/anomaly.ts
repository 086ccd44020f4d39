// detectAnomaly: names the op, and the layer, whose backward made a NaN.
import { NonFiniteError } from '../errors.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { elementsOf } from '../tensor/tensor.ts'
import { checkValue, func } from '../util/options.ts'
import { restoring } from '../util/restore.ts'
import { type Node, synchronous, watchTape } from './tape.ts'
import { watchWalk } from './walk.ts'

/** Runs `body` and keeps the layer that runs now where `current` finds it. */
export type LayerWatch = <R>(body: (current: () => string | null) => R) => R

// Layers lie above this file: lib/nn/path.ts says how to know the one that runs.
let layers: LayerWatch = (body) => body(() => null)

/** Provides the layer that an op is recorded in. */
export function provideLayers(watch: LayerWatch): void {
  layers = watch
}

interface Origin {
  readonly layer: string | null
  readonly call: Error
}

/**
 * Runs `body`, a forward and a backward pass, and checks every gradient: the first op whose backward makes a NaN is named,
 * with its layer. The error's `cause` has the stack of the call in the forward pass. For looking for a bug: it is slow.
 * Like `torch.autograd.detect_anomaly`.
 *
 * @param body a synchronous function
 * @returns what body returns
 * @throws NonFiniteError that names op, layer and input
 * @example
 * detectAnomaly(() => criterion.forward(model.forward(x), y).backward())
 */
export function detectAnomaly<R>(body: () => R): R {
  checkValue('detectAnomaly', 'body', body, func)
  const origins = new WeakMap<Node, Origin>()
  const before = watchWalk((node, gradient, gradients) => check(node, gradient, gradients, origins.get(node)))
  const run = (current: () => string | null): R =>
    watchTape((node) => {
      origins.set(node, { layer: current(), call: new Error(`${node.name} was called here`) })
    }, body)
  return restoring(
    () => synchronous('detectAnomaly', layers(run)),
    () => {
      watchWalk(before)
    }
  )
}

function check(node: Node, gradient: Tensor, gradients: readonly (Tensor | null)[], origin: Origin | undefined): void {
  for (const [k, g] of gradients.entries()) {
    if (g == null || !node.inputs[k]!.requiresGrad || !hasNaN(g)) continue
    const place = origin?.layer == null ? node.name : `${node.name} in ${origin.layer}`
    const upstream = hasNaN(gradient) ? '; the gradient that it received holds NaN already' : ''
    const error = new NonFiniteError(
      `backward: ${place} made NaN in the gradient of its input ${k} of shape ${format(node.inputs[k]!.shape)}${upstream}`
    )
    if (origin !== undefined) error.cause = origin.call
    throw error
  }
}

const hasNaN = (x: Tensor): boolean => elementsOf(x).some(Number.isNaN)
