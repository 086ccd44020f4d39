// The life of a storage: every change of `Storage.state` is in this file.
//
//   LIVE --free--> FREE                     its scope ended, or a backward pass used its last gradient
//   LIVE --PendingScale.attach--> SCALE_PENDING --apply, clear--> LIVE      also --take--> LIVE --restore--> SCALE_PENDING
//   LIVE --packAway, hide--> PACKED --bringBack, reveal--> LIVE             saved tensors (autograd/savedTensors.ts)
//
// Inside `scope` memory is recycled; outside, the garbage collector does the work. docs/adr/0014-lifetime-of-memory.md
import * as kernels from '../backend/calls.ts'
import type { DType } from '../backend/index.ts'
import {
  FREE,
  LIVE,
  PACKED,
  SCALE_PENDING,
  type ScopeExit,
  type State,
  Storage,
  TO_COLLECTOR,
  TO_FREE_LIST,
  TO_OUTER,
  WIDTHS
} from '../backend/storage.ts'
import { returnBlock, takeBlock } from './allocator.ts'
import type { Tensor } from './tensor.ts'

// The fields of a storage that this file alone writes.
interface Writable {
  state: State
  scopeExit: ScopeExit
  gradientsWaiting: number
  mayFreeEarly: boolean
}

// --- scopes ---

/** What the open scope has made; null outside of scopes. */
let made: Storage[] | null = null
let held = 0
let peak = 0
/** More bytes than this are left to the garbage collector; see `recycleSmall`. */
let largest = Number.POSITIVE_INFINITY

/** A buffer of `length` elements; its contents are undefined. */
export function allocate(dtype: DType, length: number): Storage {
  if (made === null || length * WIDTHS[dtype] > largest) return Storage.allocate(dtype, length)
  const block = takeBlock(length * WIDTHS[dtype])
  const storage = Storage.over(block, dtype, length)
  made.push(storage)
  held += block.bytes
  if (held > peak) peak = held
  return storage
}

/** The bytes that open scopes hold now, and at most since `resetPeak`. Without parameters, gradients and states. */
export function scopeMemory(): { readonly held: number; readonly peak: number } {
  return { held, peak }
}

export function resetPeak(): void {
  peak = held
}

/** How many buffers the open scope has made so far; -1 outside of scopes. */
export function countOfScope(): number {
  return made === null ? -1 : made.length
}

/** The buffers that the innermost scope has made so far and that have not been freed. */
export function storagesOfScope(): readonly Storage[] {
  return made?.filter(({ block }) => block !== null) ?? []
}

/** What the open scope has made after its first `count` buffers and will free at its end. */
export function madeSince(count: number): Storage[] {
  return made!.slice(count).filter(({ block, scopeExit }) => block !== null && scopeExit === TO_FREE_LIST)
}

/** Runs `body`; the storages it made are freed unless `survivors` of its result names them. */
export function recycle<R>(body: () => R, survivors: (result: R) => Iterable<Storage>): R {
  const outer = made
  const mine: Storage[] = []
  const returned: Storage[] = []
  made = mine
  try {
    const result = body()
    if (typeof result === 'object' && result !== null) {
      for (const storage of survivors(result)) {
        if (storage.scopeExit !== TO_FREE_LIST) continue
        ;(storage as Writable).scopeExit = TO_OUTER
        returned.push(storage)
      }
    }
    return result
  } finally {
    made = outer
    leave(mine, outer)
    for (const storage of returned) (storage as Writable).scopeExit = TO_FREE_LIST
  }
}

// Frees what a scope made. What leaves it belongs to the one around it, or to the garbage collector.
function leave(mine: readonly Storage[], outer: Storage[] | null): void {
  for (const storage of mine) {
    if (storage.block === null) continue
    if (storage.scopeExit === TO_OUTER && outer !== null) outer.push(storage)
    else if (storage.scopeExit === TO_FREE_LIST) free(storage)
    else held -= storage.block.bytes
  }
}

