// How each op of the tape computes a gradient that has gradients: the central table. An op that is not here cannot be walked
// over with `createGraph`; test/autograd/gradgradcheck.test.ts demands a row of every op. ../methods.ts registers it.
// Not in index.ts.
import { defineDifferentiable } from '../../autograd/differentiable.ts'
import type { Differentiable } from '../../autograd/tape.ts'
import { elementwiseRows } from './elementwise.ts'
import { layerRows } from './layers.ts'
import { lossRows } from './losses.ts'
import { productRows } from './products.ts'
import { reduceRows } from './reduce.ts'
import { shapeRows } from './shape.ts'

/** By the name of an op on the tape. */
export const DIFFERENTIABLE: Readonly<Record<string, Differentiable>> = {
  ...elementwiseRows,
  ...shapeRows,
  ...reduceRows,
  ...productRows,
  ...layerRows,
  ...lossRows
}

defineDifferentiable(DIFFERENTIABLE)
