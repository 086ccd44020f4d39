// Finds the JSON-lines logs under folders, including those that appear later, and puts what they hold on the board. Called by
// `thalweg watch`.
import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join, relative, resolve } from 'node:path'
import type { Board, Entry, WatchedRun } from './board.ts'
import { Tail } from './tail.ts'

// Milliseconds between searches for new files, and between readings of known ones.
const SCAN = 1000
const READ = 200
// The depth to which folders are searched, and the number of logs that are followed.
const DEEPEST = 8
const MOST = 200

export class Follower {
  readonly #board: Board
  readonly #roots: readonly string[]
  readonly #tails = new Map<string, Tail>()
  readonly #say: (text: string) => void
  #timer: ReturnType<typeof setTimeout> | null = null
  #scanned = -Infinity
  #closed = false
  #isFull = false
  // Logs that are left out because there are too many.
  #left = 0

  /** @param say called once, when there are more logs than it follows */
  constructor(board: Board, roots: readonly string[], say: (text: string) => void = () => undefined) {
    this.#say = say
    this.#board = board
    this.#roots = roots.map((root) => resolve(root))
  }

  /** Keeps looking until it is closed. */
  start(): void {
    void this.look().then(() => {
      if (!this.#closed) this.#timer = setTimeout(() => this.start(), READ)
    })
  }

  close(): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  /** Reads everything that is new. */
  async look(now = performance.now()): Promise<void> {
    if (now - this.#scanned >= SCAN) {
      this.#scanned = now
      await this.#scan()
    }
    // One after another: several large files at once would share the same thread. What cannot be read now may be readable at
    // the next look.
    for (const tail of this.#tails.values()) if (!this.#closed) await tail.read().catch(() => undefined)
  }

  async #scan(): Promise<void> {
    this.#left = 0
    for (const root of this.#roots) {
      const isFile = (await stat(root).catch(() => null))?.isFile() ?? false
      const paths = isFile ? [root] : await logsUnder(root, DEEPEST)
      for (const path of paths.sort()) await this.#found(path, isFile ? basename(root) : relative(root, path), root)
    }
    if (this.#left > 0 && !this.#isFull) {
      this.#isFull = true
      this.#say(`${MOST} logs are shown, ${this.#left} are left out; name the folders of the runs to see`)
    }
  }

  async #found(path: string, name: string, root: string): Promise<void> {
    if (this.#tails.has(path)) return
    const ino = (await stat(path).catch(() => null))?.ino
    // A log that was renamed: its lines are known.
    if (Array.from(this.#tails.values()).some((tail) => tail.ino === ino)) return
    if (this.#tails.size >= MOST) {
      this.#left++
      return
    }
    const shown = this.#roots.length > 1 && name !== basename(root) ? join(basename(root), name) : name
    let run: WatchedRun | null = null
    // A file without a record is not a log.
    const take = (entry: Entry): void => {
      run ??= this.#board.add(nameOf(shown, root))
      run.add(entry)
    }
    this.#tails.set(path, new Tail(path, take))
  }
}

/** `a/log.jsonl` is the run a, `a/log-2.jsonl` a/log-2, `log.jsonl` of the folder itself its name. */
function nameOf(path: string, root: string): string {
  const name = path.slice(0, path.length - extname(path).length).replaceAll('\\', '/')
  if (name === 'log') return extname(root) === '' ? basename(root) : name
  return name.replace(/\/log$/, '')
}

async function logsUnder(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => [])
  const found: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    if (entry.isDirectory()) {
      if (depth > 0) found.push(...(await logsUnder(path, depth - 1)))
    } else if (entry.name.endsWith('.jsonl')) found.push(path)
  }
  return found
}
