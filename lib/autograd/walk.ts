// A walk over the tape: from the newest node to the oldest, each turning the gradient of its output into those of its
// inputs. `backward` sums them into the leaves' grad, `grad` collects those of some tensors; either may put the gradients
// themselves on the tape. Iterative, so depth is not limited.
import { AutogradError } from '../errors.ts'
import {
  countOfScope,
  handOutGradient,
  holdGradient,
  recycleSmall,
  releaseGradient,
  releaseSince
} from '../tensor/lifetime.ts'
import { format } from '../tensor/shape.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { differentiableOf, recordedCopy, recordedSum } from './differentiable.ts'
import { accumulate, addInPlace, hookedLeaf, leavesHooked, mayAddTo, sumOf, writeLeaves } from './grads.ts'
import { type GradientHooks, type Node, nodeOf, OPAQUE, setRecording } from './node.ts'
import { currentPrecision, withPrecision } from './precision.ts'

/** Where a walk puts gradients: into the `grad` of leaves, into some tensors' places, or nowhere. */
export type Sink = 'leaves' | Targets | null

/** How a walk runs. */
export interface WalkMode {
  /** Whether the gradients are recorded, so that they have gradients. */
  readonly graph: boolean
  /** Whether nodes keep what they saved. */
  readonly retain: boolean
  readonly sink: 'leaves' | Targets
}

/** Tensors whose gradients a walk collects; those of the others go to `rest`. */
export class Targets {
  readonly gradients: (Tensor | null)[]
  /** Whether the walk ends at the targets, even if they are results of ops. */
  readonly ends: boolean
  readonly rest: Sink
  readonly #places: ReadonlyMap<Tensor | Node, number>
  readonly #owned = new Set<Tensor>()

  constructor(tensors: readonly Tensor[], ends: boolean, rest: Sink) {
    this.#places = new Map(tensors.map((x, k) => [nodeOf(x) ?? x, k]))
    this.gradients = tensors.map(() => null)
    this.ends = ends
    this.rest = rest
  }

  has(place: Tensor | Node): boolean {
    return this.#places.has(place)
  }

