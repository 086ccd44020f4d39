// The nodes of the tape: every op on tensors that require gradients leaves one. walk.ts goes over them; tape.ts is what
// ops and users import.
import { OptionError } from '../errors.ts'
import { holdGradient } from '../tensor/lifetime.ts'
import type { GraphNode, Tensor } from '../tensor/tensor.ts'
import { isPromise } from '../util/realm.ts'
import { restoring } from '../util/restore.ts'
import { currentPrecision } from './precision.ts'

/** From the gradient of an op's output to those of its inputs; null if there is none or it is already summed. */
export type Backward = (gradient: Tensor) => readonly (Tensor | null)[]

/**
 * The same in ops that are recorded: the gradients have gradients. It reads what the node saved, never storages that the
 * forward pass left behind.
 */
export type Differentiable = (node: Node, gradient: Tensor) => readonly (Tensor | null)[]

/** The functions that see the gradient of one tensor, in order; each may return another gradient. */
export type GradientHooks = Set<(gradient: Tensor) => Tensor | undefined>

/**
 * What keeps the saved tensors of one node in another form between its forward and its backward: see savedTensors.ts.
 */
export interface SavedTensorHooks {
  /** Just before the node's backward: makes what it saved readable. */
  unpack(): void
  /** Just after it, with the gradients that it returned. */
  release(gradients: readonly (Tensor | null)[]): void
}

let recording = true
let newest = 0

/** One op on the tape. */
export class Node implements GraphNode {
  readonly id = ++newest
  readonly name: string
  readonly inputs: readonly Tensor[]
  backward: Backward | null
  /** Tensors that backward will read, and their versions when it was recorded. */
  saved: readonly Tensor[]
  versions: number[]
  /** During a walk: the gradient of the output so far, and whether it is the walk's own to add to. */
  gradient: Tensor | null = null
  owned = false
  seen = 0
  /** During a walk: whether it leads to a tensor whose gradient is wanted. */
  wanted = false
  /** Called around backward when what was saved is kept in another form meanwhile. */
  savedHooks: SavedTensorHooks | null = null
  /** The output, when its gradient is to be kept (`retainGrad`). */
  retain: Tensor | null = null
  /** See the output's gradient before this op gets it, and may replace it (`registerHook`). */
  hooks: GradientHooks | null = null
  /** What products of its backward compute with: the same as those of its forward. */
  readonly precision = currentPrecision()
  /** What the differentiable form of the op's backward needs besides inputs and saved tensors; see differentiable.ts. */
  readonly details: unknown
  /** That form, when it is this node's alone. */
  differentiable: Differentiable | null = null

  constructor(
    name: string,
    inputs: readonly Tensor[],
    saved: readonly Tensor[],
    backward: Backward,
    details: unknown = null
  ) {
    this.name = name
    this.details = details
    this.inputs = inputs
    this.backward = backward
    this.saved = saved
    this.versions = saved.length === 0 ? NO_VERSIONS : versionsOf(saved)
  }

  /** Lets the gradient of the output wait here; `owned` if the walk may add to it. */
  holdGradient(gradient: Tensor, owned: boolean): void {
    this.gradient = gradient
    this.owned = owned
    holdGradient(gradient.storage)
  }
}

const NO_VERSIONS: number[] = []

function versionsOf(saved: readonly Tensor[]): number[] {
  const versions: number[] = []
  for (let k = 0; k < saved.length; k++) versions.push(saved[k]!.storage.version)
  return versions
}

/** The details of a node that may use tensors besides its inputs: no walk leaves it out. */
export const OPAQUE = Symbol('opaque')

/** The node of the op that made `x`, null for a leaf. */
export function nodeOf(x: Tensor): Node | null {
  return x.node as Node | null
}

/** Whether an op on these inputs is recorded. */
export function needsTape(inputs: readonly (Tensor | null)[]): boolean {
  if (!recording) return false
  for (let k = 0; k < inputs.length; k++) if (inputs[k]?.requiresGrad) return true
  return false
}

/**
 * Records the op that made `out` if one of its inputs requires a gradient. Returns `out`.
 * @param details what the differentiable form of its backward needs, by the op's row in lib/ops/differentiable
 */
export function record(
  name: string,
  out: Tensor,
  inputs: readonly Tensor[],
  saved: readonly Tensor[],
  backward: Backward,
  details?: unknown
): Tensor {
  if (needsTape(inputs)) put(name, out, inputs, saved, backward, details)
  return out
}

/** Puts the op that made `out` on the tape, whatever its inputs require. */
export function put(
  name: string,
  out: Tensor,
  inputs: readonly Tensor[],
  saved: readonly Tensor[],
  backward: Backward,
  details?: unknown
): Node {
  out.requiresGrad = true
  const node = new Node(name, inputs, saved, backward, details)
  out.node = node
  if (watcher !== null) watcher(node, out)
  return node
}

/** Sees every op as it is recorded; it may replace the op's backward. */
export type TapeWatcher = (node: Node, out: Tensor) => void

let watcher: TapeWatcher | null = null

/** Notifies a watcher of every op that `body` records, after the watchers already installed. */
export function watchTape<R>(watch: TapeWatcher, body: () => R): R {
  const before = watcher
  watcher =
    before === null
      ? watch
      : (node, out) => {
          before(node, out)
          watch(node, out)
        }
  return restoring(body, () => {
    watcher = before
  })
}

/**
 * Runs `body` without recording: its results require no gradient.
 * @throws OptionError when body is asynchronous, because recording would be off for other code meanwhile
 * @example
 * const y = noGrad(() => model.forward(x))
 */
export function noGrad<R>(body: () => R): R {
  return withRecording('noGrad', false, body)
}

/** Runs `body` with recording on, inside `noGrad`. */
export function enableGrad<R>(body: () => R): R {
  return withRecording('enableGrad', true, body)
}

function withRecording<R>(name: string, on: boolean, body: () => R): R {
  if (typeof body !== 'function') throw new OptionError(`${name}: expected a function but received ${String(body)}`)
  const before = recording
  recording = on
  try {
    return synchronous(name, body())
  } finally {
    recording = before
  }
}

/** Switches recording and returns what it was, for a walk over the tape. */
export function setRecording(on: boolean): boolean {
  const before = recording
  recording = on
  return before
}

/** Whether ops are recorded now. */
export function isGradEnabled(): boolean {
  return recording
}

/** `result`, unless it is a promise: what surrounds the call would end before the work does. */
export function synchronous<R>(name: string, result: R): R {
  if (isPromise(result)) {
    result.catch(() => undefined)
    throw new OptionError(`${name}: expected a synchronous function but received one that returns a promise`)
  }
  return result
}
