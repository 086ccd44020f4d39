// What a row of the benchmark is: the work, its two numbers (bytes and operations), its goal, and the same work in
// PyTorch. The tables of rows/*.ts are made of these; block.ts measures them.
import type { Operand, Storage } from '../backend/index.ts'
import type { Traffic } from '../backend/rates.ts'

export type FloatType = 'float32' | 'float64'

/** How a buffer is filled; torch_peer.py makes the same values from the same words. */
export interface Input {
  readonly shape: readonly number[]
  /** uniform: in [-1, 1). positive: in [0, 1). index: whole numbers from 0 to below - 1. */
  readonly fill: 'uniform' | 'positive' | 'zeros' | 'index'
  readonly seed: number
  /** Values of uniform and positive are multiplied by this. */
  readonly scale: number
  readonly below: number
}

/** A call of torch_peer.py (or tfjs_peer.mjs): the name of one of its ops and what that op wants to know. */
export interface PeerCall {
  readonly op: string
  readonly args?: Readonly<Record<string, number | string | boolean | readonly number[]>>
  /** Tells several calls of one row apart: "channels_last". */
  readonly label?: string
  /** Its results are others (of another precision) and are not compared. */
  readonly otherResults?: boolean
  /** A goal for this call. */
  readonly goal?: number
}

/** Which probe shows the bandwidth that a row can hope for; the best of all of them where none is named. */
export type { Traffic }

export interface Work {
  /** One call; everything it needs was made before. */
  run(): void
  /** What the work has computed, in the order in which the torch op returns its results. */
  readonly results: readonly Storage[]
}

export interface Row {
  /** Unique within its group; says the shape. */
  readonly name: string
  readonly group: string
  readonly inputs: Readonly<Record<string, Input>>
  /** Bytes that must move between memory and processor even if every cache were empty at the start: each input once,
   * each output once. */
  readonly bytes: number
  /** Operations that must be done; a fused multiply-add counts 2. 0 where only memory matters. */
  readonly flops: number
  readonly traffic?: Traffic
  /** The work changes its own inputs, so that calling it twice gives something else. */
  readonly inPlace?: boolean
  /** PyTorch's results are others (random numbers): they are not compared. */
  readonly otherResults?: boolean
  /** How far PyTorch's results may lie from ours, relatively. Default 1e-3. */
  readonly tolerance?: number
  readonly torch?: readonly PeerCall[]
  readonly tfjs?: readonly PeerCall[]
  /** Warm up for at least so long: work that lives in JavaScript is compiled while it runs. */
  readonly warmSeconds?: number
  /** PyTorch's time over ours shall be at least this. */
  readonly goal?: number
  /** The calls of PyTorch that `goal` is judged against: the first, or the fastest. Default 'first'. */
  readonly goalOf?: 'first' | 'best'
  /** The time of the JavaScript backend over ours on one thread shall be at least this. */
  readonly goalJs?: number
  make(buffers: Readonly<Record<string, Storage>>): Work
}

/** A table: the rows of one or more groups for a dtype; `width` is its size in bytes. */
export type Table = (dtype: FloatType, width: number) => Row[]

const SHAPELESS = { seed: 1, scale: 1, below: 0 }

/** Values in [-scale, scale). */
export function uniform(shape: readonly number[], seed = 1, scale = 1): Input {
  return { ...SHAPELESS, shape, fill: 'uniform', seed, scale }
}

/** Values in [0, scale). */
export function positive(shape: readonly number[], seed = 1, scale = 1): Input {
  return { ...SHAPELESS, shape, fill: 'positive', seed, scale }
}

export function zeros(shape: readonly number[]): Input {
  return { ...SHAPELESS, shape, fill: 'zeros' }
}

/** int32 indices in [0, below). */
export function index(shape: readonly number[], below: number, seed = 1): Input {
  return { ...SHAPELESS, shape, fill: 'index', seed, below }
}

export function count(shape: readonly number[]): number {
  return shape.reduce((n, size) => n * size, 1)
}

/** The bytes of float arrays of these shapes. */
export function bytesOf(width: number, ...shapes: readonly (readonly number[])[]): number {
  return shapes.reduce((sum, shape) => sum + count(shape) * width, 0)
}

/** The buffers of those names, in that order. */
export function pick(buffers: Readonly<Record<string, Storage>>, ...names: readonly string[]): Operand[] {
  return names.map((name) => buffers[name]!)
}
