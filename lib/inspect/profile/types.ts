// The rows of a profile. Made by profile.ts, judged by advice.ts, printed by report.ts.
import type { Phase } from './recorder.ts'

/** Rates of the kernels within something. */
interface Rates {
  /** Kernel calls a step. */
  readonly calls: number
  /** Floating-point operations a second while its kernels run: of products, convolutions and attention. */
  readonly flopsPerSecond: number
  /** Bytes that its kernels read and write a second, each buffer counted once. */
  readonly bytesPerSecond: number
}

/** A phase of a step. `clipping` and the callbacks' onGradients are there when the Trainer has them. */
export interface PhaseProfile extends Rates {
  readonly name: Phase
  /** A step. */
  readonly seconds: number
  /** Of a step, 0 to 1. */
  readonly share: number
  /** Bytes that scopes held at most meanwhile: activations and what backward makes. */
  readonly peak: number
}

/** A module of the model, without the modules within it. */
export interface LayerProfile extends Rates {
  /** '' for the model itself. */
  readonly path: string
  /** The name of its class. */
  readonly kind: string
  /** Seconds a step of its forward. */
  readonly forward: number
  /** Seconds a step of the backward of the ops that its forward recorded. */
  readonly backward: number
  /** Of a step, 0 to 1. */
  readonly share: number
  /** Bytes that its forward leaves for backward. */
  readonly memory: number
}

/** All calls of a kernel. */
export interface KernelProfile extends Rates {
  readonly name: string
  /** A step. */
  readonly seconds: number
  /** Of a step, 0 to 1. */
  readonly share: number
}

/** Bytes. */
export interface MemoryProfile {
  readonly parameters: number
  readonly gradients: number
  /** Of the optimizer. */
  readonly states: number
  /** What scopes held at most: activations and what backward makes. */
  readonly scopes: number
}
