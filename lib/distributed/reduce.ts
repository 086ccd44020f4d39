// The sum of arrays over all ranks, in the fixed tree: each rank gets its slice of every partial sum, adds them up in the
// tree's order, and hands the result to all others. MPI only moves bytes. A rank that holds one subtree sends
// 2 N (R - 1) / R bytes, as little as a ring does; each further subtree adds N (R - 1) / R. Called by world.ts.
import * as kernels from '../backend/calls.ts'
import { OPS } from '../backend/gen/elementwise.ts'
import { type AnyArray, type Operand, Storage } from '../backend/index.ts'
import { bytesOf } from '../util/elements.ts'
import type { Engine, Side } from './engine.ts'
import { type Node, partOf, sumTree } from './tree.ts'

/** How two elements become one. */
export type Combine = 'add' | 'mul' | 'maximum' | 'minimum'

/** What is summed: `sums` of the subtrees that this rank holds, into `into`, which may be one of them. */
export interface Reduction {
  /** Of the whole tree. */
  readonly leaves: number
  /** The subtrees that each rank has the sums of. */
  readonly holdings: readonly (readonly Node[])[]
  readonly sums: readonly Storage[]
  readonly into: Storage
  readonly combine: Combine
}

/** The ranks and how they talk; no engine in a world of one. */
export interface Group {
  readonly engine: Engine | null
  readonly rank: number
  readonly seconds: number
  /** Counts bytes that go to other ranks. */
  sent(bytes: number): void
}

// Elements that go at once: MPI counts bytes in 31 bits, and the buffers for slices stay small.
const MOST = 2 ** 22

const bytesIn = (array: AnyArray, start: number, size: number): Uint8Array =>
  bytesOf(array.subarray(start, start + size))

/** a = op(a, b) for `n` elements. */
export function combineInto(op: Combine, a: Operand, b: Operand, n: number): void {
  if (n === 0) return
  if (a.storage.dtype === 'int32') combineWhole(op, a, b, n)
  else kernels.map({ x: [a, b], y: a, op: OPS[op].op, shape: [n], strides: [1, 1, 1], p0: 0, p1: 0 })
}

const WHOLE: Record<Combine, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  mul: Math.imul,
  maximum: Math.max,
  minimum: Math.min
}

function combineWhole(op: Combine, a: Operand, b: Operand, n: number): void {
  const f = WHOLE[op]
  const [x, y] = [a.storage.array, b.storage.array]
  for (let k = 0; k < n; k++) x[a.offset + k] = f(x[a.offset + k]!, y[b.offset + k]!)
}

/** Reduces over all subtrees that the ranks hold; every rank gets the result. Changes the sums. */
export async function reduceTree(group: Group, reduction: Reduction): Promise<void> {
  const n = reduction.into.array.length
  for (let start = 0; start < n; start += MOST) {
    const piece = { start, size: Math.min(MOST, n - start) }
    if (group.engine === null) reduceAlone(reduction, piece)
    else await reducePiece(group, group.engine, reduction, piece)
  }
}

const nameOf = ({ start, size }: Node): string => `${start} ${size}`

// The sum of the tree, given where the sums of subtrees are.
function total({ leaves, combine }: Reduction, places: ReadonlyMap<string, Operand>, n: number): Operand {
  return sumTree(
    leaves,
    (node) => places.get(nameOf(node)),
    (a, b) => {
      combineInto(combine, a, b, n)
      return a
    }
  )
}

function reduceAlone(reduction: Reduction, { start, size }: Node): void {
  const { holdings, sums, into } = reduction
  const places = new Map(holdings[0]!.map((node, k) => [nameOf(node), { storage: sums[k]!, offset: start }]))
  const { storage } = total(reduction, places, size)
  if (storage !== into) into.array.set(storage.array.subarray(start, start + size), start)
}

async function reducePiece(group: Group, engine: Engine, reduction: Reduction, piece: Node): Promise<void> {
  const { rank, seconds, sent } = group
  const { holdings, sums, into } = reduction
  const width = into.array.BYTES_PER_ELEMENT
  const ranks = holdings.map((_, k) => partOf(piece.size, holdings.length, k))
  const own = ranks[rank]!
  const slices = holdings.reduce((sum, nodes) => sum + nodes.length, 0)
  const received = scratch('receive', into.dtype, own.size * slices)
  const receiveParts: number[] = []
  const places = new Map<string, Operand>()
  let at = 0
  for (const nodes of holdings) {
    receiveParts.push(own.size * nodes.length * width, at * width)
    for (const node of nodes) {
      places.set(nameOf(node), { storage: received, offset: at })
      at += own.size
    }
  }
  await engine.allToAll(
    slicesFor(ranks, reduction, piece),
    { bytes: bytesIn(received.array, 0, own.size * slices), parts: new Int32Array(receiveParts) },
    seconds
  )
  sent((piece.size - own.size) * sums.length * width)
  const sum = total(reduction, places, own.size)
  sent(own.size * width * (ranks.length - 1))
  const parts = new Int32Array(ranks.flatMap(({ start, size }) => [size * width, start * width]))
  await engine.allGather(
    bytesIn(received.array, sum.offset, own.size),
    { bytes: bytesIn(into.array, piece.start, piece.size), parts },
    seconds
  )
}

// To each rank its slices of all sums, one after the other; of one sum they lie so already.
function slicesFor(ranks: readonly Node[], { sums, into }: Reduction, piece: Node): Side {
  const width = into.array.BYTES_PER_ELEMENT
  const parts = new Int32Array(
    ranks.flatMap(({ start, size }) => [size * sums.length * width, start * sums.length * width])
  )
  if (sums.length === 1) return { bytes: bytesIn(sums[0]!.array, piece.start, piece.size), parts }
  const send = scratch('send', into.dtype, piece.size * sums.length)
  let at = 0
  for (const { start, size } of ranks) {
    for (const { array } of sums) {
      send.array.set(array.subarray(piece.start + start, piece.start + start + size), at)
      at += size
    }
  }
  return { bytes: bytesIn(send.array, 0, at), parts }
}

// Used again by each piece. After a call that MPI did not end, it belongs to MPI, but then nothing follows.
const buffers = new Map<string, Storage>()

function scratch(use: 'send' | 'receive', dtype: Storage['dtype'], length: number): Storage {
  const name = `${use} ${dtype}`
  const known = buffers.get(name)
  if (known !== undefined && known.array.length >= length) return known
  const made = Storage.allocate(dtype, length)
  buffers.set(name, made)
  return made
}
