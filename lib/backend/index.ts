// The one way into kernels: `run(kernel, buffers, sizes, numbers)`. A call is data; it is checked here and goes through
// native code or to the JavaScript kernels, which give the same bits. Called by everything above this layer.
import { isMainThread } from 'node:worker_threads'
import { BackendError, OptionError } from '../errors.ts'
import { restoring } from '../util/restore.ts'
import { defaultThreads } from '../util/threads.ts'
import { type Buffers, type KernelSpec, NOTHING_TO_DO } from './check.ts'
import { type KernelCalls, SPECS } from './gen/kernels.ts'
import { kernels } from './js/index.ts'
import { NativeBackend } from './native.ts'
import { pending } from './pending.ts'
import { connect, enqueue, failure, settleFor } from './queue.ts'
import { type AnyArray, type Operand, setNativeMemory } from './storage.ts'

export type { KernelCalls } from './gen/kernels.ts'
export { type AnyArray, type DType, type Operand, Storage } from './storage.ts'

export type BackendName = 'native' | 'js'
export type Level = 'avx512' | 'avx2' | 'neon' | 'js'

const LEVELS: readonly string[] = ['avx512', 'avx2', 'neon', 'js']
const NO_NUMBERS: readonly number[] = []

let nativeBackend: NativeBackend | null = null
let missing: string | undefined
let native = false
let threadCount = 1

/** Which backend runs the kernels; `reason` says why, if it is not native code on all threads. */
export const backend = {
  get name(): BackendName {
    return native ? 'native' : 'js'
  },
  get level(): Level {
    return native ? (nativeBackend!.level as Level) : 'js'
  },
  get threads(): number {
    return native && nativeBackend!.serial === undefined ? threadCount : 1
  },
  get reason(): string | undefined {
    return native ? nativeBackend!.serial : missing
  }
}
// console.log shows the values instead of four getters.
Object.defineProperty(backend, Symbol.for('nodejs.util.inspect.custom'), { value: () => ({ ...backend }) })

/**
 * Runs a kernel. Everything is checked first: counts, sizes, element types, lengths, overlap; a call that throws has
 * written nothing.
 *
 * @param kernel a name of native/kernels.def
 * @param args buffers, sizes and numbers in the order declared there
 * @throws OptionError, ShapeError, BufferError for unsound arguments, IndexError for an index out of range
 * @example
 * const x = new Storage(new Float32Array([1, 2, 3]))
 * const y = Storage.allocate('float32', 3)
 * run('copy', [x, y], [1, 3, 1, 1]) // one dimension of 3, both with stride 1
 */
export function run<K extends keyof KernelCalls>(kernel: K, ...args: KernelCalls[K]): void
export function run(
  kernel: keyof KernelCalls,
  buffers: Buffers,
  sizes: readonly number[],
  numbers: readonly number[] = NO_NUMBERS
): void {
  const spec = SPECS[kernel]
  // Names such as `constructor` exist but are not kernels.
  if (spec?.check === undefined) {
    throw new OptionError(`run: expected the name of a kernel but received ${String(kernel)}`)
  }
  if (!(Array.isArray(buffers) && Array.isArray(sizes) && Array.isArray(numbers))) {
    throw new OptionError(`${kernel}: expected arrays of buffers, sizes and numbers`)
  }
  const variant = spec.check(buffers, sizes, numbers)
  if (variant !== NOTHING_TO_DO) launch(kernel, spec, variant, buffers, sizes, numbers)
}

/** Sees a call that has been checked, before the kernel runs; what it returns is called when the kernel has run. */
export type KernelWatcher = (kernel: keyof KernelCalls, buffers: Buffers, sizes: readonly number[]) => () => void

let watcher: KernelWatcher | null = null

/** Runs `body` with a watcher of every kernel call: for profiling. */
export function watchKernels<R>(watch: KernelWatcher, body: () => R): R {
  const before = watcher
  watcher = watch
  return restoring(body, () => {
    watcher = before
  })
}

