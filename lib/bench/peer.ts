// The PyTorch side: one python process that lives as long as the run (torch_peer.py), spoken to in JSON lines.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { BackendError, ThalwegError } from '../errors.ts'
import type { FloatType, Row, TorchCall } from './row.ts'

const SCRIPT = join('lib', 'bench', 'torch_peer.py')

/** The pythons that are tried, in this order: the one that was asked for, or the environment's, or those on the path. */
export function candidates(asked: string | undefined): string[] {
  if (asked !== undefined) return [asked]
  const own = process.env.THALWEG_PYTHON
  return own ? [own] : ['python3', 'python']
}

/** The first candidate that can import torch, or why there is none. */
export function findTorch(asked?: string): { python: string } | { reason: string } {
  const tried = candidates(asked)
  for (const python of tried) {
    if (spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0) return { python }
  }
  return { reason: `none of ${tried.join(', ')} is a python that can import torch (--python PATH names another)` }
}

// This file runs from lib/bench in the repository and from dist when built; the script lies in the repository only.
function findScript(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const path = join(folder, SCRIPT)
    if (existsSync(path)) return path
    const parent = dirname(folder)
    if (parent === folder) throw new BackendError(`bench: ${SCRIPT} was not found: --peer works in a clone only`)
    folder = parent
  }
}

export interface PeerInfo {
  readonly torch: string
  readonly python: string
  readonly malloc: boolean
}

type Answer = Record<string, unknown>

export class TorchPeer {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #waiting: { resolve(answer: Answer): void; reject(error: Error): void }[] = []
  #ended: string | undefined
  info: PeerInfo = { torch: '', python: '', malloc: false }

  private constructor(python: string, malloc: boolean) {
    const large = { MALLOC_TRIM_THRESHOLD_: '1000000000', MALLOC_MMAP_THRESHOLD_: '1000000000' }
    this.#child = spawn(python, ['-u', findScript()], { env: { ...process.env, ...(malloc ? large : {}) } })
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#hear(line))
    let complaint = ''
    this.#child.stderr.on('data', (text: Buffer) => {
      complaint = (complaint + text.toString()).slice(-2000)
    })
    const end = (why: string) => {
      this.#ended = why
      for (const { reject } of this.#waiting.splice(0)) reject(new BackendError(`bench: ${why}`))
    }
    this.#child.on('error', (error) => end(`${python} could not be started: ${error.message}`))
    this.#child.on('close', (code) => end(`the torch process ended (exit code ${code}) ${complaint}`))
    // A process that has died refuses what is written to it; `close` tells.
    this.#child.stdin.on('error', () => {})
  }

  static async start(python: string, malloc: boolean): Promise<TorchPeer> {
    const peer = new TorchPeer(python, malloc)
    const hello = await peer.#ask({ do: 'hello' })
    peer.info = { torch: String(hello.torch), python: String(hello.python), malloc }
    return peer
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Threads that torch uses from now on. */
  async setThreads(threads: number): Promise<void> {
    await this.#ask({ do: 'threads', threads })
  }

  /** Makes the data and the closure of a call and runs it once; returns the digest of its results (null: not a finite number). */
  async make(call: TorchCall, row: Row, dtype: FloatType, id: number): Promise<(number | null)[]> {
    const answer = await this.#ask({ do: 'make', id, op: call.op, args: call.args ?? {}, inputs: row.inputs, dtype })
    return answer.digest as (number | null)[]
  }

  /** Seconds a call takes about, after a warm-up. */
  async warmUp(id: number, seconds: number): Promise<number> {
    return (await this.#ask({ do: 'warm', id, seconds })).each as number
  }

  /** Seconds a call over `calls` calls, after `warm` untimed ones. */
  async time(id: number, calls: number, warm: number): Promise<number> {
    return (await this.#ask({ do: 'time', id, calls, warm })).each as number
  }

  /** Frees everything that `make` has made. */
  async drop(): Promise<void> {
    await this.#ask({ do: 'drop' })
  }

  close(): void {
    this.#child.stdin.end()
  }

  #ask(request: Answer): Promise<Answer> {
    if (this.#ended !== undefined) return Promise.reject(new BackendError(`bench: ${this.#ended}`))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#child.stdin.write(`${JSON.stringify(request)}\n`)
    })
  }

  #hear(line: string): void {
    const answer = JSON.parse(line) as Answer
    const waiting = this.#waiting.shift()
    if (typeof answer.error === 'string') waiting?.reject(new ThalwegError('ERR_PEER', `torch: ${answer.error}`))
    else waiting?.resolve(answer)
  }
}
