// Parameters as one vector and back.
import { OptionError } from '../errors.ts'
import { cat, reshape, slice } from '../ops/index.ts'
import { checkTensor, Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { copyElements } from './parameter.ts'

function listOf(call: string, parameters: Iterable<Tensor>): Tensor[] {
  const given: unknown = parameters
  const list = typeof given === 'object' && given !== null && Symbol.iterator in given ? [...parameters] : []
  if (list.length > 0 && list.every((p) => p instanceof Tensor)) return list
  throw new OptionError(`${call}: expected an array of at least one tensor but received ${show(parameters)}`)
}

/**
 * All elements of the parameters in one vector, in their order, with gradients.
 * @example
 * parametersToVector(new Linear(3, 2).parameters()).shape // [8]
 */
export function parametersToVector(parameters: Iterable<Tensor>): Tensor {
  const list = listOf('parametersToVector', parameters)
  return cat(...list.map((p) => reshape(p, { shape: [p.size] })), { dim: 0 })
}

/**
 * Writes the elements of a vector into the parameters, in their order.
 * @throws OptionError when their numbers differ; then nothing is changed
 * @example
 * const [a, b] = [new Linear(3, 2), new Linear(3, 2)]
 * vectorToParameters(parametersToVector(a.parameters()), b.parameters())
 * b.weight.toArray() // a.weight.toArray()
 */
export function vectorToParameters(vector: Tensor, parameters: Iterable<Tensor>): void {
  const call = 'vectorToParameters'
  checkTensor(call, 'vector', vector)
  const list = listOf(call, parameters)
  const size = list.reduce((n, p) => n + p.size, 0)
  if (vector.ndim !== 1 || vector.size !== size) {
    throw new OptionError(
      `${call}: expected a vector of ${size} elements but received shape [${vector.shape.join(', ')}]`
    )
  }
  let start = 0
  for (const p of list) {
    copyElements(call, reshape(slice(vector.detach(), { start, end: start + p.size }), { shape: p.shape }), p)
    start += p.size
  }
}