// A call that has been checked.
function launch(
  kernel: keyof KernelCalls,
  spec: KernelSpec,
  variant: number,
  buffers: Buffers,
  sizes: readonly number[],
  numbers: readonly number[]
): void {
  if (pending.busy) {
    const queues = pending.recording && native && watcher === null
    if (queues && enqueue(nativeBackend!, kernel, spec.index + variant, buffers, sizes, numbers)) return
    settleFor(buffers)
  }
  const done = watcher === null ? undefined : watcher(kernel, buffers, sizes)
  const status = native
    ? nativeBackend!.run(spec.index + variant, threadCount, buffers, sizes, numbers)
    : spec.js(
        kernels,
        buffers.map(view),
        sizes,
        spec.number === 'T' && variant === 0 ? numbers.map(Math.fround) : numbers
      )
  if (status === 0) {
    done?.()
    return
  }
  throw failure(kernel, buffers, status)
}

/**
 * A call of fixed buffers and sizes that is checked once and run many times, with new numbers each time: an optimizer
 * step makes the same call at every step. Nothing but the lengths of the arrays can change under a Storage; `run` looks
 * at these, so that a buffer that was detached or released still throws.
 */
export class PreparedCall<K extends keyof KernelCalls> {
  readonly #kernel: K
  readonly #spec: KernelSpec
  readonly #buffers: readonly (Operand | null)[]
  readonly #sizes: readonly number[]
  readonly #lengths: number[]
  readonly #variant: number

  /** @throws what `run` throws for unsound arguments */
  constructor(kernel: K, ...[buffers, sizes, numbers]: KernelCalls[K]) {
    this.#kernel = kernel
    this.#buffers = buffers
    this.#sizes = sizes
    this.#spec = SPECS[kernel]
    this.#variant = this.#spec.check(buffers, sizes, numbers ?? NO_NUMBERS)
    this.#lengths = this.#buffers.map((operand) => operand?.storage.length ?? 0)
  }

