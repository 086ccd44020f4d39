// Transforms off the main thread: a pool of worker threads that each load the user's module and call its default export
// with one batch at a time. Tensors cross as plain { dtype, shape, data }. Called by the DataLoader.
import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { DataError, OptionError } from '../errors.ts'
import { fromArray } from '../tensor/create.ts'
import { elementsOf, Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import { importModule } from '../util/packages.ts'
import { isError, isPlainObject, isUrl, tagOf } from '../util/realm.ts'

/** A tensor as it crosses between threads: what a transform in a module receives and may return. */
export interface PlainTensor {
  readonly dtype: Tensor['dtype']
  readonly shape: readonly number[]
  readonly data: Tensor['data']
}

/**
 * The position of a batch in the run. The same batch has the same context regardless of where and when it is computed.
 */
export interface TransformContext {
  /** The loader's seed. */
  readonly seed: bigint
  readonly epoch: number
  /** The number of the batch in its epoch. */
  readonly batch: number
  /** The samples' numbers in the dataset. */
  readonly indices: Uint32Array
  /** Distinguishes random transforms in one pipeline; `compose` increments it. */
  readonly stream?: number
}

type ModuleTransform = (batch: unknown, context: TransformContext) => unknown

// Runs as CommonJS text in the worker, so that it needs no separate file when the library is bundled.
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads')
const loading = import(workerData)
loading.catch(() => {})
const pack = (value, moved) => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((v) => pack(v, moved))
  if (ArrayBuffer.isView(value.data) && Array.isArray(value.shape)) {
    // A Buffer's own slice copies nothing.
    const data = Buffer.isBuffer(value.data) ? Uint8Array.from(value.data) : value.data.slice()
    moved.push(data.buffer)
    return { dtype: value.dtype, data, shape: value.shape }
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype) return value
  return Object.fromEntries(Object.keys(value).map((key) => [key, pack(value[key], moved)]))
}
// A DOMException, as of a result that cannot be sent, would arrive as an empty object.
const sendable = (error) =>
  Object.prototype.toString.call(error) === '[object Error]' ? error : new Error(String(error?.message ?? error))
parentPort.on('message', async ({ id, batch, context }) => {
  try {
    const transform = (await loading).default
    if (typeof transform !== 'function') throw new TypeError('the module has no default export that is a function')
    const moved = []
    const result = pack(await transform(batch, context), moved)
    parentPort.postMessage({ id, result }, moved)
  } catch (error) {
    parentPort.postMessage({ id, error: sendable(error) })
  }
})
`

/** The address of a transform's module: a URL, a file: address, or a path from the current folder. */
export function moduleAddress(module: string | URL): string {
  if (isUrl(module)) return module.href
  if (/^(file|data|node):/.test(module)) return module
  return pathToFileURL(isAbsolute(module) ? module : resolve(module)).href
}

/** The batch with plain tensors, whose memory is their own. `moved` collects what may be transferred. */
export function pack(value: unknown, moved: ArrayBuffer[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Tensor) {
    const data = elementsOf(value).slice()
    moved.push(data.buffer as ArrayBuffer)
    return { dtype: value.dtype, shape: [...value.shape], data }
  }
  if (Array.isArray(value)) return value.map((v) => pack(v, moved))
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, pack(v, moved)]))
}

/**
 * The opposite of `pack`: an object with a typed array `data` and a `shape` becomes a tensor. Bytes are uint8, as of
 * images, unless its dtype says 'bool'; a Float64Array is float64 unless it says 'int64'.
 */
export function unpack(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Tensor) return value
  if (Array.isArray(value)) return value.map(unpack)
  const { data, shape, dtype } = value as Partial<PlainTensor>
  if (ArrayBuffer.isView(data) && Array.isArray(shape)) {
    const kind = tagOf(data)
    if (!KINDS.includes(kind)) {
      throw new DataError(
        `DataLoader: expected the transform to return Float32Array, Float64Array, Int32Array or Uint8Array data but received ${show(data)}`
      )
    }
    const bool = kind === 'Uint8Array' && dtype === 'bool'
    const wide = kind === 'Float64Array' && dtype === 'int64'
    return fromArray(data, shape, bool || wide ? { dtype } : {})
  }
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, unpack(v)]))
}

const KINDS = ['Float32Array', 'Float64Array', 'Int32Array', 'Uint8Array', 'Uint8ClampedArray', 'BigInt64Array']

/** The transform of a module for this thread: the same contract as in a worker. */
export async function importTransform(address: string): Promise<ModuleTransform> {
  const transform = (await importModule(address)).default
  if (typeof transform !== 'function') {
    throw new OptionError(
      `DataLoader: expected the default export of ${address} to be a function but it is ${show(transform)}`
    )
  }
  return async (batch, context) => unpack(await (transform as ModuleTransform)(pack(batch, []), context))
}

interface Job {
  resolve(result: unknown): void
  reject(error: unknown): void
}

interface Member {
  readonly worker: Worker
  readonly jobs: Map<number, Job>
}

/** Worker threads that share a module; a batch goes to the one with the fewest batches under way. */
export class WorkerPool {
  private readonly address: string
  private readonly size: number
  private members: Member[] = []
  private jobs = 0

  constructor(address: string, size: number) {
    this.address = address
    this.size = size
  }

  run(batch: unknown, context: TransformContext): Promise<unknown> {
    while (this.members.length < this.size) this.members.push(this.start())
    const member = this.members.reduce((a, b) => (b.jobs.size < a.jobs.size ? b : a))
    const id = this.jobs++
    const moved: ArrayBuffer[] = []
    const message = { id, batch: pack(batch, moved), context: { ...context, indices: context.indices.slice() } }
    return new Promise((resolve, reject) => {
      member.worker.postMessage(message, moved)
      // A worker keeps the process alive only while somebody waits for it.
      if (member.jobs.size === 0) member.worker.ref()
      member.jobs.set(id, { resolve, reject })
    })
  }

  private start(): Member {
    // The main thread has the kernels' threads; a worker that computes with tensors keeps to one.
    const env = { ...process.env, THALWEG_NUM_THREADS: '1' }
    const worker = new Worker(WORKER, { eval: true, workerData: this.address, env })
    const member: Member = { worker, jobs: new Map() }
    worker.unref()
    worker.on('message', ({ id, result, error }) => {
      const job = member.jobs.get(id)!
      member.jobs.delete(id)
      if (member.jobs.size === 0) worker.unref()
      if (error === undefined) job.resolve(result)
      else job.reject(this.failure(error))
    })
    const lost = (error: unknown): void => {
      this.members = this.members.filter((m) => m !== member)
      for (const job of member.jobs.values()) job.reject(this.failure(error))
      member.jobs.clear()
    }
    worker.on('error', lost)
    worker.on('exit', (code) => lost(new Error(`the worker ended with code ${code}`)))
    return member
  }

  private failure(error: unknown): DataError {
    const reason = isError(error) ? error.message : String(error)
    return new DataError(`DataLoader: the transform ${this.address} failed: ${reason}`, { cause: error })
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map(({ worker }) => worker.terminate()))
  }
}
