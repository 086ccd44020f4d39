// Matrices that have no gradient. Called by the decompositions of this folder. Not in index.ts.
import { eye } from '../../tensor/create.ts'
import type { Tensor } from '../../tensor/tensor.ts'

/** The identity of n rows, of the dtype of `like`. */
export const identityOf = (n: number, like: Tensor): Tensor => eye(n, { dtype: like.dtype })
