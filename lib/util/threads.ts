// How many threads this process may use: the affinity mask, then the limit of its control group.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Processors that the affinity mask and the control group's quota leave, at least 1. */
export function defaultThreads(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.ceil(quota())))
}

/**
 * The processors that the control group of this process may use, Infinity without a limit. Version 2 writes
 * "max 100000" or "150000 100000" (microseconds of processor time per period) into cpu.max; version 1 has two files.
 * The limit of a parent counts too.
 *
 * @param root the folder that holds /proc and /sys; tests give their own
 */
export function quota(root = ''): number {
  let limit = Number.POSITIVE_INFINITY
  for (const line of read(`${root}/proc/self/cgroup`).split('\n')) {
    const [, controllers, path] = line.split(':')
    if (controllers === undefined || path === undefined) continue
    const unified = controllers === ''
    if (!unified && !controllers.split(',').includes('cpu')) continue
    const top = `${root}/sys/fs/cgroup${unified ? '' : '/cpu'}`
    const parts = path.split('/').filter(Boolean)
    for (let depth = parts.length; depth >= 0; depth--) {
      limit = Math.min(limit, share([top, ...parts.slice(0, depth)].join('/'), unified))
    }
  }
  return limit
}

// Of one group; text that is not a number is not a limit.
function share(folder: string, unified: boolean): number {
  const [amount, period] = unified
    ? read(`${folder}/cpu.max`).split(' ')
    : [read(`${folder}/cpu.cfs_quota_us`), read(`${folder}/cpu.cfs_period_us`)]
  const processors = Number(amount) / Number(period)
  return processors > 0 ? processors : Number.POSITIVE_INFINITY
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}
