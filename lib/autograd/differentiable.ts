// Backwards that are made of recorded ops, so that gradients have gradients. The rows of ops are in
// lib/ops/differentiable, which registers them here; walk.ts asks for them when a graph of the gradients is wanted.

import * as kernels from '../backend/calls.ts'
import { AutogradError } from '../errors.ts'
import { allocate } from '../tensor/lifetime.ts'
import { Tensor } from '../tensor/tensor.ts'
import { sumOf } from './grads.ts'
import { type Differentiable, type Node, record } from './node.ts'

const rows = new Map<string, Differentiable>()

/** Adds rows: by the name of an op on the tape, the form of its backward that is recorded. */
export function defineDifferentiable(table: Readonly<Record<string, Differentiable>>): void {
  for (const [name, row] of Object.entries(table)) rows.set(name, row)
}

/** Whether an op on the tape has gradients of any order. */
export function hasDifferentiable(name: string): boolean {
  return rows.has(name)
}

// An op that goes by other names, such as a layer's, names its row in its details.
function rowOf({ name, details }: Node): string {
  const own = typeof details === 'object' && details !== null ? (details as { row?: unknown }).row : undefined
  return typeof own === 'string' ? own : name
}

/** The differentiable backward of a node. */
export function differentiableOf(node: Node): Differentiable {
  const row = node.differentiable ?? rows.get(rowOf(node))
  if (row !== undefined) return row
  throw new AutogradError(
    `backward: cannot create a graph of the gradients because ${node.name} has no differentiable backward; detach() its result, or compose it of other ops`
  )
}

const same: Differentiable = (_, g) => [g]

defineDifferentiable({ alias: same, copy: same, sum2: (_, g) => [g, g] })

/** The sum of two gradients, on the tape. */
export function recordedSum(a: Tensor, b: Tensor): Tensor {
  return record('sum2', sumOf(a, b), [a, b], [], (g) => [g, g])
}

/** A copy of a gradient, on the tape: nobody else holds its memory. */
export function recordedCopy(g: Tensor): Tensor {
  const out = new Tensor(allocate(g.dtype, g.size), g.shape)
  kernels.copy(g, out)
  return record('copy', out, [g], [], (up) => [up])
}

/** The same elements as another tensor of the tape: a place where a walk can end. */
export function alias(x: Tensor): Tensor {
  const out = new Tensor(x.storage, x.shape, x.strides, x.offset)
  return record('alias', out, [x], [], (g) => [g])
}
