// The other side (PyTorch, TensorFlow.js): one process that lives as long as the run, spoken to in JSON lines. The
// requests are answered in torch_peer.py and tfjs_peer.mjs.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { BackendError, ThalwegError } from '../errors.ts'
import type { FloatType, PeerCall, Row } from './row.ts'

/** The library measured for comparison, and how to start its process. */
export type PeerName = 'torch' | 'tfjs'

/**
 * The pythons that are tried, in this order: the one that was asked for, or the environment's, or those on the path.
 */
export function candidates(asked: string | undefined): string[] {
  if (asked !== undefined) return [asked]
  const own = process.env.THALWEG_PYTHON
  return own ? [own] : ['python3', 'python']
}

/** The first candidate that can import torch, or why there is none. */
export function findTorch(asked?: string): { command: string[] } | { reason: string } {
  const tried = candidates(asked)
  for (const python of tried) {
    if (spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0)
      return { command: [python, '-u', findScript('torch_peer.py')] }
  }
  return { reason: `none of ${tried.join(', ')} is a python that can import torch (--python PATH names another)` }
}

/** TensorFlow.js as the folder of this run has it, or what to install. */
export function findTfjs(): { command: string[] } | { reason: string } {
  const from = createRequire(join(process.cwd(), 'package.json'))
  const wanted = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm']
  try {
    for (const name of wanted) from.resolve(name)
    return { command: [process.execPath, findScript('tfjs_peer.mjs')] }
  } catch {
    return { reason: `it is not installed: npm install --no-save ${wanted.join(' ')}` }
  }
}

// This file runs from lib/bench in the repository and from dist when built; the scripts lie in the repository only.
function findScript(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const path = join(folder, 'lib', 'bench', name)
    if (existsSync(path)) return path
    const parent = dirname(folder)
    if (parent === folder)
      throw new BackendError(`bench: lib/bench/${name} was not found: --peer works in a clone only`)
    folder = parent
  }
}

/** What the other side says of itself, and whether its process keeps freed memory. */
export type PeerInfo = Readonly<Record<string, string | boolean>>

type Answer = Record<string, unknown>

export class Peer {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #waiting: { resolve(answer: Answer): void; reject(error: Error): void }[] = []
  #ended: string | undefined
  readonly name: PeerName
  info: PeerInfo = {}

  private constructor(name: PeerName, [program, ...args]: readonly string[], malloc: boolean) {
    this.name = name
    const large = { MALLOC_TRIM_THRESHOLD_: '1000000000', MALLOC_MMAP_THRESHOLD_: '1000000000' }
    this.#child = spawn(program!, args, { env: { ...process.env, ...(malloc ? large : {}) } })
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#hear(line))
    let complaint = ''
    this.#child.stderr.on('data', (text: Buffer) => {
      complaint = (complaint + text.toString()).slice(-2000)
    })
    const end = (why: string) => {
      this.#ended = why
      for (const { reject } of this.#waiting.splice(0)) reject(new BackendError(`bench: ${why}`))
    }
    this.#child.on('error', (error) => end(`${program} could not be started: ${error.message}`))
    this.#child.on('close', (code) => end(`the ${name} process ended (exit code ${code}) ${complaint}`))
    // A process that has died refuses what is written to it; `close` tells.
    this.#child.stdin.on('error', () => {})
  }

  static async start(name: PeerName, command: readonly string[], malloc: boolean): Promise<Peer> {
    const peer = new Peer(name, command, malloc)
    peer.info = { ...((await peer.#ask({ do: 'hello' })) as PeerInfo), malloc }
    return peer
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Threads that it uses from now on. */
  async setThreads(threads: number): Promise<void> {
    await this.#ask({ do: 'threads', threads })
  }

  /**
   * Makes the data and the closure of a call and runs it once; returns the digest of its results (null: not a finite
   * number).
   */
  async make(call: PeerCall, row: Row, dtype: FloatType, id: number): Promise<(number | null)[]> {
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
    if (typeof answer.error === 'string') waiting?.reject(new ThalwegError('ERR_PEER', `${this.name}: ${answer.error}`))
    else waiting?.resolve(answer)
  }
}
