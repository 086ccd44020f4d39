// Whether other programs use the machine: a short region on all threads is timed around each block, and the switches
// that the system forced on this process are counted. Called by clock.ts.
import { backend } from '../../backend/index.ts'
import { fmaProbe } from '../../backend/rates.ts'

/** What was seen around the blocks of a measurement. */
export interface Disturbance {
  /** The share of the regions that took more than LATE times the fastest one. */
  readonly late: number
  /** How often a second the system took a processor from this process. Always 0 where the system does not count. */
  readonly switches: number
  readonly busy: boolean
}

// About 0.1 ms of arithmetic on each thread, without memory.
const ROUNDS = { native: 20_000, js: 20 }
const LATE = 1.5
// More late regions, or more forced switches a second, than a quiet machine has.
const LATE_SHARE = 0.25
const SWITCHES = 40

/** The fastest region so far, in milliseconds, by backend, level and threads: that of a quiet machine. */
const fastest = new Map<string, number>()

export class Probe {
  readonly #region: () => void
  readonly #key: string
  readonly #times: number[] = []
  readonly #began = performance.now()
  readonly #switches = process.resourceUsage().involuntaryContextSwitches

  constructor() {
    const { name, level, threads } = backend
    this.#key = `${name} ${level} ${threads}`
    this.#region = fmaProbe('float32', threads, ROUNDS[name]).run
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
    const seconds = Math.max(0.05, (performance.now() - this.#began) / 1e3)
    const switches = (process.resourceUsage().involuntaryContextSwitches - this.#switches) / seconds
    return { late, switches, busy: late > LATE_SHARE || switches > SWITCHES }
  }
}
