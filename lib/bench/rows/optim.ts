// Rows of the optimizers: one step over one large tensor, over many of a large model, over many of a tiny one.
import { RULES } from '../../backend/gen/optim.ts'
import { run, Storage } from '../../backend/index.ts'
import { type FloatType, type Input, type PeerCall, pick, type Row, type Table, uniform } from '../row.ts'

interface Model {
  readonly name: string
  /** Elements of each tensor. */
  readonly sizes: readonly number[]
}

interface Rule {
  readonly name: 'adam' | 'sgd'
  readonly states: number
  readonly flags: number
  readonly numbers: readonly number[]
  /** Operations an element. */
  readonly each: number
  readonly torch: readonly PeerCall[]
}

type Numbers = [number, number, number, number, number, number, number, number, number, number, number, number]

const LR = 1e-3

// The first step of torch.optim.Adam with its defaults.
const ADAM: Rule = {
  name: 'adam',
  states: 2,
  flags: 0,
  numbers: [1, 1, 0, 0.1, 0.999, 0.001, LR / 0.1, 1 / Math.sqrt(0.001), 1e-8],
  each: 15,
  torch: [
    { op: 'adam', args: { lr: LR, fused: true } },
    { op: 'adam', args: { lr: LR, fused: false }, label: 'foreach' }
  ]
}

const MODELS: readonly Model[] = [
  { name: '25M in 1', sizes: [25_000_000] },
  // Weights and small vectors in turn, as in a residual network.
  { name: '25M in 380', sizes: Array.from({ length: 380 }, (_, i) => (i % 2 === 0 ? 131_072 : 512)) },
  { name: '83k in 40', sizes: Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 4096 : 64)) }
]

function step(dtype: FloatType, width: number, rule: Rule, { name, sizes }: Model, goal: number | undefined): Row {
  const total = sizes.reduce((sum, n) => sum + n, 0)
  const inputs: Record<string, Input> = {}
  for (const [i, n] of sizes.entries()) {
    inputs[`p${i}`] = uniform([n], 2 * i)
    inputs[`g${i}`] = uniform([n], 2 * i + 1)
  }
  return {
    group: rule.name,
    name,
    inputs,
    // Parameters and states are read and written, gradients read.
    bytes: (3 + 2 * rule.states) * total * width,
    flops: rule.each * total,
    traffic: 'update',
    inPlace: true,
    torch: rule.torch,
    ...(goal === undefined ? {} : { goal }),
    make(buffers) {
      const params = pick(buffers, ...sizes.map((_, i) => `p${i}`)) as Storage[]
      const gradients = pick(buffers, ...sizes.map((_, i) => `g${i}`))
      const states = Array.from({ length: rule.states }, () => sizes.map((n) => Storage.allocate(dtype, n))).flat()
      const operands = [...params, ...gradients, ...states]
      const call = [Object.keys(RULES).indexOf(rule.name), rule.flags, sizes.length, rule.states, ...sizes]
      const numbers = Array.from({ length: 12 }, (_, k) => rule.numbers[k] ?? 0) as Numbers
      return { run: () => run('optim', operands, call, numbers), results: params }
    }
  }
}

export const optim: Table = (dtype, width) => {
  const goals = [1, 1.2, 4]
  return MODELS.map((model, k) => step(dtype, width, ADAM, model, goals[k]))
}
