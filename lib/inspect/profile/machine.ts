// The limits of the machine for the roofline of a profile: a fifth of a second of probes. Called by profile.ts.
import * as kernels from '../../backend/calls.ts'
import { backend, Storage } from '../../backend/index.ts'
import { cacheBytes, fmaProbe, memoryProbes, type Probe } from '../../backend/rates.ts'
import { Probe as Neighbors } from '../clock/probe.ts'

/** Limits of this machine with the current backend, level and threads. */
export interface MachineLimits {
  readonly backend: 'native' | 'js'
  readonly level: string
  readonly threads: number
  /** Floating-point operations a second in float32. */
  readonly flops: number
  /** Bytes a second from and to memory. */
  readonly bandwidth: number
  /** Seconds per kernel call on one element. */
  readonly call: number
}

const MIB = 2 ** 20
let known: MachineLimits | null = null

/** Measured once for each backend, level and number of threads; again while other programs disturb it. */
export function machineLimits(): MachineLimits {
  const { name, level, threads } = backend
  if (known !== null && known.backend === name && known.level === level && known.threads === threads) return known
  const slow = name === 'js'
  const bytes = slow ? MIB / 4 : Math.min(48 * MIB, Math.max(16 * MIB, cacheBytes()))
  const memory = memoryProbes('float32', bytes)
  const neighbors = new Neighbors()
  const limits = {
    backend: name,
    level,
    threads,
    flops: best(fmaProbe('float32', threads, slow ? 20 : 2e5), slow ? 2 : 5),
    bandwidth: Math.max(best(memory.triad, slow ? 2 : 3), best(memory.update, slow ? 2 : 3)),
    call: callTime(slow ? 200 : 2000)
  }
  neighbors.take()
  if (!neighbors.result().busy) known = limits
  return limits
}

// A limit is the best of several tries.
function best({ run: probe, amount }: Probe, tries: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; k <= tries; k++) {
    const began = performance.now()
    probe()
    if (k > 0) least = Math.min(least, performance.now() - began)
  }
  return (amount / least) * 1e3
}

function callTime(calls: number): number {
  const [x, y] = [Storage.allocate('float32', 1), Storage.allocate('float32', 1)]
  const [from, to] = [kernels.flat(x, 1), kernels.flat(y, 1)]
  let least = Number.POSITIVE_INFINITY
  for (let k = 0; k < 4; k++) {
    const began = performance.now()
    for (let call = 0; call < calls; call++) kernels.copy(from, to)
    least = Math.min(least, performance.now() - began)
  }
  return least / calls / 1e3
}
