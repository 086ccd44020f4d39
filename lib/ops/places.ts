// Where a tensor is not 0, as positions: what nonzero, masks and indexing start from. Not in index.ts.
import { fromArray } from '../tensor/create.ts'
import { elementsOf, type Tensor } from '../tensor/tensor.ts'

/** Where a tensor is not 0: for each dimension the positions, int32. */
export function placesOf(x: Tensor): Tensor[] {
  const flat = flatPlaces(x)
  let step = x.size
  return x.shape.map((n) => {
    step /= n
    const by = step
    return fromArray(flat.map((at) => Math.floor(at / by) % n))
  })
}

/** The positions in the flattened tensor where it is not 0. */
export function flatPlaces(x: Tensor): Int32Array {
  const data = elementsOf(x)
  let count = 0
  for (let k = 0; k < data.length; k++) if (data[k] !== 0) count++
  const places = new Int32Array(count)
  for (let k = 0, at = 0; at < count; k++) if (data[k] !== 0) places[at++] = k
  return places
}
