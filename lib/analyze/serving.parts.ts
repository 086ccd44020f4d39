// The parts of a request without HTTP, and what a new process needs before its first answer. Called by serving.ts.
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadSafetensors, type NamedTensors, saveSafetensors } from '../checkpoint/index.ts'
import type { Module } from '../nn/index.ts'
import { ascending, quantile } from '../util/statistics.ts'
import type { Row } from './rows.ts'
import type { Answer } from './serving.server.ts'
import { inTemporaryFolder } from './temporary.ts'

/** Seconds by quantile. */
export interface Quantiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

export function quantilesOf(seconds: readonly number[]): Quantiles {
  const sorted = ascending(seconds)
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99) }
}

const CALLS = 200

/** Times each part of a request of one sample. */
export function timeParts(
  body: string,
  answer: Answer,
  stopped: () => boolean
): Record<'parse' | 'forward' | 'serialize', Quantiles> {
  const times = { parse: [] as number[], forward: [] as number[], serialize: [] as number[] }
  for (let k = -20; k < CALLS && (k < 1 || !stopped()); k++) {
    const began = performance.now()
    const { inputs } = JSON.parse(body) as { inputs: number[][] }
    const parsed = performance.now()
    const [output] = answer([inputs])
    const answered = performance.now()
    JSON.stringify({ output })
    const ended = performance.now()
    if (k < 0) continue
    times.parse.push((parsed - began) / 1e3)
    times.forward.push((answered - parsed) / 1e3)
    times.serialize.push((ended - answered) / 1e3)
  }
  return {
    parse: quantilesOf(times.parse),
    forward: quantilesOf(times.forward),
    serialize: quantilesOf(times.serialize)
  }
}

/** Rows of the table of start and size. */
export interface Start {
  readonly rows: Row[]
  /** Seconds until Node runs, and until the weights are read. */
  readonly node: number
  readonly load: number
}

/** Starts a Node process, and writes and reads the weights in a temporary folder, which is removed. */
export async function timeStart(model: Module): Promise<Start> {
  return await inTemporaryFolder(async (folder) => {
    const path = join(folder, 'weights.safetensors')
    await saveSafetensors(path, model.stateDict() as NamedTensors)
    const began = performance.now()
    await loadSafetensors(path)
    const load = (performance.now() - began) / 1e3
    const spawned = performance.now()
    await promisify(execFile)(process.execPath, ['-e', '0'])
    const node = (performance.now() - spawned) / 1e3
    const rows = [
      { fact: 'Node starts', seconds: node, bytes: null },
      { fact: 'weights are read', seconds: load, bytes: (await stat(path)).size },
      { fact: 'resident memory', seconds: null, bytes: process.memoryUsage.rss() }
    ]
    return { rows, node, load }
  })
}