  /** Whether a gradient that arrives at this leaf or node is used, here or in the rest. */
  wants(place: Tensor | Node, leaf: boolean): boolean {
    if (this.#places.has(place)) return true
    return this.rest instanceof Targets ? this.rest.wants(place, leaf) : this.rest === 'leaves' && leaf
  }

  /** Adds a gradient that arrived at a target. */
  add(place: Tensor | Node, g: Tensor, graph: boolean): void {
    const k = this.#places.get(place)!
    const before = this.gradients[k]!
    if (before === null) {
      this.#hold(k, g)
    } else if (graph) this.gradients[k] = recordedSum(before, g)
    else if (this.#owned.has(before)) addInPlace(before, g)
    else {
      const sum = sumOf(before, g)
      this.#owned.add(sum)
      this.#hold(k, sum)
    }
  }

  // The walk must not free the memory of a gradient that waits here.
  #hold(k: number, g: Tensor): void {
    this.gradients[k] = g
    holdGradient(g.storage)
  }

  /** The walk is over: the gradients belong to the caller. */
  release(): void {
    for (const g of this.gradients) if (g !== null) handOutGradient(g.storage)
  }
}

let walks = 0
let current: WalkMode | null = null
const PLAIN: WalkMode = { graph: false, retain: false, sink: 'leaves' }

/** The mode of the walk that runs now; that of a plain `backward` outside of one. */
export function currentMode(): WalkMode {
  return current ?? PLAIN
}

/** Walks from `roots`, whose gradients are `seeds`. */
export function walk(roots: readonly Tensor[], seeds: readonly Tensor[], mode: WalkMode): void {
  const nodes = collect(roots, mode)
  // Outside of scopes nothing that the library's own backwards make outlives a plain walk.
  const once = !mode.graph && !mode.retain && mode.sink === 'leaves' && watcher === null
  if (once && countOfScope() < 0 && !leavesHooked() && nodes.every(isPlain)) {
    recycleSmall(() => walkOver(nodes, roots, seeds, mode))
  } else walkOver(nodes, roots, seeds, mode)
}

/** A plain walk in pieces: each call continues for some milliseconds of JavaScript, then returns whether there is more. */
export function walkInPieces(roots: readonly Tensor[], seeds: readonly Tensor[]): (milliseconds: number) => boolean {
  const nodes = collect(roots, PLAIN)
  const mark = walks
  const place: Place = { next: 0, until: 0, late: { first: null } }
  return (milliseconds) => {
    place.until = performance.now() + milliseconds
    paused.delete(mark)
    const more = walkOver(nodes, roots, seeds, PLAIN, place)
    if (more) paused.add(mark)
    return more
  }
}

// Where a walk in pieces is.
interface Place {
  next: number
  until: number
  readonly late: Late
}

// The walks that pause now: gradients wait at their nodes.
const paused = new Set<number>()

// Whether no code of a user's, who may keep what it sees, runs in the node's backward.
function isPlain({ hooks, savedHooks, differentiable, details }: Node): boolean {
  return hooks === null && savedHooks === null && differentiable === null && details !== OPAQUE
}

// From a place to when its time is up, or all of it. Returns whether there is more.
function walkOver(
  nodes: readonly Node[],
  roots: readonly Tensor[],
  seeds: readonly Tensor[],
  mode: WalkMode,
  place: Place | null = null
): boolean {
  const { graph } = mode
  const late: Late = place === null ? { first: null } : place.late
  const first = place === null ? 0 : place.next
  let more = false
  const before = setRecording(graph)
  const around = current
  const direct = writeLeaves(!graph && mode.sink === 'leaves' && watcher === null)
  current = mode
  try {
    if (first === 0) for (let k = 0; k < roots.length; k++) arrive(roots[k]!, seeds[k]!, mode, late)
    for (let k = first; k < nodes.length; k++) {
      if (place !== null && k > first && performance.now() >= place.until) {
        place.next = k
        more = true
        return true
      }
      const each = nodes[k]!
      const g = each.gradient
      if (g === null) continue
      each.gradient = null
      if (graph) throughRecorded(each, g, mode, late)
      else through(each, g, mode, late)
    }
    if (late.first !== null) finishLeaves(late.first, mode)
    return false
  } finally {
    current = around
    writeLeaves(direct)
    setRecording(before)
    for (let k = 0; k < nodes.length && !more; k++) {
      const each = nodes[k]!
      each.gradient = null
      each.wanted = false
    }
  }
}

// The gradients of leaves with hooks, which see the sum of all that arrives.
interface Late {
  first: Map<Tensor, Tensor> | null
}

function through(node: Node, g: Tensor, mode: WalkMode, late: Late): void {
  const count = countOfScope()
  let up = g
  if (node.hooks !== null) up = hooked(node.hooks, g)
  if (mode.sink !== 'leaves') {
    if (mode.sink.has(node)) mode.sink.add(node, up, false)
  } else if (node.retain !== null) accumulate(node.retain, up)
  if (node.wanted) propagate(node, up, mode, late)
  // What this op made for its gradients, and the gradient that it had, are freed at once: the next op writes there.
  // A hook may have kept its gradient.
  if (node.hooks !== null) return
  if (count >= 0) releaseSince(count)
  releaseGradient(g.storage)
}

function propagate(node: Node, gradient: Tensor, mode: WalkMode, late: Late): void {
  const hooks = node.savedHooks
  if (hooks !== null) hooks.unpack()
  checkSaved(node)
  const gradients = gradientsOf(node, gradient, mode.graph)
  // A graph of the gradients reads what was saved later.
  if (hooks !== null && !mode.graph) hooks.release(gradients)
  if (watcher !== null) watcher(node, gradient, gradients)
  for (let k = 0; k < node.inputs.length; k++) {
    const g = gradients[k]
    if (g != null) arrive(node.inputs[k]!, g, mode, late)
  }
  if (!mode.retain) {
    node.backward = null
    node.saved = []
  }
}

// Products are computed as those of the forward pass were, whatever is set around the walk.
function gradientsOf(node: Node, gradient: Tensor, graph: boolean): readonly (Tensor | null)[] {
  if (node.precision !== currentPrecision()) {
    return withPrecision(node.precision, () => gradientsOf(node, gradient, graph))
  }
  return graph ? differentiableOf(node)(node, gradient) : node.backward!(gradient)
}

// The same with gradients on the tape, which stay.
function throughRecorded(node: Node, gradient: Tensor, mode: WalkMode, late: Late): void {
  let up = gradient
  if (node.hooks !== null) up = hooked(node.hooks, up)
  if (mode.sink !== 'leaves') {
    if (mode.sink.has(node)) mode.sink.add(node, up, true)
  } else if (node.retain !== null) addRecorded(node.retain, up)
  if (node.wanted) propagate(node, up, mode, late)
}

// A gradient arrives at a tensor: the output of a node, or a leaf.
function arrive(x: Tensor, g: Tensor, mode: WalkMode, late: Late): void {
  if (!x.requiresGrad) return
  const { graph } = mode
  const node = nodeOf(x)
  if (node === null) {
    if (hookedLeaf(x) !== null) defer(x, g, graph, late)
    else if (mode.sink === 'leaves' && !graph) accumulate(x, g)
    else settle(x, g, mode.sink, graph)
  } else if (mode.sink !== 'leaves' && !node.wanted && !mode.sink.has(node)) return
  else if (node.gradient === null) node.holdGradient(g, false)
  else if (graph) node.gradient = recordedSum(node.gradient, g)
  else if (mayAddTo(node, node.gradient)) addInPlace(node.gradient, g)
  else {
    const first = node.gradient
    node.holdGradient(sumOf(first, g), true)
    releaseGradient(first.storage)
  }
}

// The gradient of a leaf, where the sink wants it.
function settle(x: Tensor, g: Tensor, sink: Sink, graph: boolean): void {
  if (sink === null) return
  if (sink === 'leaves') {
    if (graph) addRecorded(x, g)
    else accumulate(x, g)
  } else if (sink.has(x)) sink.add(x, g, graph)
  else settle(x, g, sink.rest, graph)
}

// With a graph `grad` is a new tensor: the old one may be part of another graph.
function addRecorded(x: Tensor, g: Tensor): void {
  x.grad = x.grad == null ? recordedCopy(g) : recordedSum(x.grad, g)
}

function defer(x: Tensor, g: Tensor, graph: boolean, late: Late): void {
  late.first ??= new Map()
  const before = late.first.get(x)
  const sum = before === undefined ? g : graph ? recordedSum(before, g) : sumOf(before, g)
  if (sum !== before) holdGradient(sum.storage)
  late.first.set(x, sum)
}

const NO_HOOKS: GradientHooks = new Set()

function finishLeaves(late: Map<Tensor, Tensor>, mode: WalkMode): void {
  // The hooks may have been removed meanwhile.
  for (const [x, g] of late) settle(x, hooked(hookedLeaf(x) ?? NO_HOOKS, g), mode.sink, mode.graph)
}

function hooked(hooks: GradientHooks, gradient: Tensor): Tensor {
  let g = gradient
  for (const hook of [...hooks]) g = hook(g) ?? g
  return g
}

/** Sees every node of a walk with the gradient of its output and those of its inputs. */
export type WalkWatcher = (node: Node, gradient: Tensor, gradients: readonly (Tensor | null)[]) => void

let watcher: WalkWatcher | null = null

/** Installs a watcher, or null, and returns the one before. */
export function watchWalk(watch: WalkWatcher | null): WalkWatcher | null {
  const before = watcher
  watcher = watch
  return before
}

// Every node that the roots depend on, the newest first: an order in which each comes after all that use its output.
// `wanted` marks those that lead to what the sink wants.
function collect(roots: readonly Tensor[], { sink }: WalkMode): Node[] {
  const mark = ++walks
  const nodes: Node[] = []
  reach(roots, mark, nodes)
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at]!
    if (sink !== 'leaves' && sink.ends && sink.has(node)) continue
    reach(node.inputs, mark, nodes)
  }
  newestFirst(nodes)
  if (sink !== 'leaves') for (let k = nodes.length - 1; k >= 0; k--) nodes[k]!.wanted = leads(nodes[k]!, sink)
  for (let k = 0; k < nodes.length; k++) {
    const node = nodes[k]!
    if (sink === 'leaves') node.wanted = true
    if (node.wanted && node.backward === null) throw usedAlready(node)
  }
  return nodes
}

// Adds the nodes that made these tensors, each once.
function reach(tensors: readonly Tensor[], mark: number, nodes: Node[]): void {
  for (let k = 0; k < tensors.length; k++) {
    const next = nodeOf(tensors[k]!)
    if (next === null || next.seen === mark) continue
    if (paused.size > 0 && paused.has(next.seen)) {
      throw new AutogradError(
        'backward: expected a graph that is not in use but a pass in the background pauses in this one'
      )
    }
    next.seen = mark
    nodes.push(next)
  }
}

function leads(node: Node, sink: Targets): boolean {
  if (sink.ends && sink.has(node)) return false
  if (node.details === OPAQUE) return true
  return node.inputs.some((x) => {
    if (!x.requiresGrad) return false
    const next = nodeOf(x)
    return next === null ? sink.wants(x, true) : next.wanted || sink.has(next)
  })
}

function usedAlready({ name }: Node): AutogradError {
  return new AutogradError(
    `backward: the graph was used already: what ${name} saved is gone; pass { retainGraph: true } to the first backward`
  )
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