/** A scope that stays open while other code runs: its parts are run by `within`, and `close` frees what they made. */
export class OpenScope {
  readonly #made: Storage[] = []

  within<R>(body: () => R): R {
    const outer = made
    made = this.#made
    try {
      return body()
    } finally {
      made = outer
    }
  }

  close(): void {
    leave(this.#made, null)
    this.#made.length = 0
  }
}

/** Runs `body` outside of every scope: what it makes belongs to the garbage collector. */
export function outsideScopes<R>(body: () => R): R {
  const outer = made
  made = null
  try {
    return body()
  } finally {
    made = outer
  }
}

// An ArrayBuffer takes longer to make than such a one takes to compute; the free list must not hold much for this.
const SMALL_BYTES = 2 ** 16

/** A scope around library code that is called outside of every scope, for its small buffers: none of them survives. */
export function recycleSmall(body: () => void): void {
  const mine: Storage[] = []
  made = mine
  largest = SMALL_BYTES
  try {
    body()
  } finally {
    made = null
    largest = Number.POSITIVE_INFINITY
    leave(mine, null)
  }
}

/** Takes a storage out of every scope: the garbage collector frees it. */
export function keepForever(storage: Storage): void {
  ;(storage as Writable).scopeExit = TO_COLLECTOR
}

function free(storage: Storage, state: typeof FREE | typeof PACKED = FREE): void {
  const block = storage.releaseBlock()
  ;(storage as Writable).state = state
  held -= block.bytes
  returnBlock(block)
}

// --- what a backward pass frees before the scope ends ---

// Smaller buffers are not worth the trouble.
const WORTH = 1024

/** A gradient that is still to be used lies in this storage. */
export function holdGradient(storage: Storage): void {
  ;(storage as Writable).gradientsWaiting++
}

/** Whether the gradient that waits in this storage is the last one in memory that the backward pass made. */
export function waitsAlone({ mayFreeEarly, gradientsWaiting, block }: Storage): boolean {
  return mayFreeEarly && gradientsWaiting === 1 && block !== null
}

/** That gradient is passed on to the backward pass around this one. */
export function passOnGradient(storage: Storage): void {
  ;(storage as Writable).gradientsWaiting--
}

/** That gradient is handed to the caller: nothing frees its memory early. */
export function handOutGradient(storage: Storage): void {
  ;(storage as Writable).gradientsWaiting--
  ;(storage as Writable).mayFreeEarly = false
}

/** That gradient has been used; memory that the backward pass made is freed with the last one in it. */
export function releaseGradient(storage: Storage): void {
  ;(storage as Writable).gradientsWaiting--
  if (!storage.mayFreeEarly || storage.gradientsWaiting > 0 || storage.block === null || made === null) return
  if (storage.block.bytes >= WORTH && storage.scopeExit === TO_FREE_LIST) free(storage)
}

/**
 * Frees what the open scope made after it had made `count` buffers, or marks it to be freed with the last gradient that
 * waits in it: for a backward pass, whose results nobody else has.
 */
export function releaseSince(count: number): void {
  const list = made!
  let kept = count
  for (let k = count; k < list.length; k++) {
    const storage = list[k]!
    if (storage.block === null) continue
    if (storage.gradientsWaiting > 0) (storage as Writable).mayFreeEarly = true
    else if (storage.block.bytes >= WORTH && storage.scopeExit === TO_FREE_LIST) {
      free(storage)
      continue
    }
    list[kept++] = storage
  }
  list.length = kept
}

// --- reading ---

/**
 * Makes a storage that is not LIVE readable, if it can be: a pending scale is applied. False when its elements are not
 * there to read.
 */
export function makeReadable(storage: Storage): boolean {
  return storage.state === SCALE_PENDING && PendingScale.apply(storage)
}

// --- saved tensors ---

/** Frees the memory of a storage that only ops which saved it may still ask for. */
export function packAway(storage: Storage): void {
  ;(storage as Writable).mayFreeEarly = true
  free(storage, PACKED)
}

/** Gives memory to a storage that was packed away; the caller writes its contents. */
export function bringBack(storage: Storage, length: number): void {
  storage.rebind(allocate(storage.dtype, length))
  ;(storage as Writable).state = LIVE
}

/** Between two ops that saved a storage which was brought back: nobody else may read its rounded elements. */
export function hide(storage: Storage): void {
  ;(storage as Writable).state = PACKED
}

/** Ends `hide`. A storage without memory stays what it is. */
export function reveal(storage: Storage): void {
  if (storage.state === PACKED && storage.block !== null) (storage as Writable).state = LIVE
}

// --- pending scales ---

/**
 * The factor that the gradients of one call of clipping are still to be multiplied by. Clipping by the norm only notes it:
 * an optimizer step applies it for free, and for every other reader `ensureReadable` multiplies first, so that the gradients
 * look clipped to everybody. docs/adr/0004-deferred-clipping.md has the reasons.
 */
export class PendingScale {
  static readonly #of = new WeakMap<Storage, PendingScale>()
  readonly #factor: number
  readonly #storages: Set<Storage>

