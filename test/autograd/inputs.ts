// Random inputs of the checks of gradients. Called by checks.ts and its parts.
import { tensor } from '../../lib/tensor/create.ts'
import { Generator, rand, randn } from '../../lib/tensor/random.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

export const generator = new Generator(5)
export const dtype = 'float64'
export const options = { dtype, generator } as const
export const free = (...shape: number[]): Tensor => randn(shape, { dtype, generator, requiresGrad: true })
/** In (low, low + 1). */
export const within = (low: number, ...shape: number[]): Tensor => {
  const t = rand(shape, { dtype, generator })
    .mul(0.98)
    .add(low + 0.01)
    .clone()
  t.requiresGrad = true
  return t
}
export const index = (values: number[], shape = [values.length]): Tensor => tensor(values, { shape, dtype: 'int32' })

export type Check = [fn: (...inputs: Tensor[]) => Tensor | readonly Tensor[], inputs: Tensor[]]
