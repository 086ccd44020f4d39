// Rows of the optimizers: one step over one large tensor, over many of a large model, over many of a tiny one; through the
// classes, so that what JavaScript does around the kernel is in the time.
import type { Storage } from '../../backend/index.ts'
import * as optimizers from '../../optim/index.ts'
import { Tensor } from '../../tensor/tensor.ts'
import { type Input, pick, type Row, type Table, uniform } from '../row.ts'

interface Model {
  readonly name: string
  /** Shapes of the tensors. */
  readonly shapes: readonly (readonly number[])[]
}

interface Kind {
  readonly name: string
  readonly options?: Readonly<Record<string, number | boolean>>
  /** Options that PyTorch does not have. */
  readonly own?: Readonly<Record<string, string>>
  /** The numbers that a step moves for an element, in elements: parameter, gradient and states read, and what is written. */
  readonly moved: number
  /** Operations an element. */
  readonly each: number
  /** Whether PyTorch has it; its class where the name is another. */
  readonly torch?: 'fused' | 'foreach'
  /** Goals of 25M in one tensor, 25M in 380, 83k in 40. */
  readonly goals?: readonly (number | undefined)[]
}

const FUSED = [1, 1.2, 4] as const
const FOREACH = [3, 1.2, 4] as const

// States count 2 each, read and written; p 2, g 1.
const KINDS: readonly Kind[] = [
  { name: 'Adam', moved: 7, each: 15, torch: 'fused', goals: FUSED },
  { name: 'AdamW', moved: 7, each: 16, torch: 'fused', goals: FUSED },
  { name: 'SGD', moved: 3, each: 3, torch: 'fused', goals: FUSED },
  { name: 'SGD', options: { momentum: 0.9 }, moved: 5, each: 6, torch: 'fused', goals: FUSED },
  { name: 'Adagrad', moved: 5, each: 9, torch: 'fused', goals: FUSED },
  { name: 'RMSprop', moved: 5, each: 11, torch: 'foreach', goals: FOREACH },
  { name: 'NAdam', moved: 7, each: 19, torch: 'foreach', goals: FOREACH },
  { name: 'RAdam', moved: 7, each: 15, torch: 'foreach', goals: FOREACH },
  { name: 'Adamax', moved: 7, each: 12, torch: 'foreach', goals: FOREACH },
  { name: 'Adadelta', moved: 7, each: 15, torch: 'foreach', goals: FOREACH },
  { name: 'Rprop', moved: 7, each: 10, torch: 'foreach', goals: FOREACH },
  { name: 'ASGD', moved: 5, each: 9, torch: 'foreach', goals: [undefined, undefined, 4] },
  { name: 'AdaBelief', moved: 7, each: 16 },
  // A byte for each state, read and written, is a quarter of a number.
  { name: 'Adam8bit', moved: 4, each: 45 },
  { name: 'AdamBfloat16', moved: 5, each: 35 },
  { name: 'Lion', moved: 5, each: 12 },
  { name: 'Adan', moved: 11, each: 24 },
  { name: 'LAMB', moved: 12, each: 20 },
  { name: 'ScheduleFreeAdamW', moved: 7, each: 18 }
]

const MODELS: readonly Model[] = [
  { name: '25M in 1', shapes: [[25_000_000]] },
  // Weights and small vectors in turn, as in a residual network.
  { name: '25M in 380', shapes: Array.from({ length: 380 }, (_, i) => [i % 2 === 0 ? 131_072 : 512]) },
  { name: '83k in 40', shapes: Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? 4096 : 64]) }
]

type AnyOptimizer = new (params: Tensor[], options?: object) => optimizers.Optimizer

function row(width: number, kind: Kind, model: Model, goal: number | undefined): Row {
  const sizes = model.shapes.map((shape) => shape.reduce((n, d) => n * d, 1))
  const total = sizes.reduce((sum, n) => sum + n, 0)
  const inputs: Record<string, Input> = {}
  for (const [i, shape] of model.shapes.entries()) {
    inputs[`p${i}`] = uniform(shape, 2 * i)
    inputs[`g${i}`] = uniform(shape, 2 * i + 1)
  }
  const torch = kind.torch && [{ op: 'optimizer', args: { name: kind.name, kind: kind.torch, ...kind.options } }]
  const options = [...Object.keys(kind.options ?? {}), ...Object.values(kind.own ?? {})].map((text) => ` ${text}`)
  return {
    group: kind.name.toLowerCase() + options,
    name: model.name,
    inputs,
    bytes: kind.moved * total * width,
    flops: kind.each * total,
    traffic: 'update',
    inPlace: true,
    ...(torch ? { torch } : {}),
    ...(goal === undefined ? {} : { goal }),
    make(buffers) {
      const params = pick(buffers, ...sizes.map((_, i) => `p${i}`)) as Storage[]
      const gradients = pick(buffers, ...sizes.map((_, i) => `g${i}`)) as Storage[]
      const tensors = params.map((storage, i) => new Tensor(storage, model.shapes[i]!))
      for (const [i, p] of tensors.entries()) p.grad = new Tensor(gradients[i]!, p.shape)
      const Class = (optimizers as never as Record<string, AnyOptimizer>)[kind.name]!
      const optimizer = new Class(tensors, { ...kind.options, ...kind.own })
      return { run: () => optimizer.step(), results: params }
    }
  }
}

const MATRICES: Model = { name: '12 of 768x768', shapes: Array.from({ length: 12 }, () => [768, 768]) }

const MATRIX: Model = { name: '1 of 768x768', shapes: [[768, 768]] }

export const optim: Table = (_, width) => [
  ...KINDS.flatMap((kind) => MODELS.map((model, k) => row(width, kind, model, kind.goals?.[k]))),
  // Five iterations of three products a matrix; PyTorch rounds everything to bfloat16, so that its results are others.
  ...(['float32', 'bfloat16'] as const).map((precision) => ({
    ...row(width, { name: 'Muon', own: { precision }, moved: 5, each: 5 * 6 * 768, torch: 'foreach' }, MATRICES, 1),
    otherResults: true
  })),
  // Six products a step, and those of a QR decomposition every tenth.
  row(width, { name: 'SOAP', moved: 20, each: 6 * 2 * 768 }, MATRIX, undefined),
  row(width, { name: 'Adafactor', moved: 12, each: 20, torch: 'foreach' }, MATRICES, undefined)
]
