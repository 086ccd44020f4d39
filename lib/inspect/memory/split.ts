// A training run over several machines: what each holds and what each must send in a step. Called by planMemory.ts.
import { formatBytes, table } from '../../report/table.ts'
import { type Bytes, combine, type Measurement, NOTHING } from './measure.ts'

/** What one machine holds. */
export interface Holding {
  readonly parameters: Bytes
  readonly gradients: Bytes
  readonly optimizer: Bytes
  readonly activations: Bytes
  /** Temporary bytes of backward beyond activations, including the rounding of buffers. */
  readonly backward: Bytes
  readonly total: Bytes
}

/** A way to split a training run. */
export interface SplitPlan {
  /** The bytes of the machine that holds most. */
  readonly perMachine: Holding
  /** The bytes per step of the machine that sends most. */
  readonly sent: Bytes
}

/** The three ways over the same number of machines. */
export interface Splits {
  readonly machines: number
  readonly microbatches: number
  /** Every machine has the whole model and a part of the batch; gradients are summed by a ring all-reduce. */
  readonly data: SplitPlan
  /** Every matrix of a block is cut; activations are summed within each block (Megatron-LM, Shoeybi et al. 2019). */
  readonly tensor: SplitPlan
  /**
   * Every machine has consecutive blocks; microbatches go through them one forward, one backward (PipeDream-Flush,
   * Narayanan et al. 2021). Null where there are fewer blocks than machines.
   */
  readonly pipeline: SplitPlan | null
  toString(): string
}

/** A block, and its part of the model. */
export interface BlockShape {
  /** Elements of its parameters, and of those that are trained. */
  readonly parameters: number
  readonly trained: number
  /** Its parameters of two and more dimensions. */
  readonly matrices: number
}

/** Everything that is split. */
export interface Whole {
  readonly holding: Holding
  readonly measured: Measurement
  readonly blocks: readonly BlockShape[]
  /** Elements of all parameters, of the trainable ones, and of those before the first block. */
  readonly parameters: number
  readonly trained: number
  readonly before: { readonly parameters: number; readonly trained: number }
}

/** How many times the summed bytes each of n machines sends in a ring all-reduce. */
const ringFactor = (n: number): number => (2 * (n - 1)) / n

export function holdingOf(parts: Omit<Holding, 'total'>): Holding {
  const { parameters, gradients, optimizer, activations, backward } = parts
  const total = combine([parameters, 1], [gradients, 1], [optimizer, 1], [activations, 1], [backward, 1])
  return { ...parts, total }
}

export function splitsOf(whole: Whole, machines: number, microbatches: number): Splits {
  const splits = {
    machines,
    microbatches,
    data: dataSplit(whole, machines),
    tensor: tensorSplit(whole, machines),
    pipeline: whole.blocks.length < machines ? null : pipelineSplit(whole, machines, microbatches)
  }
  const print = (): string => splitTable(splits)
  return Object.defineProperties(
    splits,
    Object.fromEntries(['toString', Symbol.for('nodejs.util.inspect.custom')].map((key) => [key, { value: print }]))
  ) as Splits
}

function dataSplit({ holding }: Whole, n: number): SplitPlan {
  return {
    perMachine: holdingOf({
      ...holding,
      activations: combine([holding.activations, 1 / n]),
      backward: combine([holding.backward, 1 / n])
    }),
    sent: combine([holding.gradients, ringFactor(n)])
  }
}

// What lies outside of blocks, and the output of each block, is whole on every machine; all else within blocks is cut.
function tensorSplit({ holding, measured, blocks, parameters, trained }: Whole, n: number): SplitPlan {
  const cut = (list: readonly number[], all: number): number => {
    const within = list.reduce((sum, each) => sum + each, 0)
    return all === 0 ? 0 : (all - within + within / n) / all
  }
  const share = cut(
    blocks.map((block) => block.parameters),
    parameters
  )
  const ofTrained = cut(
    blocks.map((block) => block.trained),
    trained
  )
  const saved = measured.blocks.map(({ activations, output }) =>
    combine([activations, 1 - 1 / n], [output, -(1 - 1 / n)])
  )
  // One sum after each pair of matrices, of which the first is cut by columns and the second by rows; as many backward.
  const sums = measured.blocks.map(({ output }, k) => [output, ringFactor(n) * 2 * sumsOf(blocks[k]!)] as const)
  return {
    perMachine: holdingOf({
      parameters: combine([holding.parameters, share]),
      gradients: combine([holding.gradients, ofTrained]),
      optimizer: combine([holding.optimizer, ofTrained]),
      backward: holding.backward,
      activations: combine([holding.activations, 1], ...saved.map((bytes) => [bytes, -1] as const))
    }),
    sent: n === 1 ? NOTHING : combine(...sums)
  }
}

