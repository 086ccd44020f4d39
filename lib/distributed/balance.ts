// Which rank gets which of several things of different sizes. Called by lib/train/distributed/owners.ts and
// lib/inspect/memory.

/**
 * Shares things out: the largest first, each to the rank that has the least so far, the lowest of equals. The same on
 * every rank.
 *
 * @param loads what each rank has already; added to
 * @returns the rank of each thing
 */
export function shareOut(sizes: readonly number[], loads: number[]): number[] {
  const owners = new Array<number>(sizes.length).fill(0)
  // The sort is stable: equal sizes stay in order.
  const largestFirst = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]!)
  for (const k of largestFirst) {
    const least = loads.indexOf(Math.min(...loads))
    owners[k] = least
    loads[least] = loads[least]! + sizes[k]!
  }
  return owners
}
