// The elementwise ops: their rows are generated from native/rules/elementwise.def. Not in index.ts.
import type { Differentiable, Node } from '../../autograd/tape.ts'
import { zerosLike } from '../../tensor/create.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { GRADIENTS, type Gradient } from '../gen/differentiable.ts'
import { unbroadcast } from './shared.ts'

// The result is among the saved tensors when a gradient reads it.
const resultOf = (node: Node): Tensor => node.saved.find((t) => t.node === node)!

const rowOf =
  (gradients: readonly (Gradient | null)[]): Differentiable =>
  (node, g) =>
    node.inputs.map((x, k) => {
      const gradient = gradients[k]!
      if (gradient === null || !x.requiresGrad) return null
      const value = gradient(g, node.inputs, () => resultOf(node), node.details as readonly number[])
      return typeof value === 'number' ? zerosLike(x) : unbroadcast(value, x.shape)
    })

export const elementwiseRows: Readonly<Record<string, Differentiable>> = Object.fromEntries(
  Object.entries(GRADIENTS).map(([name, gradients]) => [name, rowOf(gradients)])
)
