// Replicas of a model's server, each a process: how long one takes to start, and how many requests several answer. Called
// by serving.ts.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type NamedTensors, saveSafetensors } from '../checkpoint/index.ts'
import type { Module } from '../nn/index.ts'
import type { Row } from './rows.ts'
import { quantilesOf } from './serving.parts.ts'
import { type ServeOptions, sendLoad } from './serving.server.ts'
import { inTemporaryFolder } from './temporary.ts'

/** What the processes serve. */
export interface ReplicaOptions extends ServeOptions {
  /** The config's file. */
  readonly path: string
  readonly seed: number
  readonly model: Module
  readonly body: string
  /** Clients of each replica. */
  readonly concurrency: number
  /** Seconds of load. */
  readonly seconds: number
}

// Seconds within which a process must print its port.
const PATIENCE = 60

/** Measures these numbers of replicas; null where the command line that they run cannot be found. */
export async function measureReplicas(counts: readonly number[], options: ReplicaOptions): Promise<Row[] | null> {
  const program = programOf()
  return program === null ? null : await inTemporaryFolder((folder) => measureIn(folder, program, counts, options))
}

async function measureIn(
  folder: string,
  program: readonly string[],
  counts: readonly number[],
  options: ReplicaOptions
): Promise<Row[]> {
  const started: ChildProcess[] = []
  try {
    const weights = join(folder, 'weights.safetensors')
    await saveSafetensors(weights, options.model.stateDict() as NamedTensors)
    const open: { port: number; seconds: number }[] = []
    const rows: Row[] = []
    for (const count of [...counts].sort((a, b) => a - b)) {
      while (open.length < count) open.push(await start(program, weights, options, started))
      const { body, concurrency, seconds } = options
      const loads = await Promise.all(
        open.map(({ port }) => sendLoad({ port, body, concurrency, warmup: 20, seconds, most: 1e5 }))
      )
      const { p50, p95, p99 } = quantilesOf(loads.flatMap(({ times }) => times).map((each) => each / 1e3))
      rows.push({
        replicas: count,
        requestsPerSecond: loads.reduce((sum, { times, seconds: took }) => sum + times.length / took, 0),
        p50Seconds: p50,
        p95Seconds: p95,
        p99Seconds: p99,
        startSeconds: open.at(-1)!.seconds
      })
    }
    return rows
  } finally {
    for (const child of started) child.kill()
  }
}

// The command line of this copy of the library: Node's arguments that start it.
function programOf(): string[] | null {
  const here = import.meta.url as string | undefined
  if (here === undefined) return null
  const source = here.endsWith('.ts')
  const path = fileURLToPath(new URL(source ? '../cli/index.ts' : './cli.mjs', here))
  if (!existsSync(path)) return null
  return source ? ['--import', 'tsx', path] : [path]
}

async function start(
  program: readonly string[],
  weights: string,
  { path, seed, batch, window }: ReplicaOptions,
  started: ChildProcess[]
): Promise<{ port: number; seconds: number }> {
  const began = performance.now()
  const flags = ['--weights', weights, '--seed', String(seed), '--batch', String(batch), '--window', String(window)]
  // It ends when its input does: also when this process is killed.
  const child = spawn(process.execPath, [...program, 'serve-replica', path, ...flags], {
    stdio: ['pipe', 'pipe', 'pipe']
  })
  started.push(child)
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  let timer: NodeJS.Timeout | undefined
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`a replica did not start: ${why}`))
    timer = setTimeout(() => fail(`it is silent for ${PATIENCE} s`), 1e3 * PATIENCE)
    child.once('error', ({ message }) => fail(message))
    child.once('exit', () => fail(errors.trim().split('\n').at(-1) ?? ''))
    createInterface(child.stdout).on('line', (line) => {
      const found = /^port (\d+)$/.exec(line)
      if (found !== null) resolve(Number(found[1]))
    })
  }).finally(() => clearTimeout(timer))
  return { port, seconds: (performance.now() - began) / 1e3 }
}
