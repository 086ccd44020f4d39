// Rows of ops as users call them, checks and dispatch included: sorting, scans, einsum, linear algebra, bags and a layer.
import { grad } from '../../autograd/grad.ts'
import { scope } from '../../autograd/scope.ts'
import '../../ops/methods.ts'
import * as nn from '../../nn/index.ts'
import * as ops from '../../ops/index.ts'
import { linalg } from '../../ops/linalg/index.ts'
import { contiguous, Tensor } from '../../tensor/tensor.ts'
import {
  bytesOf,
  count,
  type FloatType,
  type Input,
  index,
  type PeerCall,
  type Row,
  type Table,
  uniform
} from '../row.ts'

interface Call {
  readonly group: string
  readonly name: string
  readonly inputs: Readonly<Record<string, Input>>
  readonly flops?: number
  readonly tolerance?: number
  readonly torch: PeerCall
  /** The work; a call gives the results in the order of the torch op. */
  work(inputs: Readonly<Record<string, Tensor>>): () => readonly Tensor[]
}

const GOAL = 1

function row(width: number, { work, torch, ...call }: Call): Row {
  return {
    ...call,
    bytes: bytesOf(width, ...Object.values(call.inputs).map(({ shape }) => shape)),
    flops: call.flops ?? 0,
    torch: [torch],
    goal: GOAL,
    make(buffers) {
      const tensors = Object.entries(call.inputs).map(([name, { shape }]) => [name, new Tensor(buffers[name]!, shape)])
      const results = work(Object.fromEntries(tensors))
      return {
        run: () => scope(() => void results()),
        get results() {
          return results().map((t) => contiguous(t.detach()).storage)
        }
      }
    }
  }
}

const matrix = (n: number, m = n) => ({ x: uniform([n, m], 1) })

const orders = (width: number): Row[] => [
  row(width, {
    group: 'order',
    name: 'sort rows of 1000x1000',
    inputs: matrix(1000),
    torch: { op: 'sort' },
    work: (t) => () => [ops.sort(t.x!).values]
  }),
  row(width, {
    group: 'order',
    name: 'sort 1000000',
    inputs: { x: uniform([1_000_000], 1) },
    torch: { op: 'sort' },
    work: (t) => () => [ops.sort(t.x!).values]
  }),
  row(width, {
    group: 'order',
    name: 'top 10 of rows of 1000x1000',
    inputs: matrix(1000),
    torch: { op: 'topk', args: { k: 10 } },
    work: (t) => () => [ops.topk(t.x!, 10).values]
  }),
  ...[0, 1].map((dim) =>
    row(width, {
      group: 'order',
      name: `cumsum of 1000x1000 over dim ${dim}`,
      inputs: matrix(1000),
      torch: { op: 'cumsum', args: { dim } },
      work: (t) => () => [ops.cumsum(t.x!, dim)]
    })
  )
]

function einsum(width: number, equation: string, ...shapes: number[][]): Row {
  const inputs = Object.fromEntries(shapes.map((shape, k) => [`x${k}`, uniform(shape, k + 1)]))
  return row(width, {
    group: 'einsum',
    name: `${equation} of ${shapes.map((shape) => shape.join('x')).join(', ')}`,
    inputs,
    torch: { op: 'einsum', args: { equation } },
    work: (t) => () => [ops.einsum(equation, ...Object.values(t))]
  })
}

const N = 768

// Signs of vectors differ: they are computed, and the values alone are compared.
const factorizations = (width: number): Row[] => [
  row(width, {
    group: 'linear algebra',
    name: `eigh ${N}`,
    inputs: matrix(N),
    torch: { op: 'eigh' },
    work: (t) => {
      const symmetric = ops.add(t.x!, ops.transpose(t.x!, 0, 1))
      return () => [linalg.eigh(symmetric).eigenvalues]
    }
  }),
  row(width, {
    group: 'linear algebra',
    name: `svd ${N}`,
    inputs: matrix(N),
    torch: { op: 'svd' },
    work: (t) => () => [linalg.svd(t.x!).s]
  }),
  row(width, {
    group: 'linear algebra',
    name: `solve ${N}`,
    inputs: { x: uniform([N, N], 1), b: uniform([N, 16], 2) },
    // PyTorch solves in float32, which is 4e-4 off here.
    tolerance: 5e-3,
    torch: { op: 'solve' },
    work: (t) => () => [linalg.solve(t.x!, t.b!)]
  })
]

const [ROWS, SIZE, BAGS, EACH] = [50_000, 64, 1024, 20]
const bags = (width: number): Row =>
  row(width, {
    group: 'embedding bag, forward and backward',
    name: `${BAGS} of ${EACH} of ${ROWS}x${SIZE}`,
    inputs: { weight: uniform([ROWS, SIZE], 1), ids: index([BAGS, EACH], ROWS), dy: uniform([BAGS, SIZE], 2) },
    torch: { op: 'embedding_bag' },
    work: ({ weight, ids, dy }) => {
      weight!.requiresGrad = true
      return () => {
        const y = ops.embeddingBag(weight!, ids!, { mode: 'sum' })
        return [y, ...(grad([y], [weight!], { gradOutputs: [dy!] }) as Tensor[])]
      }
    }
  })

const [BATCH, TIME, MODEL, HEADS] = [32, 64, 128, 4]
function encoder(dtype: FloatType, width: number): Row {
  const make = () =>
    new nn.TransformerEncoderLayer(MODEL, HEADS, { dimFeedforward: 512, dropout: 0, batchFirst: true, dtype })
  const parameters = make().parameters()
  const inputs: Record<string, Input> = { x: uniform([BATCH, TIME, MODEL], 1), dy: uniform([BATCH, TIME, MODEL], 2) }
  for (const [k, p] of parameters.entries()) inputs[`p${k}`] = uniform(p.shape, 10 + k, 0.1)
  const weights = parameters.filter(({ ndim }) => ndim === 2).reduce((sum, p) => sum + count(p.shape), 0)
  return row(width, {
    group: 'encoder layer, forward and backward',
    name: `width ${MODEL}, ${HEADS} heads, ${BATCH}x${TIME}`,
    inputs,
    flops: 6 * BATCH * TIME * (weights + 2 * TIME * MODEL),
    torch: { op: 'encoder_layer', args: { heads: HEADS, wide: 512 } },
    work: ({ x, dy, ...values }) => {
      const layer = make()
      const own = layer.parameters()
      for (const [k, p] of own.entries()) (p.data as Float32Array).set(values[`p${k}`]!.data as Float32Array)
      return () => {
        const y = layer.forward(x!)
        return [y, ...(grad([y], own, { gradOutputs: [dy!] }) as Tensor[])]
      }
    }
  })
}

export const opsTable: Table = (dtype, width) => [
  ...orders(width),
  einsum(width, 'bij,bjk->bik', [64, 128, 64], [64, 64, 128]),
  einsum(width, 'bthd,bshd->bhts', [16, 64, 4, 32], [16, 64, 4, 32]),
  ...factorizations(width),
  bags(width),
  encoder(dtype, width)
]
