// What this machine gives: probes of the memory and of the arithmetic. The benchmark's shares and the profiler's roofline
// are shares of these. Each probe is one call to be timed, and the bytes or operations that it moves or does.
import { readFileSync } from 'node:fs'
import * as kernels from './calls.ts'
import { Storage } from './index.ts'

export interface Probe {
  readonly run: () => void
  /** Bytes or operations of one run. */
  readonly amount: number
}

/** read: one array; triad: two read, one written; update: an optimizer's four, three of them written back. */
export type Traffic = 'read' | 'triad' | 'update'

const CHAINS = 192
const UNIT = 16384

/** Bytes of the last-level cache, 32 MB where the system does not say. */
export function cacheBytes(): number {
  let most = 0
  for (let index = 0; index < 8; index++) {
    try {
      const text = readFileSync(`/sys/devices/system/cpu/cpu0/cache/index${index}/size`, 'utf8')
      most = Math.max(most, Number.parseInt(text, 10) * 1024)
    } catch {
      break
    }
  }
  return most || 32 * 2 ** 20
}

/** Probes of the memory over arrays of so many bytes; a cache must not hold them. */
export function memoryProbes(dtype: 'float32' | 'float64', bytes: number): Record<Traffic, Probe> {
  const width = dtype === 'float32' ? 4 : 8
  const n = Math.max(1, Math.floor(bytes / width / UNIT)) * UNIT
  const [x, y, z, w] = [0, 1, 2, 3].map((k) => {
    const storage = Storage.allocate(dtype, n)
    storage.array.fill(0.5 + k)
    return storage
  }) as [Storage, Storage, Storage, Storage]
  const most = Storage.allocate(dtype, (n / UNIT) * 64)
  return {
    read: { run: () => kernels.probeRead({ x, y: most, units: n / UNIT, length: UNIT }), amount: n * width },
    triad: { run: () => kernels.probeTriad({ x, y, z, n, a: 0.5 }), amount: 3 * n * width },
    update: { run: () => kernels.probeUpdate({ g: x, p: y, m: z, v: w, n, a: 0.01 }), amount: 7 * n * width }
  }
}

/** Fused multiply-adds on registers, each two operations. */
export function fmaProbe(dtype: 'float32' | 'float64', units: number, rounds: number): Probe {
  const y = Storage.allocate(dtype, units * CHAINS)
  // 0.5 y + 1 goes to 2: no denormals, no infinities.
  return { run: () => kernels.probeFma({ y, units, rounds, a: 0.5, b: 1 }), amount: 2 * units * CHAINS * rounds }
}
