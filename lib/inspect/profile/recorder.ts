// Instruments training steps: when each phase, module and kernel begins and ends, and the memory it holds.
// Called by profile.ts.
import { type Backward, type Node, watchTape } from '../../autograd/tape.ts'
import { type KernelCalls, type KernelWatcher, type Operand, watchKernels } from '../../backend/index.ts'
import type { Module } from '../../nn/index.ts'
import { watchForward } from '../../nn/path.ts'
import { resetPeak, scopeMemory } from '../../tensor/lifetime.ts'
import type { StepPhase } from '../../train/step.ts'
import { flopsOf, trafficOf } from './kernels.ts'

/** The phases of a step in their order. */
export const PHASES = ['data', 'forward', 'loss', 'backward', 'clipping', 'optimizer', 'callbacks', 'other'] as const
export type Phase = (typeof PHASES)[number]

/** Sums over all kernel calls within something. */
export interface Work {
  calls: number
  /** Milliseconds. */
  time: number
  flops: number
  bytes: number
}

/** Sums over all steps, times in milliseconds. */
export interface PhaseSums {
  time: number
  /** The most that scopes held at once. */
  peak: number
  readonly work: Work
}

export interface LayerSums {
  readonly path: string
  /** The module's class. */
  readonly kind: string
  calls: number
  /** Without the modules within it. */
  forward: number
  backward: number
  /** Bytes that its forward left in the scope, without the modules within it. */
  memory: number
  readonly forwardWork: Work
  readonly backwardWork: Work
}

/** An event of Chrome's trace format, times in microseconds. */
export interface TraceEvent {
  readonly name: string
  readonly cat: string
  readonly ph: 'X' | 'C' | 'M'
  readonly ts: number
  readonly dur?: number
  readonly pid: number
  readonly tid: number
  readonly args?: Readonly<Record<string, unknown>>
}

interface Frame {
  readonly layer: LayerSums
  readonly work: Work
  inner: number
  innerMemory: number
}

const work = (): Work => ({ calls: 0, time: 0, flops: 0, bytes: 0 })

/** The layer of ops that no module of the model made: those of the loss. */
const OUTSIDE = '(outside the model)'

export class Recorder {
  readonly phases: Readonly<Record<Phase, PhaseSums>>
  readonly layers = new Map<string, LayerSums>()
  readonly kernels = new Map<keyof KernelCalls, Work>()
  readonly events: TraceEvent[] = []
  /** The most that scopes held at once. */
  peak = 0
  readonly #began = performance.now()
  readonly #paths: ReadonlyMap<object, string>
  readonly #model: object
  readonly #frames: Frame[] = []
  #phase: Phase = 'other'
  #since = this.#began

  constructor(model: Module) {
    this.#model = model
    this.#paths = new Map(Array.from(model.namedModules(), ([path, module]) => [module, path]))
    this.phases = Object.fromEntries(PHASES.map((name) => [name, { time: 0, peak: 0, work: work() }])) as Record<
      Phase,
      PhaseSums
    >
  }

  // --- phases ---

  /** Ends the current phase and begins this one. */
  readonly phase = (name: Phase | StepPhase): void => {
    this.#end(performance.now())
    this.#phase = name
    this.#since = performance.now()
    resetPeak()
  }

  /** Ends the last phase. */
  stop(): void {
    this.#end(performance.now())
    this.#since = Number.NaN
  }

  /** Begins a step, which directly follows what came before. */
  start(name: Phase): void {
    this.#phase = name
    this.#since = performance.now()
    resetPeak()
  }

  #end(now: number): void {
    const sums = this.phases[this.#phase]
    const { held, peak } = scopeMemory()
    sums.time += now - this.#since
    sums.peak = Math.max(sums.peak, peak)
    this.peak = Math.max(this.peak, peak)
    this.#event(this.#phase, 'phase', this.#since, now)
    this.events.push({
      name: 'scopes',
      cat: 'memory',
      ph: 'C',
      ts: this.#us(now),
      pid: 1,
      tid: 1,
      args: { bytes: held }
    })
  }

