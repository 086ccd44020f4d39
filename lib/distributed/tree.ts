// The tree in which shards are summed: balanced over the shard's number, so that the bits of a sum depend on the number
// of shards alone and not on which rank has which. Called by reduce.ts and lib/train/distributed.

/** A subtree: `size` shards from `start`. */
export interface Node {
  readonly start: number
  readonly size: number
}

/** The part of n things that goes to the k-th of `parts`: the first ones get the larger parts. */
export function partOf(n: number, parts: number, k: number): Node {
  const at = (i: number): number => Math.ceil((n * i) / parts)
  return { start: at(k), size: at(k + 1) - at(k) }
}

/** Where the tree over `size` leaves divides: the largest power of two below it. */
function split(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}

/** The largest subtrees of the tree over `leaves` shards that lie within a range of them. */
export function nodesOf(leaves: number, { start, size }: Node): Node[] {
  const nodes: Node[] = []
  const walk = (from: number, n: number): void => {
    if (from >= start + size || from + n <= start) return
    if (from >= start && from + n <= start + size) nodes.push({ start: from, size: n })
    else {
      const half = split(n)
      walk(from, half)
      walk(from + half, n - half)
    }
  }
  if (leaves > 0) walk(0, leaves)
  return nodes
}

/**
 * Sums along the tree over `leaves` shards.
 *
 * @param take gives the sum of a subtree that is there already, undefined for one that is not
 * @param add adds the second to the first, and returns the sum
 */
export function sumTree<T>(
  leaves: number,
  take: (node: Node) => T | undefined,
  add: (a: T, b: T) => T,
  node: Node = { start: 0, size: leaves }
): T {
  const known = take(node)
  if (known !== undefined) return known
  if (node.size <= 1) throw new RangeError(`sumTree: nothing is known of shard ${node.start}`)
  const half = split(node.size)
  const a = sumTree(leaves, take, add, { start: node.start, size: half })
  const b = sumTree(leaves, take, add, { start: node.start + half, size: node.size - half })
  return add(a, b)
}

/** Sums leaves that come one after the other, holding at most one partial sum a level. */
export class TreeSum<T> {
  readonly #leaves: number
  readonly #add: (a: T, b: T) => T
  readonly #stack: { node: Node; sum: T }[] = []

  /** @param leaves of the whole tree */
  constructor(leaves: number, add: (a: T, b: T) => T) {
    this.#leaves = leaves
    this.#add = add
  }

  push(leaf: number, value: T): void {
    this.#stack.push({ node: { start: leaf, size: 1 }, sum: value })
    // Subtrees that the leaf completes end with it: they join from the right.
    const { start } = this.#stack[0]!.node
    const nodes = nodesOf(this.#leaves, { start, size: leaf + 1 - start })
    while (this.#stack.length > nodes.length) {
      const [a, b] = this.#stack.slice(-2) as [{ node: Node; sum: T }, { node: Node; sum: T }]
      const node = { start: a.node.start, size: a.node.size + b.node.size }
      this.#stack.splice(-2, 2, { node, sum: this.#add(a.sum, b.sum) })
    }
  }

  /** The sums of the largest subtrees of what was pushed. */
  get sums(): readonly { readonly node: Node; readonly sum: T }[] {
    return this.#stack
  }
}
