// The norm of any order along dimensions, and the extremes that share their gradient. Called by linalg.norm and by
// distances. Not in index.ts.
import { noGrad } from '../../autograd/tape.ts'
import { OptionError } from '../../errors.ts'
import { dimension } from '../../tensor/shape.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { add, div, eq, mul, ne, pow, sub, where } from '../elementwise.ts'
import { max, min } from '../extreme.ts'
import { abs } from '../gen/elementwise.ts'
import { norm } from '../norms.ts'
import { type Dims, type ReduceOptions, sum } from '../reduce.ts'
import { reshape, to } from '../shape.ts'

/** The norm of order `ord`: any number, infinities, and 0, which counts what is not 0. */
export function vectorNormOf(op: string, x: Tensor, ord: number, options: ReduceOptions): Tensor {
  if (Number.isNaN(ord)) throw new OptionError(`${op}: expected the order of a norm to be a number but received NaN`)
  if (ord === 0) return sum(to(ne(x, 0), x.dtype), options)
  if (ord === 1 || ord === 2 || ord === Infinity) return norm(x, { ...options, p: ord })
  if (ord === -Infinity) return extremeOf(abs(x), false, options)
  const powers = sum(pow(abs(x), ord), options)
  // The gradient at 0 counts as 0.
  const none = eq(powers, 0)
  return where(none, 0, pow(where(none, 1, powers), 1 / ord))
}

/** The largest or smallest elements along dimensions; those that attain it share the gradient. */
export function extremeOf(x: Tensor, largest: boolean, { dim, keepdim = false }: ReduceOptions): Tensor {
  const dims = listOf(dim, x)
  const value = noGrad(() => dims.reduce((y, d) => (largest ? max : min)(y, d, { keepdim: true }).values, x.detach()))
  const shape = keepdim ? value.shape : x.shape.filter((_, d) => !dims.includes(d))
  if (!x.requiresGrad) return reshape(value, shape)
  const attains = to(eq(x.detach(), value), x.dtype)
  const share = div(attains, sum(attains, { dim: dims, keepdim: true }))
  const mean = sum(mul(where(ne(share, 0), x, 0), share), { dim: dims })
  // Exactly the value, with the gradient of the mean.
  return reshape(add(reshape(value, mean.shape), sub(mean, mean.detach())), shape)
}

function listOf(dim: Dims | undefined, x: Tensor): number[] {
  if (dim === undefined) return [...x.shape.keys()]
  return (typeof dim === 'number' ? [dim] : [...dim]).map((d) => dimension('norm', d, x.ndim))
}