  // --- what happens within a step ---

  /** Runs a step under all watchers. */
  watch<R>(step: () => R): R {
    return watchKernels(this.#kernel, () => watchForward(this.#forward, () => watchTape(this.#recorded, step)))
  }

  readonly #kernel: KernelWatcher = (kernel, buffers, sizes) => {
    const began = performance.now()
    return () => this.#ran(kernel, buffers, sizes, began, performance.now())
  }

  #ran(
    kernel: keyof KernelCalls,
    buffers: readonly (Operand | null)[],
    sizes: readonly number[],
    began: number,
    now: number
  ): void {
    const flops = flopsOf(kernel, sizes)
    const bytes = trafficOf(kernel, buffers, sizes)
    let own = this.kernels.get(kernel)
    if (own === undefined) {
      own = work()
      this.kernels.set(kernel, own)
    }
    for (const sums of [own, this.phases[this.#phase].work, this.#frames.at(-1)?.work]) {
      if (sums === undefined) continue
      sums.calls++
      sums.time += now - began
      sums.flops += flops
      sums.bytes += bytes
    }
    this.#event(kernel, 'kernel', began, now, flops > 0 ? { flops, bytes } : { bytes })
  }

  readonly #forward = (module: object, compute: () => unknown): unknown => {
    const path = this.#paths.get(module)
    // A loss module is not part of the model.
    if (path === undefined) return compute()
    const outermost = module === this.#model && this.#frames.length === 0
    if (outermost && this.#phase !== 'forward') this.phase('forward')
    const layer = this.#layer(path, module.constructor.name)
    layer.calls++
    const before = scopeMemory().held
    const frame: Frame = { layer, work: layer.forwardWork, inner: 0, innerMemory: 0 }
    try {
      return this.#within(frame, 'forward', compute)
    } finally {
      const grown = scopeMemory().held - before
      layer.memory += grown - frame.innerMemory
      const outer = this.#frames.at(-1)
      if (outer !== undefined) outer.innerMemory += grown
      if (outermost) this.phase('loss')
    }
  }

  readonly #recorded = (node: Node): void => {
    const layer = this.#frames.at(-1)?.layer ?? this.#layer(OUTSIDE, '')
    const backward = node.backward as Backward
    node.backward = (gradient) =>
      this.#within({ layer, work: layer.backwardWork, inner: 0, innerMemory: 0 }, node.name, () => backward(gradient))
  }

  #within<R>(frame: Frame, name: string, body: () => R): R {
    const forward = frame.work === frame.layer.forwardWork
    const outer = this.#frames.at(-1)
    this.#frames.push(frame)
    const began = performance.now()
    try {
      return body()
    } finally {
      const now = performance.now()
      const own = now - began - frame.inner
      this.#frames.pop()
      if (outer !== undefined) outer.inner += now - began
      if (forward) frame.layer.forward += own
      else frame.layer.backward += own
      const title = frame.layer.path === '' ? frame.layer.kind : frame.layer.path
      this.#event(forward ? title : `${title}: ${name}`, forward ? 'forward' : 'backward', began, now)
    }
  }

  #layer(path: string, kind: string): LayerSums {
    let layer = this.layers.get(path)
    if (layer === undefined) {
      layer = { path, kind, calls: 0, forward: 0, backward: 0, memory: 0, forwardWork: work(), backwardWork: work() }
      this.layers.set(path, layer)
    }
    return layer
  }

  // --- events ---

  #us(now: number): number {
    return Math.round((now - this.#began) * 1e6) / 1e3
  }

  #event(name: string, cat: string, began: number, now: number, args?: Readonly<Record<string, unknown>>): void {
    const ts = this.#us(began)
    const dur = Math.round((this.#us(now) - ts) * 1e3) / 1e3
    this.events.push({ name, cat, ph: 'X', ts, dur, pid: 1, tid: 1, ...(args === undefined ? {} : { args }) })
  }
}