// A transformer block has two: after attention and after its MLP. A block of one or two matrices has one.
function sumsOf({ matrices }: BlockShape): number {
  return matrices > 2 ? 2 : 1
}

function pipelineSplit(whole: Whole, n: number, microbatches: number): SplitPlan {
  const { holding, measured, blocks, parameters, trained, before } = whole
  const first = (stage: number): number => Math.floor((stage * blocks.length) / n)
  const within = (list: readonly number[], from: number, to: number): number =>
    list.slice(from, to).reduce((sum, each) => sum + each, 0)
  const counts = blocks.map((block) => block.parameters)
  const trainedCounts = blocks.map((block) => block.trained)
  const inBlocks = combine(...measured.blocks.map(({ activations }) => [activations, 1] as const))
  const outside = combine([measured.activations, 1], [inBlocks, -1])
  const stages = Array.from({ length: n }, (_, stage): SplitPlan => {
    const [from, to] = [first(stage), first(stage + 1)]
    // Layers before the blocks belong to the first stage; layers after them and the loss, to the last.
    const own = (list: readonly number[], all: number, early: number): number =>
      within(list, from, to) +
      (stage === 0 ? early : 0) +
      (stage === n - 1 ? all - early - within(list, 0, list.length) : 0)
    const share = parameters === 0 ? 0 : own(counts, parameters, before.parameters) / parameters
    const ofTrained = trained === 0 ? 0 : own(trainedCounts, trained, before.trained) / trained
    const each = measured.blocks.slice(from, to).map(({ activations }) => [activations, 1] as const)
    const all = combine(...each, [outside, stage === n - 1 ? 1 : 0])
    // Microbatches still waiting for their backward.
    const open = Math.min(microbatches, n - stage) / microbatches
    const left = stage === 0 ? NOTHING : measured.blocks[from - 1]!.output
    const right = stage === n - 1 ? NOTHING : measured.blocks[to - 1]!.output
    return {
      perMachine: holdingOf({
        parameters: combine([holding.parameters, share]),
        gradients: combine([holding.gradients, ofTrained]),
        optimizer: combine([holding.optimizer, ofTrained]),
        activations: combine([all, open]),
        // Of one microbatch at a time.
        backward: combine([holding.backward, 1 / microbatches])
      }),
      // Activations to the next stage, their gradients to the one before.
      sent: combine([left, 1], [right, 1])
    }
  })
  const most = (of: (plan: SplitPlan) => Bytes): SplitPlan =>
    stages.reduce((a, b) => (of(b).float32 > of(a).float32 ? b : a))
  return { perMachine: most((plan) => plan.perMachine.total).perMachine, sent: most((plan) => plan.sent).sent }
}

function splitTable({ machines, microbatches, ...ways }: Omit<Splits, 'toString'>): string {
  const head = ['split', '', 'parameters', 'gradients', 'optimizer', 'activations', 'backward', 'each', 'sent a step']
  const rows = Object.entries(ways).flatMap(([name, plan]: [string, SplitPlan | null]) =>
    plan === null
      ? [[name, '', ...new Array<string>(head.length - 2).fill('-')]]
      : (['float32', 'bfloat16'] as const).map((type) => {
          const { parameters, gradients, optimizer, activations, backward, total } = plan.perMachine
          const all = [parameters, gradients, optimizer, activations, backward, total, plan.sent]
          return [type === 'float32' ? name : '', type, ...all.map((bytes) => formatBytes(bytes[type]))]
        })
  )
  return `over ${machines} machines (${microbatches} microbatches in a pipeline)\n${table(head, rows, 2)}`
}
