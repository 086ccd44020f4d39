// The tape: every op on tensors that require gradients leaves a node; `backward` walks the nodes from the newest to the
// oldest, each turning the gradient of its output into those of its inputs. Iterative, so depth is not limited.
import { Storage } from '../backend/index.ts'
import { AutogradError, OptionError, ShapeError } from '../errors.ts'
import { countOfScope, holdGradient, releaseGradient, releaseSince } from '../tensor/lifetime.ts'
import { format, sameShape } from '../tensor/shape.ts'
import { checkTensor, type GraphNode, Tensor } from '../tensor/tensor.ts'
import { namesOnly } from '../util/options.ts'
import { isPromise } from '../util/realm.ts'
import { restoring } from '../util/restore.ts'
import { accumulate, addInPlace, sumOf } from './grads.ts'

/** From the gradient of an op's output to those of its inputs; null if there is none or it is already summed. */
export type Backward = (gradient: Tensor) => readonly (Tensor | null)[]

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
let walk = 0

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
  /** Called around backward when what was saved is kept in another form meanwhile. */
  savedHooks: SavedTensorHooks | null = null
  /** The output, when its gradient is to be kept (`retainGrad`). */
  retain: Tensor | null = null

  constructor(name: string, inputs: readonly Tensor[], saved: readonly Tensor[], backward: Backward) {
    this.name = name
    this.inputs = inputs
    this.backward = backward
    this.saved = saved
    this.versions = saved.length === 0 ? NO_VERSIONS : saved.map((t) => t.storage.version)
  }

  /** Lets the gradient of the output wait here; `owned` if the walk may add to it. */
  holdGradient(gradient: Tensor, owned: boolean): void {
    this.gradient = gradient
    this.owned = owned
    holdGradient(gradient.storage)
  }
}

const NO_VERSIONS: number[] = []

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

/** Records the op that made `out` if one of its inputs requires a gradient. Returns `out`. */
export function record(
  name: string,
  out: Tensor,
  inputs: readonly Tensor[],
  saved: readonly Tensor[],
  backward: Backward
): Tensor {
  if (needsTape(inputs)) put(name, out, inputs, saved, backward)
  return out
}

/** Puts the op that made `out` on the tape, whatever its inputs require. */
export function put(
  name: string,
  out: Tensor,
  inputs: readonly Tensor[],
  saved: readonly Tensor[],
  backward: Backward
): void {
  out.requiresGrad = true
  const node = new Node(name, inputs, saved, backward)
  out.node = node
  if (watcher !== null) watcher(node, out)
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

/**
 * Computes the gradients of `root` with respect to every leaf that requires one and adds them to the leaves' `grad`.
 *
 * @param gradient the gradient of something with respect to `root`; optional when root has one element
 * @param options.retainGraph keep what is needed to call backward again. Default false
 * @throws AutogradError when root requires no gradient, is not a scalar and no gradient is given, when the graph was
 *   used already, or when a tensor was changed after an op saved it
 */
export function backward(root: Tensor, gradient?: Tensor, options: { retainGraph?: boolean | undefined } = {}): void {
  checkTensor('backward', 'this', root)
  namesOnly('backward', options, OPTIONS)
  const seed = seedOf(root, gradient)
  const node = nodeOf(root)
  if (node === null) {
    accumulate(root, seed)
    return
  }
  const nodes = collect(node)
  node.holdGradient(seed, false)
  const before = recording
  recording = false
  try {
    for (const each of nodes) {
      const g = each.gradient
      if (g === null) continue
      each.gradient = null
      if (each.retain !== null) accumulate(each.retain, g)
      const count = countOfScope()
      propagate(each, g)
      if (!options.retainGraph) {
        each.backward = null
        each.saved = []
      }
      // What this op made for its gradients, and the gradient that it had, are freed at once: the next op writes there.
      if (count >= 0) releaseSince(count)
      releaseGradient(g.storage)
    }
  } finally {
    recording = before
    for (const each of nodes) each.gradient = null
  }
}

const OPTIONS = ['retainGraph']

function seedOf(root: Tensor, gradient: Tensor | undefined): Tensor {
  if (!root.requiresGrad) {
    throw new AutogradError(
      'backward: expected a tensor that requires a gradient but this one does not: no input of its ops requires one, or it was made in noGrad'
    )
  }
  if (gradient === undefined) {
    if (root.size !== 1) {
      throw new AutogradError(
        `backward: expected a gradient for a tensor of shape ${format(root.shape)}; only a tensor of one element has an implicit one`
      )
    }
    const one = Storage.allocate(root.dtype, 1)
    one.array[0] = 1
    return new Tensor(one, root.shape)
  }
  checkTensor('backward', 'gradient', gradient, [root.dtype])
  if (!sameShape(gradient.shape, root.shape)) {
    throw new ShapeError(
      `backward: expected a gradient of shape ${format(root.shape)} but received ${format(gradient.shape)}`
    )
  }
  return gradient
}

// Every node that root depends on, the newest first: an order in which each comes after all that use its output.
function collect(root: Node): Node[] {
  const mark = ++walk
  const nodes: Node[] = [root]
  root.seen = mark
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]!
    if (node.backward === null) {
      throw new AutogradError(
        `backward: the graph was used already: what ${node.name} saved is gone; pass { retainGraph: true } to the first backward`
      )
    }
    for (const input of node.inputs) {
      const next = nodeOf(input)
      if (next !== null && next.seen !== mark) {
        next.seen = mark
        nodes.push(next)
      }
    }
  }
  return newestFirst(nodes)
}

