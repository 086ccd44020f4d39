// Whether other programs use the machine: a short region on all threads is timed around each block, and the time in which
// the calling thread and those of the pool wait for a processor is read from the system. Called by clock.ts.
import { readdirSync, readFileSync } from 'node:fs'
import { alwaysParallel, backend } from '../../backend/index.ts'
import { fmaProbe } from '../../backend/rates.ts'

/** What was seen around the blocks of a measurement. Waits are 0 where the system does not report them (not Linux). */
export interface Disturbance {
  /** The share of the regions that took more than LATE times the fastest one. */
  readonly late: number
  /** The share of the time in which this thread could run but had no processor. */
  readonly waited: number
  /** Of the pool's thread that waited most: the share of the time in which it could run but had no processor. */
  readonly teamWaited: number
  readonly busy: boolean
}

// About 0.1 ms of arithmetic on each thread, without memory.
const ROUNDS = { native: 20_000, js: 20 }
const LATE = 1.5
// Above what was seen on a quiet machine: 0.3 and 0.06 while V8 compiles, 0.17 and 0.01 later.
const LATE_SHARE = 0.4
const WAITED = 0.1
// A thread that shares a processor with a busy program waits for half of the time, on a quiet machine for 0.02 of it.
const TEAM_WAITED = 0.25
// Too little to judge by: a thread that hardly ran in this share of the time.
const HARDLY = 0.005

/** The fastest region so far, in milliseconds, by backend, level and threads: that of a quiet machine. */
const fastest = new Map<string, number>()

export class Probe {
  readonly #region: () => void
  readonly #key: string
  readonly #times: number[] = []
  readonly #began: number
  readonly #caller: Scheduled
  readonly #team: readonly (readonly [folder: string, Scheduled])[]

  constructor() {
    const { name, level, threads } = backend
    this.#key = `${name} ${level} ${threads}`
    const { run } = fmaProbe('float32', threads, ROUNDS[name])
    // The pool may have found that teams lose time: only a team shows whether they still do.
    this.#region = () => alwaysParallel(run)
    // The first calls start the threads and wake them.
    for (let k = 0; k < 3; k++) this.#timed()
    this.#began = performance.now()
    this.#caller = scheduled('/proc/thread-self')
    this.#team = teamFolders().map((folder) => [folder, scheduled(folder)])
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
    const elapsed = Math.max(1, performance.now() - this.#began)
    const waited = (scheduled('/proc/thread-self').waited - this.#caller.waited) / elapsed
    const shares = this.#team.map(([folder, before]) => {
      const after = scheduled(folder)
      const [ran, queued] = [after.ran - before.ran, after.waited - before.waited]
      return ran + queued < HARDLY * elapsed ? 0 : queued / (ran + queued)
    })
    const teamWaited = Math.max(0, ...shares)
    return { late, waited, teamWaited, busy: late > LATE_SHARE || waited > WAITED || teamWaited > TEAM_WAITED }
  }
}

/** Milliseconds of a thread since it began. */
interface Scheduled {
  readonly ran: number
  /** Ready to run, without a processor. */
  readonly waited: number
}

function scheduled(folder: string): Scheduled {
  try {
    const [ran, waited] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ').map(Number)
    return { ran: ran! / 1e6, waited: waited! / 1e6 }
  } catch {
    return { ran: 0, waited: 0 }
  }
}

/** The system's folders of the pool's threads, which native/core/pool.cc names. Threads of OpenMP are not among them. */
function teamFolders(): string[] {
  try {
    const folders = readdirSync('/proc/self/task').map((id) => `/proc/self/task/${id}`)
    return folders.filter((folder) => readFileSync(`${folder}/comm`, 'utf8').trim() === 'thalweg')
  } catch {
    return []
  }
}
