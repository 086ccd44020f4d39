// How much other programs use the processors while a block is measured: what makes its numbers worthless. Linux only;
// elsewhere nothing is known. Used by block.ts.
import { readFileSync } from 'node:fs'

// Linux reports processor time in hundredths of a second.
const TICKS = 100

/** Processor seconds since the start of the machine: all programs (and what a hypervisor took away), and some. */
interface Spent {
  readonly all: number
  readonly own: number
  readonly at: number
}

export class Neighbors {
  readonly #pids: readonly (number | undefined)[]
  #start: Spent | undefined

  /** `pids`: processes besides this one that belong to the benchmark. */
  constructor(pids: readonly (number | undefined)[] = []) {
    this.#pids = pids
  }

  begin(): void {
    this.#start = this.#spent()
  }

  /** Processors that others have used on average since `begin`; undefined where that is not known. */
  end(): number | undefined {
    const start = this.#start
    const now = this.#spent()
    if (start === undefined || now === undefined) return undefined
    const elapsed = now.at - start.at
    // Within a few ticks nothing can be said.
    if (elapsed < 0.1) return undefined
    return Math.max(0, (now.all - start.all - (now.own - start.own)) / elapsed)
  }

  #spent(): Spent | undefined {
    try {
      const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!
      const [user, nice, system, , , irq, softirq, steal] = line.trim().split(/\s+/).slice(1).map(Number)
      const all = (user! + nice! + system! + irq! + softirq! + steal!) / TICKS
      const own = [process.pid, ...this.#pids].reduce<number>((sum, pid) => sum + processSeconds(pid), 0)
      return { all, own, at: performance.now() / 1e3 }
    } catch {
      return undefined
    }
  }
}

// The name of the program stands in brackets and may hold spaces: fields are counted from the closing one.
function processSeconds(pid: number | undefined): number {
  if (pid === undefined) return 0
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}
