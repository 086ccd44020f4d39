// The tensors of golden data that a formula gives (value of images.py): what files need not store.
import { tensor } from '../../lib/tensor/create.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

/** Tensor number t of a case, float64. */
export function filled(shape: readonly number[], t: number, scale = 1, shift = 0): Tensor {
  const count = shape.reduce((n, m) => n * m, 1)
  const data = Array.from({ length: count }, (_, k) => (((k * 37 + t * 53) % 211) / 105.5 - 1) * scale + shift)
  return tensor(data, { shape, dtype: 'float64' })
}
