// Runs one call of a kernel at every level, with every thread count and in JavaScript, on copies of the same memory,
// and tells the first difference. Knows no test runner: it also runs under qemu and with sanitizers.

import { SPECS } from '../../lib/backend/gen/kernels.ts'
import {
  type KernelCalls,
  type Level,
  type Operand,
  run,
  Storage,
  setAlwaysParallel,
  setNumThreads
} from '../../lib/backend/index.ts'
import type { AnyArray } from '../../lib/backend/storage.ts'
import { ThalwegError } from '../../lib/errors.ts'
import { choose, firstDifference, waysOf } from './bits.ts'
import { CASES } from './cases/index.ts'
import { type Call, Pick } from './pick.ts'

export type KernelName = keyof KernelCalls
export const KERNELS = Object.keys(SPECS) as KernelName[]

/** The call that the kernel's case makes of a seed. */
export function callOf(kernel: KernelName, seed: number): Call {
  return CASES[kernel](new Pick(seed))
}

/** What a call left behind: the memory of its buffers, guards included, and the message when it threw. */
export interface Outcome {
  readonly arrays: readonly (AnyArray | undefined)[]
  readonly error: string | undefined
}

/** What runs a call: it writes into the buffers or throws. */
export type Server = (kernel: KernelName, call: Call) => void

/** The backend as it is: at the level and with the threads that were set. */
export const serve: Server = (kernel, call) => {
  const loose = run as (kernel: string, ...call: unknown[]) => void
  loose(kernel, call.buffers, call.sizes, call.numbers ?? [])
}

/** The backend forced to a level and a number of threads, the smallest work split too. */
export function at(level: Level, threads: number, emulated = false): Server {
  return (kernel, call) => {
    choose({ level, emulated })
    setNumThreads(threads)
    setAlwaysParallel(true)
    serve(kernel, call)
  }
}

/** Every way to run a kernel natively, each with these numbers of threads. */
export function everyWay(kernel: KernelName, counts: readonly number[]): Record<string, Server> {
  const list = waysOf(kernel).flatMap(({ name, level, emulated }) =>
    counts.map((n): [string, Server] => [`${name} with ${n} threads`, at(level, n, emulated)])
  )
  return Object.fromEntries(list)
}

/** Serves the call on a copy of its memory. Errors of the library are part of the outcome, others pass through. */
export function outcome(server: Server, kernel: KernelName, call: Call): Outcome {
  const copy = copyOf(call)
  let error: string | undefined
  try {
    server(kernel, copy)
  } catch (thrown) {
    if (!(thrown instanceof ThalwegError)) throw thrown
    error = `${thrown.name}: ${thrown.message}`
  }
  return { arrays: copy.buffers.map((operand) => operand?.storage.array), error }
}

/** Where two outcomes of a call differ, in words, or undefined. */
export function difference(got: Outcome, want: Outcome): string | undefined {
  if (got.error !== want.error) return `ended with ${got.error ?? 'success'} instead of ${want.error ?? 'success'}`
  for (let k = 0; k < want.arrays.length; k++) {
    const [have, expected] = [got.arrays[k], want.arrays[k]]
    if (have === undefined || expected === undefined) continue
    const position = firstDifference(have, expected)
    if (position >= 0) return `left ${have[position]} instead of ${expected[position]} in buffer ${k} at ${position}`
  }
  return undefined
}

/** The first difference of any server from the reference on the case of a seed, in words, or undefined. */
export function mismatch(
  kernel: KernelName,
  seed: number,
  servers: Readonly<Record<string, Server>>,
  reference: Server = at('js', 1)
): string | undefined {
  const call = callOf(kernel, seed)
  const want = outcome(reference, kernel, call)
  if (want.error !== undefined && !want.error.startsWith('IndexError'))
    return `the case of ${kernel} is unsound: ${want.error}`
  for (const [name, server] of Object.entries(servers)) {
    const found = difference(outcome(server, kernel, call), want)
    if (found !== undefined) return `${kernel} of seed ${seed} (sizes ${call.sizes.join(', ')}): ${name} ${found}`
  }
  return undefined
}

/** A call of the case of a seed with some sizes replaced by others: mostly unsound, and then an error everywhere. */
export function soup(kernel: KernelName, seed: number): Call {
  const call = callOf(kernel, 1 + (seed % 50))
  const pick = new Pick(seed)
  const sizes = [...call.sizes]
  for (let n = pick.int(1, 3); n > 0 && sizes.length > 0; n--) {
    sizes[pick.int(0, sizes.length - 1)] = pick.one([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 2 ** 31, 2 ** 52])
  }
  return { ...call, sizes }
}

/** A call on copies of the same memory: what shared a buffer or a storage still does, and starts where it started. */
export function copyOf(call: Call): Call {
  const buffers = new Map<ArrayBufferLike, ArrayBuffer>()
  const storages = new Map<Storage, Storage>()
  const copy = ({ storage, offset }: Operand): Operand => {
    let twin = storages.get(storage)
    if (twin === undefined) {
      const { array } = storage
      const memory = buffers.get(array.buffer) ?? (array.buffer.slice(0) as ArrayBuffer)
      buffers.set(array.buffer, memory)
      const Type = array.constructor as Float32ArrayConstructor
      twin = Storage.wrap(new Type(memory, array.byteOffset, array.length), storage.dtype)
      storages.set(storage, twin)
    }
    return { storage: twin, offset }
  }
  return { ...call, buffers: call.buffers.map((operand) => operand && copy(operand)) }
}