  run(numbers: readonly number[]): void {
    const buffers = this.#buffers
    for (let k = 0; k < buffers.length; k++) {
      if ((buffers[k]?.storage.length ?? 0) !== this.#lengths[k]) {
        ;(run as (...args: unknown[]) => void)(this.#kernel, buffers, this.#sizes, numbers)
        return
      }
    }
    if (this.#variant !== NOTHING_TO_DO) launch(this.#kernel, this.#spec, this.#variant, buffers, this.#sizes, numbers)
  }
}

function view(operand: Operand | null | undefined): AnyArray | null {
  if (operand == null) return null
  const array = operand.storage.array
  return operand.offset === 0 ? array : array.subarray(operand.offset)
}

/**
 * Chooses the backend: `'native'` (the addon) or `'js'` (always available, the same bits, slower).
 * @throws BackendError when the addon is not available; the message says why
 */
export function setBackend(name: BackendName): void {
  if (name !== 'native' && name !== 'js') {
    throw new OptionError(`setBackend: expected 'native' or 'js' but received ${String(name)}`)
  }
  if (name === 'native' && nativeBackend === null) throw new BackendError(`setBackend: no native backend: ${missing}`)
  native = name === 'native'
  if (!native && nativeBackend !== null) missing = 'it was chosen'
}

/**
 * Forces the level of the kernels; `'js'` is the JavaScript backend. For tests and benchmarks: the bits are the same.
 * @throws BackendError when this processor or this build lacks the level
 */
export function setLevel(level: Level): void {
  if (!LEVELS.includes(level)) {
    throw new OptionError(`setLevel: expected one of ${LEVELS.join(', ')} but received ${String(level)}`)
  }
  if (level === 'js') {
    setBackend('js')
    return
  }
  if (nativeBackend === null) throw new BackendError(`setLevel: no native backend: ${missing}`)
  if (!nativeBackend.setLevel(level)) throw new BackendError(`setLevel: this processor or this build has no ${level}`)
  setBackend('native')
}

/** The levels available here, always including `'js'`. */
export function availableLevels(): Level[] {
  if (nativeBackend === null) return ['js']
  const current = nativeBackend.level
  const found = LEVELS.filter((level) => level === 'js' || nativeBackend!.setLevel(level)) as Level[]
  nativeBackend.setLevel(current)
  return found
}

/**
 * How many threads a kernel may use, 1 to 1024. The default is the CPUs that the affinity mask and the control group
 * allow, or THALWEG_NUM_THREADS. The results have the same bits for any number.
 * @throws OptionError
 */
export function setNumThreads(n: number): void {
  if (!(Number.isInteger(n) && n >= 1 && n <= 1024)) {
    throw new OptionError(`setNumThreads: expected a whole number from 1 to 1024 but received ${String(n)}`)
  }
  threadCount = n
}

/** Splits even the smallest work over the threads, which is slower: lets tests reach every boundary on short inputs. */
export function setAlwaysParallel(on: boolean): void {
  if (nativeBackend !== null) nativeBackend.alwaysParallel = on
}

/** Runs kernels split over the threads, also where the pool has found that a team loses time. */
export function alwaysParallel(run: () => void): void {
  const before = nativeBackend?.alwaysParallel ?? false
  setAlwaysParallel(true)
  try {
    run()
  } finally {
    setAlwaysParallel(before)
  }
}

/** Whether products of bfloat16 use the processor's instruction for them (VDPBF16PS, which the level avx512 may have). */
export function bfloat16Instruction(): boolean {
  return backend.level === 'avx512' && nativeBackend!.useBfloat16()
}

/** Allows that instruction, or forbids it in the whole process: for tests and benchmarks, the bits are the same. */
export function setBfloat16Instruction(allowed: boolean): void {
  nativeBackend?.useBfloat16(allowed)
}

// --- at load -----------------------------------------------------------------------------------------------------

function start(): void {
  const env = process.env
  setNumThreads(threadsFrom(env.THALWEG_NUM_THREADS) ?? defaultThreads())
  const wanted = env.THALWEG_BACKEND || undefined
  if (wanted !== undefined && wanted !== 'native' && wanted !== 'js') {
    throw new OptionError(`THALWEG_BACKEND: expected native or js but received ${wanted}`)
  }
  const level = env.THALWEG_LEVEL || undefined
  if (level !== undefined && !LEVELS.includes(level)) {
    throw new OptionError(`THALWEG_LEVEL: expected one of ${LEVELS.join(', ')} but received ${level}`)
  }
  const bfloat16 = env.THALWEG_BFLOAT16 || undefined
  if (bfloat16 !== undefined && bfloat16 !== 'instruction' && bfloat16 !== 'emulated') {
    throw new OptionError(`THALWEG_BFLOAT16: expected instruction or emulated but received ${bfloat16}`)
  }
  const layer = env.THALWEG_THREADING_LAYER || undefined
  if (layer !== undefined && layer !== 'pool' && layer !== 'openmp') {
    throw new OptionError(`THALWEG_THREADING_LAYER: expected pool or openmp but received ${layer}`)
  }
  if (wanted !== undefined && level !== undefined && (wanted === 'js') !== (level === 'js')) {
    throw new OptionError(`THALWEG_BACKEND=${wanted} and THALWEG_LEVEL=${level} contradict each other`)
  }
  const opened = NativeBackend.open()
  if (typeof opened === 'string') missing = opened
  else {
    nativeBackend = opened
    native = true
    setNativeMemory(nativeBackend)
    connect(
      () => opened,
      () => ({ threads: threadCount, alwaysParallel: opened.alwaysParallel })
    )
  }
  if (wanted !== undefined) setBackend(wanted)
  if (level !== undefined) setLevel(level as Level)
  if (bfloat16 === 'emulated') setBfloat16Instruction(false)
  if (nativeBackend === null && wanted === undefined && level === undefined) notice(missing!)
}

// Warns once per process, across workers and copies of the library.
function notice(reason: string): void {
  const said = Symbol.for('thalweg.notice')
  const all = globalThis as { [said]?: boolean }
  if (!isMainThread || all[said]) return
  all[said] = true
  process.emitWarning(
    `using the JavaScript backend (same results, up to 250 times slower on a convolution): ${reason}`,
    {
      type: 'ThalwegWarning',
      code: 'THALWEG_NO_NATIVE'
    }
  )
}

function threadsFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const n = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(n >= 1 && n <= 1024)) {
    throw new OptionError(`THALWEG_NUM_THREADS: expected a whole number from 1 to 1024 but received ${text}`)
  }
  return n
}

start()
