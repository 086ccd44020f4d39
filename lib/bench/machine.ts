// What this machine gives: memory bandwidth, the rate of fused multiply-adds, and how long a cache line takes from one
// core to another. Every share that the benchmark prints is a share of these figures, measured in the same run.
import * as kernels from '../backend/calls.ts'
import { backend, type Level, Storage, setLevel, setNumThreads } from '../backend/index.ts'
import { cacheBytes, fmaProbe, memoryProbes, type Probe } from '../backend/rates.ts'
import { timeCalls } from './clock.ts'
import type { FloatType, Traffic } from './row.ts'

/** Rates a second for one level and thread count: bytes for the bandwidths, operations for `fma`. */
export interface Rates extends Record<Traffic, number> {
  readonly level: Level
  readonly threads: number
  readonly fma: number
}

export class Machine {
  readonly #dtype: FloatType
  readonly #quick: boolean
  readonly #known = new Map<string, Rates>()

  /** `quick` uses small buffers: its bandwidths are those of a cache and only show that the probe runs. */
  constructor(dtype: FloatType, quick: boolean) {
    this.#dtype = dtype
    this.#quick = quick
  }

  /** All rates measured so far. */
  get rates(): Rates[] {
    return [...this.#known.values()]
  }

  /** The rates of a level and thread count, measured at the first call. Leaves level and thread count set. */
  measure(level: Level, threads: number): Rates {
    setLevel(level)
    setNumThreads(threads)
    const key = `${level} ${threads}`
    let rates = this.#known.get(key)
    if (rates === undefined) {
      rates = { level, threads, ...this.#bandwidths(level), fma: this.#fma(level, threads) }
      // What one thread has shown, more threads can do too.
      const one = this.#known.get(`${level} 1`)
      if (one !== undefined) {
        const most = (key: Traffic | 'fma') => Math.max(rates![key], one[key])
        rates = { level, threads, read: most('read'), triad: most('triad'), update: most('update'), fma: most('fma') }
      }
      this.#known.set(key, rates)
    }
    return rates
  }

  // A ceiling is the best of several tries, not their median: whatever slows a try down is not the memory's limit.
  #best({ run: work, amount }: Probe): number {
    timeCalls(work, 1)
    let best = Number.POSITIVE_INFINITY
    let spent = 0
    for (let k = 0; k < 2 || (k < 100 && spent < (this.#quick ? 0 : 0.3)); k++) {
      const each = timeCalls(work, 1)
      best = Math.min(best, each)
      spent += each
    }
    return amount / best
  }

  // Four arrays that no cache can hold: each twice the last-level cache, at least 64 MB and at most 512 MB.
  #bandwidths(level: Level): Record<Traffic, number> {
    let bytes = Math.min(512 * 2 ** 20, Math.max(64 * 2 ** 20, 2 * cacheBytes()))
    if (this.#quick || level === 'js') bytes = 2 ** 20
    const { read, triad, update } = memoryProbes(this.#dtype, bytes)
    return { read: this.#best(read), triad: this.#best(triad), update: this.#best(update) }
  }

  #fma(level: Level, threads: number): number {
    const rounds = level === 'js' ? 200 : this.#quick ? 1e4 : 1e6
    return this.#best(fmaProbe(this.#dtype, threads, rounds))
  }

  /**
   * Nanoseconds that a cache line takes from one core to the other: the median of many short volleys. Null where there
   * is no second thread.
   */
  handOff(): number | null {
    if (backend.name !== 'native' || backend.threads < 2) return null
    const hops = this.#quick ? 200 : 2000
    const y = Storage.allocate('float64', 1)
    const volley = () => kernels.probeHandOff({ y, hops })
    volley()
    const samples = Array.from({ length: this.#quick ? 5 : 101 }, () => (timeCalls(volley, 1) / hops) * 1e9)
    samples.sort((a, b) => a - b)
    return samples[samples.length >> 1]!
  }
}
