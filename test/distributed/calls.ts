// A rank that makes every call of a world and prints what it got as a line of JSON; in the end half of the ranks call
// something else. Run by mpi.test.ts and abi.test.ts.
import * as kernels from '../../lib/backend/calls.ts'
import { Storage } from '../../lib/backend/index.ts'
import { init } from '../../lib/distributed/index.ts'
import { tensor, zeros } from '../../lib/index.ts'
import type { Tensor } from '../../lib/tensor/tensor.ts'

const world = await init({ timeout: 60 })
const { rank, size, engine } = world

// Numbers whose sum depends on the order.
const numbers = (k: number): number[] => [1e8 * (k % 2 === 0 ? 1 : -1), 0.1 * (k + 1), Math.fround(1 / (k + 3))]

async function caught(body: () => Promise<unknown>): Promise<string> {
  try {
    await body()
    return 'no error'
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`
  }
}

// A sum of bfloat16 arrays, whose elements are not cut between ranks though there is an odd number of them.
async function packed(): Promise<{ bytes: number; right: boolean }> {
  const n = 100_003
  const numbers = Float32Array.from({ length: n }, (_, k) => k % 7)
  const own = Storage.allocate('bool', 2 * n)
  kernels.toBfloat16({ x: new Storage(numbers), y: own, n })
  const before = world.bytesSent
  const holdings = Array.from({ length: size }, (_, start) => [{ start, size: 1 }])
  await world.reduce(size, holdings, [own], own)
  const sum = Storage.allocate('float32', n)
  kernels.fromBfloat16({ x: own, y: sum, n })
  return { bytes: world.bytesSent - before, right: numbers.every((x, k) => sum.array[k] === size * x) }
}

async function calls(): Promise<Record<string, unknown>> {
  const list = (t: Tensor): number[] => Array.from(t.data)
  const before = world.bytesSent
  const large = tensor(Float32Array.from({ length: 100_003 }, (_, k) => k % 7))
  await world.allReduce(large)
  const bytes = world.bytesSent - before
  const ops: Record<string, number[]> = {}
  for (const op of ['sum', 'avg', 'product', 'max', 'min'] as const) {
    ops[op] = list(await world.allReduce(tensor(numbers(rank)), { op }))
  }
  // Calls that do not wait for each other.
  const both = await Promise.all([world.allReduce(tensor([rank])), world.broadcast(tensor([rank + 1]))])
  const view = await world.allReduce(
    tensor([
      [rank, 1, 2],
      [3, 4, 5]
    ]).transpose(0, 1)
  )
  const ragged = await world.allGather(tensor(Array.from({ length: rank }, () => [rank, rank])).reshape([rank, 2]))
  return {
    ops,
    bytes,
    packed: await packed(),
    large: list(large).every((x, k) => x === size * (k % 7)),
    double: list(await world.allReduce(tensor([0.1 * (rank + 1)], { dtype: 'float64' }))),
    whole: list(await world.allReduce(tensor([2 ** 30, rank], { dtype: 'int32' }))),
    broadcast: list(await world.broadcast(tensor([rank, 7], { dtype: 'int32' }), { src: size - 1 })),
    both: both.map(list),
    view: view.toArray(),
    gathered: (await world.allGather(tensor([rank]))).map(list),
    ragged: ragged.map(({ shape }) => shape),
    scalar: (await world.allGather(tensor(rank))).map((t) => t.item()),
    shapes: await caught(() => world.allReduce(tensor(Array.from({ length: 2 + (rank % 2) }, () => 1)))),
    // As many elements, in other rows.
    rows: await caught(() => world.allReduce(zeros(rank % 2 === 0 ? [1, 62] : [2, 31]))),
    widths: await caught(() => world.allGather(zeros(rank % 2 === 0 ? [1, 1, 32] : [1, 2, 1]))),
    // Still usable: all ranks saw that their arguments differ.
    after: list(await world.allReduce(tensor([1])))
  }
}

const answers = await calls()
const unlike = await caught(() => (rank % 2 === 0 ? world.barrier() : world.allReduce(tensor([1]))))
const afterwards = await caught(() => world.barrier())
console.log(JSON.stringify({ rank, size, engine, ...answers, unlike, afterwards }))
// mpirun ends the others when the first one leaves.
await new Promise((resolve) => setTimeout(resolve, 500))
process.exitCode = 3
