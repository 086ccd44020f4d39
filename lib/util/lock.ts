// A lock on a file between processes: each puts a claim next to it, a file whose name says whose it is, then looks for
// the claims of others. A claim whose process is gone, killed or not, is removed: it can be nobody else's, so that two
// processes that look at the same time harm no one. Called for what two processes must not write at once.
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { OptionError } from '../errors.ts'
import { lives, prefixOf } from './files.ts'

const TRIES = 5

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

// When a process began, in a text that no other process of the same number will have; empty where the system does not
// say.
function beginOf(pid: number): string {
  try {
    // Field 22 of stat, counted from behind the name, which may hold blanks: ticks since the machine started.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!
    return digest(`${ticks} ${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')}`)
  } catch {
    return ''
  }
}

interface Claim {
  readonly path: string
  readonly pid: number
  readonly begin: string
  readonly host: string
}

function isHeld({ pid, begin, host }: Claim): boolean {
  // Nobody here can ask another machine for its processes.
  if (host !== digest(hostname())) return true
  return lives(pid) && (begin === '' || beginOf(pid) === '' || begin === beginOf(pid))
}

export class Lock {
  readonly #claim: string

  private constructor(claim: string) {
    this.#claim = claim
  }

  /**
   * Locks the file `path`, which need not be there.
   *
   * @throws OptionError when another process, or another call of this one, holds it
   */
  static take(call: string, path: string): Lock {
    let real = path
    try {
      real = realpathSync(path)
    } catch {}
    const folder = dirname(real)
    const prefix = prefixOf(real)
    for (let k = 1; ; k++) {
      const mine = `${prefix}${process.pid}-${beginOf(process.pid)}-${digest(hostname())}-${randomBytes(4).toString('hex')}.lock`
      const claim = join(folder, mine)
      try {
        writeFileSync(claim, '')
      } catch {
        // Without permission to write next to the file nothing can be claimed, and the file can still be written.
        return new Lock(claim)
      }
      const other = claimsOf(folder, prefix).find((c) => c.path !== claim && isHeld(c))
      if (other === undefined) return new Lock(claim)
      remove(claim)
      if (k === TRIES) throw held(call, path, other)
      // Two that began at once have both stepped back; they try again at different times.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, randomBytes(1)[0]! / 5)
    }
  }

  release(): void {
    remove(this.#claim)
  }
}

function remove(claim: string): void {
  try {
    unlinkSync(claim)
  } catch {}
}

// All claims; those of processes that are gone are removed.
function claimsOf(folder: string, prefix: string): Claim[] {
  let names: string[] = []
  try {
    names = readdirSync(folder)
  } catch {}
  return names.flatMap((name) => {
    const own = name.startsWith(prefix) ? /^(\d+)-(\w*)-(\w+)-\w+\.lock$/.exec(name.slice(prefix.length)) : null
    if (own === null) return []
    const claim = { path: join(folder, name), pid: Number(own[1]), begin: own[2]!, host: own[3]! }
    if (isHeld(claim)) return [claim]
    remove(claim.path)
    return []
  })
}

function held(call: string, path: string, { pid, path: claim, host }: Claim): OptionError {
  const where =
    host === digest(hostname()) ? (pid === process.pid ? 'this process' : `process ${pid}`) : 'another machine'
  return new OptionError(
    `${call}: ${path} is being written by ${where}; wait for its end or give another file (if it has ended, delete ${claim})`
  )
}
