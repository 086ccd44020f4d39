// Whether any or all elements hold. No gradients.
import * as kernels from '../backend/calls.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { boolean, dims } from '../util/options.ts'
import { positional, read } from '../util/positional.ts'
import { asBool } from './logic.ts'
import { type Dims, type KeepdimOption, type ReduceOptions, reducePlan } from './reduce.ts'
import { emptyTensor } from './shared.ts'

const REDUCE = positional<ReduceOptions>({ dim: dims, keepdim: boolean })

function overLines(op: string, all: 0 | 1, x: Tensor, options: ReduceOptions): Tensor {
  const p = reducePlan(op, asBool(op, 'x', x), options, true)
  const out = emptyTensor('bool', p.shape)
  kernels.anyAll({ x: p.x, y: out, all, outer: p.outer, n: p.n, inner: p.inner })
  return out
}

/** Whether any element holds, of all or along one dimension or several. False for no elements. */
export function any(x: Tensor, dim?: Dims | ReduceOptions, options?: KeepdimOption): Tensor {
  return overLines('any', 0, x, read('any', REDUCE, dim, options))
}

/** Whether all elements hold, of all or along one dimension or several. True for no elements. */
export function all(x: Tensor, dim?: Dims | ReduceOptions, options?: KeepdimOption): Tensor {
  return overLines('all', 1, x, read('all', REDUCE, dim, options))
}
