// SHA-256 of large buffers on another thread: hashing a checkpoint takes longer than writing it, and training
// must not wait. Called by safetensors.ts when it writes.
import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'

// Below so many bytes a message to the thread costs more than the hashes.
const SMALL = 2 ** 16

// Runs as CommonJS text, so that it needs no separate file when the library is bundled.
const WORKER = `
const { createHash } = require('node:crypto')
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ id, memory, ends }) => {
  const pieces = ends.map((end, k) => new Uint8Array(memory, ends[k - 1] ?? 0, end - (ends[k - 1] ?? 0)))
  parentPort.postMessage({ id, hashes: pieces.map((bytes) => createHash('sha256').update(bytes).digest('hex')) })
})
`

/** The hashes of the pieces of a memory that end there, one beginning where the one before ends. */
export async function hashes(memory: SharedArrayBuffer, ends: readonly number[]): Promise<string[]> {
  const thread = (ends.at(-1) ?? 0) < SMALL ? null : hasher()
  return (
    (await thread?.run(memory, ends)) ??
    ends.map((end, k) => sha256(new Uint8Array(memory).subarray(ends[k - 1] ?? 0, end)))
  )
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

let current: Hasher | null = null

// Null where no thread may be started, as under Node's permission model.
function hasher(): Hasher | null {
  try {
    current ??= new Hasher()
  } catch {}
  return current
}

class Hasher {
  readonly #worker = new Worker(WORKER, { eval: true })
  readonly #jobs = new Map<number, (hashes: string[] | null) => void>()
  #count = 0

  constructor() {
    this.#worker.unref()
    this.#worker.on('message', ({ id, hashes }) => this.#done(id, hashes))
    // Whatever ends the thread, its work is done on this one.
    const lost = (): void => {
      if (current === this) current = null
      for (const id of [...this.#jobs.keys()]) this.#done(id, null)
    }
    this.#worker.on('error', lost)
    this.#worker.on('exit', lost)
  }

  run(memory: SharedArrayBuffer, ends: readonly number[]): Promise<string[] | null> {
    const id = this.#count++
    return new Promise((resolve) => {
      // The thread keeps the process alive only while somebody waits for it.
      if (this.#jobs.size === 0) this.#worker.ref()
      this.#jobs.set(id, resolve)
      this.#worker.postMessage({ id, memory, ends })
    })
  }

  #done(id: number, hashes: string[] | null): void {
    const resolve = this.#jobs.get(id)
    this.#jobs.delete(id)
    if (this.#jobs.size === 0) this.#worker.unref()
    resolve?.(hashes)
  }
}
