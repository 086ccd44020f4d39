// How many threads this process may use: the affinity mask, then the limit of its control group.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Processors that the affinity mask and the control group's quota leave, at least 1. */
export function defaultThreads(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.ceil(quota())))
}

// Control group version 2 writes "max 100000" or "150000 100000" (microseconds of processor time per period) into
// cpu.max; version 1 has two files. The limit of a parent counts too.
function quota(): number {
  let limit = Number.POSITIVE_INFINITY
  for (const line of read('/proc/self/cgroup').split('\n')) {
    const [, controllers, path] = line.split(':')
    if (path === undefined) continue
    const root = controllers === '' ? '/sys/fs/cgroup' : '/sys/fs/cgroup/cpu'
    if (controllers !== '' && !controllers!.split(',').includes('cpu')) continue
    const parts = path.split('/').filter(Boolean)
    for (let depth = parts.length; depth >= 0; depth--) {
      const folder = [root, ...parts.slice(0, depth)].join('/')
      const [amount, period] =
        controllers === ''
          ? read(`${folder}/cpu.max`).split(' ')
          : [read(`${folder}/cpu.cfs_quota_us`), read(`${folder}/cpu.cfs_period_us`)]
      const share = Number(amount) / Number(period)
      if (share > 0) limit = Math.min(limit, share)
    }
  }
  return limit
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}
