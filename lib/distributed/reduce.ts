// The sum of arrays over all ranks, in the fixed tree: each rank gets its slice of every partial sum, adds them up in the
// tree's order, and hands the result to all others, unless everybody needs a part alone. MPI only moves bytes. A rank that
// holds one subtree sends 2 N (R - 1) / R bytes, as little as a ring does (N (R - 1) / R for parts); each further subtree
// adds N (R - 1) / R. Called by world.ts.
import { type AnyArray, type Operand, Storage } from '../backend/index.ts'
import { bytesOf } from '../util/elements.ts'
import { type Combine, combineInto, widthOf } from './combine.ts'
import type { Engine, Side } from './engine.ts'
import { type Node, partOf, sumTree } from './tree.ts'

/** What is summed: `sums` of the subtrees that this rank holds, into `into`, which may be one of them. */
export interface Reduction {
  /** Of the whole tree. */
  readonly leaves: number
  /** The subtrees that each rank has the sums of. */
  readonly holdings: readonly (readonly Node[])[]
  readonly sums: readonly Storage[]
  readonly into: Storage
  readonly combine: Combine
  /**
   * The part of the result that each rank needs, in elements, side by side; the rest of `into` is then of no use.
   * Default: all.
   */
  readonly parts?: readonly Node[] | undefined
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
// The offsets of slices have 31 bits.
const LARGEST = 2 ** 31

const bytesIn = (array: AnyArray, start: number, size: number): Uint8Array =>
  bytesOf(array.subarray(start, start + size))

/** Reduces over all subtrees that the ranks hold; every rank gets the result, or its part of it. Changes the sums. */
export async function reduceTree(group: Group, reduction: Reduction): Promise<void> {
  const { parts, into, holdings } = reduction
  const n = into.length
  if (group.engine === null) {
    for (let start = 0; start < n; start += MOST) reduceAlone(reduction, { start, size: Math.min(MOST, n - start) })
    return
  }
  // An element is not cut.
  const width = widthOf(into)
  const positions = ({ start, size }: Node): Node => ({ start: start * width, size: size * width })
  for (const slices of parts === undefined ? slicesOf(n / width, holdings.length) : slicesWithin(parts)) {
    await reduceSlices(group, group.engine, reduction, slices.map(positions))
  }
}

/** Arrays, one after the other, as if they were one. */
export interface Pieces {
  readonly dtype: Storage['dtype']
  readonly arrays: readonly AnyArray[]
}

/** Hands the part of these arrays that each rank has to all others. */
export async function gatherParts(group: Group, pieces: Pieces, parts: readonly Node[]): Promise<void> {
  const { engine, rank, seconds, sent } = group
  if (engine === null) return
  const width = pieces.arrays[0]!.BYTES_PER_ELEMENT
  for (const slices of slicesWithin(parts)) {
    const own = slices[rank]!
    const others = withoutOwn(slices, rank)
    // What lies in several arrays goes through a buffer.
    const send = within(pieces, own) ?? gathered(pieces, own)
    let at = 0
    const starts = others.map(({ size }) => {
      at += size
      return at - size
    })
    const senders = others.filter(({ size }) => size > 0)
    const direct = senders.length === 1 ? within(pieces, senders[0]!) : null
    const received = direct ?? scratch('receive', pieces.dtype, at).array
    sent(own.size * width * (slices.length - 1))
    await engine.allToAll(
      { bytes: bytesIn(send, 0, own.size), parts: toOthers(own.size * width, slices.length, rank) },
      {
        bytes: bytesIn(received, 0, at),
        parts: new Int32Array(others.flatMap(({ size }, k) => [size * width, starts[k]! * width]))
      },
      seconds
    )
    if (direct !== null) continue
    for (const [k, slice] of others.entries()) {
      eachWithin(pieces, slice, (array, from) => {
        const start = starts[k]! + from
        array.set(received.subarray(start, start + array.length))
      })
    }
  }
}

// The same bytes to all others. A library would copy what a rank sends to itself.
function toOthers(bytes: number, ranks: number, rank: number): Int32Array {
  return new Int32Array(Array.from({ length: ranks }, (_, k) => [k === rank ? 0 : bytes, 0]).flat())
}

// A copy of what lies in a range.
function gathered(pieces: Pieces, range: Node): AnyArray {
  const { array: copy } = scratch('send', pieces.dtype, range.size)
  eachWithin(pieces, range, (array, at) => copy.set(array, at))
  return copy
}

// What lies in a range, if it is a part of one array.
function within(pieces: Pieces, range: Node): AnyArray | null {
  let found: AnyArray | null = null
  eachWithin(pieces, range, (array) => {
    if (array.length === range.size) found = array
  })
  return found
}

// What lies in a range, and where in the range.
function eachWithin({ arrays }: Pieces, { start, size }: Node, use: (part: AnyArray, at: number) => void): void {
  let begin = 0
  for (const array of arrays) {
    const [from, to] = [Math.max(start, begin), Math.min(start + size, begin + array.length)]
    if (from < to) use(array.subarray(from - begin, to - begin), from - start)
    begin += array.length
  }
}

// What each rank has of the elements that go at once: equal slices of a run of them.
function slicesOf(n: number, ranks: number): Node[][] {
  return Array.from({ length: Math.ceil(n / MOST) }, (_, k) => {
    const start = k * MOST
    return Array.from({ length: ranks }, (_, rank) => {
      const own = partOf(Math.min(MOST, n - start), ranks, rank)
      return { start: start + own.start, size: own.size }
    })
  })
}

// The same for parts: the next elements of each.
function slicesWithin(parts: readonly Node[]): Node[][] {
  const most = Math.ceil(MOST / parts.length)
  const turns = Math.ceil(Math.max(...parts.map(({ size }) => size)) / most)
  return Array.from({ length: turns }, (_, k) =>
    parts.map(({ start, size }) => {
      const at = Math.min(size, k * most)
      return { start: start + at, size: Math.min(most, size - at) }
    })
  )
}

const nameOf = ({ start, size }: Node): string => `${start} ${size}`

// The sum of the tree, given where the sums of subtrees are.
function total({ leaves, combine, into }: Reduction, places: ReadonlyMap<string, Operand>, n: number): Operand {
  return sumTree(
    leaves,
    (node) => places.get(nameOf(node)),
    (a, b) => {
      // Where the result belongs, if one of them lies there.
      const to = a.storage !== into && b.storage === into ? b : a
      combineInto(combine, a, b, n, to)
      return to
    }
  )
}

function reduceAlone(reduction: Reduction, { start, size }: Node): void {
  const { holdings, sums, into } = reduction
  const places = new Map(holdings[0]!.map((node, k) => [nameOf(node), { storage: sums[k]!, offset: start }]))
  const { storage } = total(reduction, places, size)
  if (storage !== into) into.set(storage.array.subarray(start, start + size), start)
}

async function reduceSlices(
  group: Group,
  engine: Engine,
  reduction: Reduction,
  slices: readonly Node[]
): Promise<void> {
  const { rank, seconds, sent } = group
  const { holdings, sums, into, parts } = reduction
  const width = into.width
  const own = slices[rank]!
  const count = holdings.reduce((sum, nodes, k) => sum + (k === rank ? 0 : nodes.length), 0)
  const received = scratch('receive', into.dtype, own.size * count)
  const receiveParts: number[] = []
  const places = new Map<string, Operand>()
  let at = 0
  for (const [k, nodes] of holdings.entries()) {
    receiveParts.push(k === rank ? 0 : own.size * nodes.length * width, at * width)
    for (const [i, node] of nodes.entries()) {
      if (k === rank) places.set(nameOf(node), { storage: sums[i]!, offset: own.start })
      else {
        places.set(nameOf(node), { storage: received, offset: at })
        at += own.size
      }
    }
  }
  await engine.allToAll(
    sideOf(slices, rank, reduction),
    { bytes: bytesIn(received.array, 0, at), parts: new Int32Array(receiveParts) },
    seconds
  )
  sent((lengthOf(slices) - own.size) * sums.length * width)
  const sum = total(reduction, places, own.size)
  if (sum.storage !== into) {
    into.set(sum.storage.array.subarray(sum.offset, sum.offset + own.size), own.start)
  }
  if (parts === undefined) await share(group, engine, into, slices)
}

// Hands this rank's slice to all others, and theirs to this one; they lie side by side.
async function share(
  { rank, seconds, sent }: Group,
  engine: Engine,
  { array, width }: Storage,
  slices: readonly Node[]
): Promise<void> {
  const own = slices[rank]!
  const others = withoutOwn(slices, rank)
  const { start, end } = spanOf(others)
  sent(own.size * width * (slices.length - 1))
  const parts = others.flatMap(({ start: from, size }) =>
    size === 0 ? [0, 0] : [size * width, (from - start) * width]
  )
  await engine.allToAll(
    { bytes: bytesIn(array, own.start, own.size), parts: toOthers(own.size * width, slices.length, rank) },
    { bytes: bytesIn(array, start, end - start), parts: new Int32Array(parts) },
    seconds
  )
}

// What a rank has need not go to itself.
const withoutOwn = (slices: readonly Node[], rank: number): Node[] =>
  slices.map((slice, k) => (k === rank ? { start: 0, size: 0 } : slice))

const lengthOf = (slices: readonly Node[]): number => slices.reduce((sum, { size }) => sum + size, 0)

function spanOf(slices: readonly Node[]): { start: number; end: number } {
  const some = slices.filter(({ size }) => size > 0)
  if (some.length === 0) return { start: 0, end: 0 }
  const start = Math.min(...some.map((slice) => slice.start))
  return { start, end: Math.max(...some.map((slice) => slice.start + slice.size)) }
}

// To each other rank its slices of all sums, one after the other; of one sum they lie so already.
function sideOf(slices: readonly Node[], rank: number, { sums, into }: Reduction): Side {
  const width = into.width
  const others = withoutOwn(slices, rank)
  const { start, end } = spanOf(others)
  if (sums.length === 1 && (end - start) * width < LARGEST) {
    const parts = others.flatMap(({ start: from, size }) =>
      size === 0 ? [0, 0] : [size * width, (from - start) * width]
    )
    return { bytes: bytesIn(sums[0]!.array, start, end - start), parts: new Int32Array(parts) }
  }
  const send = scratch('send', into.dtype, lengthOf(others) * sums.length)
  const parts: number[] = []
  let at = 0
  for (const slice of others) {
    parts.push(slice.size * sums.length * width, at * width)
    for (const { array } of sums) {
      send.set(array.subarray(slice.start, slice.start + slice.size), at)
      at += slice.size
    }
  }
  return { bytes: bytesIn(send.array, 0, at), parts: new Int32Array(parts) }
}

// Used again by each piece. After a call that MPI did not end, it belongs to MPI, but then nothing follows.
const buffers = new Map<string, Storage>()

function scratch(use: 'send' | 'receive', dtype: Storage['dtype'], length: number): Storage {
  const name = `${use} ${dtype}`
  const known = buffers.get(name)
  if (known !== undefined && known.length >= length) return known
  const made = Storage.allocate(dtype, length)
  buffers.set(name, made)
  return made
}