  private constructor(factor: number, storages: Set<Storage>) {
    this.#factor = factor
    this.#storages = storages
  }

  /** Whether a tensor owns its memory, which outlives scopes, so that its elements can be multiplied later. */
  static fits({ storage, offset, size, isContiguous }: Tensor): boolean {
    return storage.block === null && offset === 0 && isContiguous && storage.length === size && size > 0
  }

  /** From now on the elements of these tensors count as multiplied by `factor`. */
  static attach(tensors: readonly Tensor[], factor: number): void {
    const scale = new PendingScale(factor, new Set(tensors.map(({ storage }) => storage)))
    for (const storage of scale.#storages) {
      PendingScale.#of.set(storage, scale)
      ;(storage as Writable).state = SCALE_PENDING
      storage.touch()
    }
  }

  /** Multiplies everything that was attached together with this storage. False when nothing is pending. */
  static apply(storage: Storage): boolean {
    const scale = PendingScale.#of.get(storage)
    if (scale === undefined) return false
    const storages = [...scale.#storages]
    for (const each of storages) PendingScale.clear(each)
    for (const dtype of ['float32', 'float64']) {
      const list = storages.filter((each) => each.dtype === dtype)
      if (list.length > 0) {
        const lengths = list.map(({ length }) => length)
        kernels.foreachMul({ x: list, lengths, scale: scale.#factor })
      }
    }
    return true
  }

  /** Before all elements are overwritten: nothing is left to multiply. */
  static clear(storage: Storage): void {
    const scale = PendingScale.#of.get(storage)
    if (scale === undefined) return
    PendingScale.#of.delete(storage)
    scale.#storages.delete(storage)
    ;(storage as Writable).state = LIVE
  }

  /**
   * The factor that all these gradients are to be multiplied by, 1 when there is none. Different factors are applied
   * first. Until `restore` the gradients can be read as they are.
   */
  static take(parameters: readonly Tensor[]): number {
    let common: number | undefined
    for (let k = 0; k < parameters.length; k++) {
      const storage = parameters[k]!.grad?.storage
      if (storage === undefined) continue
      const factor = storage.state === SCALE_PENDING ? PendingScale.#of.get(storage)!.#factor : 1
      if (common === undefined) common = factor
      else if (factor !== common) {
        for (const { grad } of parameters) if (grad?.storage.state === SCALE_PENDING) PendingScale.apply(grad.storage)
        return 1
      }
    }
    if (common === undefined || common === 1) return 1
    for (const { grad } of parameters) if (grad !== null) (grad.storage as Writable).state = LIVE
    return common
  }

  /** Ends `take`: the gradients still lack their factor. */
  static restore(parameters: readonly Tensor[]): void {
    for (const { grad } of parameters) {
      if (grad !== null && PendingScale.#of.has(grad.storage)) (grad.storage as Writable).state = SCALE_PENDING
    }
  }
}