// Short graphs are nearly in order already.
function newestFirst(nodes: Node[]): Node[] {
  if (nodes.length > 32) return nodes.sort((a, b) => b.id - a.id)
  for (let k = 1; k < nodes.length; k++) {
    const node = nodes[k]!
    let at = k
    for (; at > 0 && nodes[at - 1]!.id < node.id; at--) nodes[at] = nodes[at - 1]!
    nodes[at] = node
  }
  return nodes
}

// Runs one node's backward and hands its results to the nodes or leaves they belong to.
function propagate(node: Node, gradient: Tensor): void {
  const hooks = node.savedHooks
  if (hooks !== null) hooks.unpack()
  checkSaved(node)
  const gradients = node.backward!(gradient)
  if (hooks !== null) hooks.release(gradients)
  for (let k = 0; k < node.inputs.length; k++) {
    const g = gradients[k]
    const input = node.inputs[k]!
    if (g == null || !input.requiresGrad) continue
    const next = nodeOf(input)
    if (next === null) accumulate(input, g)
    else if (next.gradient === null) next.holdGradient(g, false)
    else if (next.owned) addInPlace(next.gradient, g)
    else {
      const first = next.gradient
      next.holdGradient(sumOf(first, g), true)
      releaseGradient(first.storage)
    }
  }
}

function checkSaved({ name, saved, versions }: Node): void {
  for (let k = 0; k < saved.length; k++) {
    const t = saved[k]!
    t.ensureReadable(`backward of ${name}`)
    if (t.storage.version !== versions[k]) {
      throw new AutogradError(
        `backward: a tensor of shape ${format(t.shape)} that ${name} saved was changed in place afterwards (version ${t.storage.version}, expected ${versions[k]})`
      )
    }
  }
}

/** Makes `backward` keep the gradient of a non-leaf tensor in its `grad`. */
export function retainGrad(x: Tensor): void {
  checkTensor('retainGrad', 'this', x)
  if (!x.requiresGrad) {
    throw new AutogradError('retainGrad: expected a tensor that requires a gradient but this one does not')
  }
  if (x.node !== null) (x.node as Node).retain = x
}

/** Records that the elements of `x` were changed in place. */
export function changed(x: Tensor): void {
  x.storage.touch()
}
