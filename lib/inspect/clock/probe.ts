// Whether other programs use the machine: a short region on all threads is timed around each block, and the time in which
// the calling thread waits for a processor is read from the system. Called by clock.ts.
import { readFileSync } from 'node:fs'
import { alwaysParallel, backend } from '../../backend/index.ts'
import { fmaProbe } from '../../backend/rates.ts'

/** What was seen around the blocks of a measurement. */
export interface Disturbance {
  /** The share of the regions that took more than LATE times the fastest one. */
  readonly late: number
  /** The share of the time in which this thread could run but had no processor. 0 where the system does not say (not Linux). */
  readonly waited: number
  readonly busy: boolean
}

// About 0.1 ms of arithmetic on each thread, without memory.
const ROUNDS = { native: 20_000, js: 20 }
const LATE = 1.5
// Above what was seen on a quiet machine: 0.3 and 0.06 while V8 compiles, 0.17 and 0.01 later.
const LATE_SHARE = 0.4
const WAITED = 0.1

/** The fastest region so far, in milliseconds, by backend, level and threads: that of a quiet machine. */
const fastest = new Map<string, number>()

export class Probe {
  readonly #region: () => void
  readonly #key: string
  readonly #times: number[] = []
  readonly #began = performance.now()
  readonly #waited = waitedNs()

  constructor() {
    const { name, level, threads } = backend
    this.#key = `${name} ${level} ${threads}`
    const { run } = fmaProbe('float32', threads, ROUNDS[name])
    // The pool may have found that teams lose time: only a team shows whether they still do.
    this.#region = () => alwaysParallel(run)
    // The first calls wake the threads.
    for (let k = 0; k < 3; k++) this.#timed()
  }

  /** Times the region once, after one that wakes the threads: they sleep while the program waits. */
  take(): void {
    this.#region()
    this.#times.push(this.#timed())
  }

  #timed(): number {
    const began = performance.now()
    this.#region()
    const took = performance.now() - began
    fastest.set(this.#key, Math.min(fastest.get(this.#key) ?? took, took))
    return took
  }

  /** What happened since the probe was made. */
  result(): Disturbance {
    const limit = LATE * fastest.get(this.#key)!
    const late = this.#times.filter((time) => time > limit).length / Math.max(1, this.#times.length)
    const waited = (waitedNs() - this.#waited) / 1e6 / Math.max(1, performance.now() - this.#began)
    return { late, waited, busy: late > LATE_SHARE || waited > WAITED }
  }
}

/** Nanoseconds in which the calling thread waited for a processor, since it began. */
function waitedNs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1])
  } catch {
    return 0
  }
}
