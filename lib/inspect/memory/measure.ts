// The bytes that a forward pass leaves for backward, of the whole model and of each block: counted by running one.
// Called by planMemory.ts.
import { scope } from '../../autograd/scope.ts'
import { enableGrad, type Node, watchTape } from '../../autograd/tape.ts'
import * as kernels from '../../backend/calls.ts'
import type { Storage } from '../../backend/index.ts'
import type { Module } from '../../nn/index.ts'
import { watchForward } from '../../nn/path.ts'
import { resetPeak, scopeMemory, storagesOfScope } from '../../tensor/lifetime.ts'
import { defaultGenerator, Generator } from '../../tensor/random.ts'
import { clearGrad, setSparse, sparseGrad } from '../../tensor/sparse.ts'
import { contiguousCopy, Tensor } from '../../tensor/tensor.ts'
import { restoring } from '../../util/restore.ts'

/** The same bytes, stored as float32 and as bfloat16. */
export interface Bytes {
  readonly float32: number
  readonly bfloat16: number
}

/** A part of the model that can be placed on its own machine. */
export interface BlockBytes {
  /** What its forward leaves for backward, its output included. */
  readonly activations: Bytes
  /** Its output. */
  readonly output: Bytes
}

export interface Measurement {
  readonly activations: Bytes
  /** Temporary bytes of backward beyond activations, including the rounding of all buffers. */
  readonly backward: Bytes
  /** In the order of the blocks. */
  readonly blocks: readonly BlockBytes[]
}

export const NOTHING: Bytes = { float32: 0, bfloat16: 0 }

/** The sum of bytes, each times its factor. */
export function combine(...terms: readonly (readonly [bytes: Bytes, factor: number])[]): Bytes {
  const sum = (type: keyof Bytes): number => terms.reduce((n, [bytes, factor]) => n + factor * bytes[type], 0)
  return { float32: sum('float32'), bfloat16: sum('bfloat16') }
}

/**
 * Runs a forward pass (with the loss, if `forward` computes it) and, with `peak`, a backward pass, and counts. Leaves the
 * model unchanged.
 */
export function measure(model: Module, blocks: readonly Module[], forward: () => unknown, peak: boolean): Measurement {
  const held = restoring(() => scope(() => enableGrad(() => counted(blocks, forward))), remember(model))
  const backward = !peak ? 0 : Math.max(0, measurePeak(model, forward) - held.activations.float32)
  return { ...held, backward: { float32: backward, bfloat16: backward } }
}

/**
 * The peak bytes of a forward and a backward pass, rounded up as buffers are: activations and the
 * temporaries of backward. Excludes gradients. Leaves the model unchanged.
 */
function measurePeak(model: Module, forward: () => unknown): number {
  const parameters = model.namedParameters().map(([, p]) => [p, p.grad, sparseGrad(p)] as const)
  const restore = remember(model)
  for (const [p] of parameters) clearGrad(p, true)
  return restoring(
    () => {
      const before = scopeMemory().held
      resetPeak()
      scope(() => enableGrad(() => lossOf(forward())?.backward()))
      return scopeMemory().peak - before
    },
    () => {
      restore()
      for (const [p, grad, sparse] of parameters) {
        clearGrad(p, true)
        p.grad = grad
        if (sparse !== null) setSparse(p, sparse)
      }
    }
  )
}

// The loss, or a sum of what the model returns in its place; null when nothing is trainable.
function lossOf(output: unknown): Tensor | null {
  const sums = tensorsIn(output)
    .filter((t) => t.requiresGrad)
    .map((t) => (t.size === 1 ? t.reshape([]) : t.sum()))
  return sums.length === 0 ? null : sums.reduce((all, each) => all.add(each))
}

interface Seen {
  readonly made: readonly Storage[]
  readonly output: unknown
}

function counted(blocks: readonly Module[], forward: () => unknown): Omit<Measurement, 'backward'> {
  const saved = new Set<Storage>()
  const outputs = new Set<Storage>()
  const seen = new Map<object, Seen>()
  const onTape = (node: Node, out: Tensor): void => {
    outputs.add(out.storage)
    for (const t of node.saved) saved.add(t.storage)
  }
  const onForward = (module: object, compute: () => unknown): unknown => {
    if (!blocks.includes(module as Module) || seen.has(module)) return compute()
    const before = storagesOfScope().length
    const output = compute()
    seen.set(module, { made: storagesOfScope().slice(before), output })
    return output
  }
  watchForward(onForward, () => watchTape(onTape, forward))
  const bytes = (storages: readonly Storage[]): Bytes =>
    combine(...storages.map((storage) => [bytesOf(storage, saved, outputs), 1] as const))
  return {
    activations: bytes(storagesOfScope()),
    blocks: blocks.map((block) => {
      const { made, output } = seen.get(block) ?? { made: [], output: [] }
      const own = new Set(tensorsIn(output).map(({ storage }) => storage))
      return { activations: bytes(made), output: combine(...[...own].map((s) => [sizeOf(s), 1] as const)) }
    })
  }
}

function sizeOf({ array, dtype }: Storage): Bytes {
  const bytes = array.byteLength
  return { float32: bytes, bfloat16: dtype === 'float32' ? bytes / 2 : bytes }
}

// In float32 everything stays until the scope ends. As bfloat16 what backward reads has half the size; what no op saved
// is not kept; masks, indices and the statistics of norms stay what they are.
function bytesOf(storage: Storage, saved: ReadonlySet<Storage>, outputs: ReadonlySet<Storage>): Bytes {
  const { float32, bfloat16 } = sizeOf(storage)
  if (saved.has(storage)) return { float32, bfloat16 }
  return { float32, bfloat16: outputs.has(storage) ? 0 : float32 }
}

/** The tensors in a batch or in what a module returns. */
export function tensorsIn(value: unknown, depth = 0): Tensor[] {
  if (value instanceof Tensor) return [value]
  if (typeof value !== 'object' || value === null || depth === 4 || ArrayBuffer.isView(value)) return []
  return Object.values(value).flatMap((each) => tensorsIn(each, depth + 1))
}

// The state that a forward pass in training mode changes: running statistics, generators, modes.
function remember(model: Module): () => void {
  const modules = model.modules().map((module) => [module, module.training] as const)
  const buffers = model.buffers().map((t) => [t, contiguousCopy(t)] as const)
  const own = model.modules().flatMap((module) => Object.values(module).filter((v) => v instanceof Generator))
  const generators = [defaultGenerator, ...own].map((g) => [g, g.state()] as const)
  model.train()
  return () => {
    for (const [module, training] of modules) module.training = training
    for (const [t, copy] of buffers) {
      const { length } = copy
      kernels.copy(new Tensor(copy, t.shape), t)
      if (length > 0) t.storage.touch()
    }
    for (const [generator, state] of generators) generator.setState(state)
  }
}
