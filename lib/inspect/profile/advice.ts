// Conclusions of a profile: the bottleneck and what to do about it, each with the numbers behind it. Called by
// profile.ts.
import { availableParallelism } from 'node:os'
import type { MachineLimits } from './machine.ts'
import type { LayerProfile, MemoryProfile, PhaseProfile } from './types.ts'

/** What limits a step. */
export interface Bottleneck {
  /**
   * data: waiting for batches. callbacks: waiting for them. calls: the time between kernels, because tensors are small.
   * optimizer: its step, which memory bounds. layer: one layer. spread: nothing stands out.
   */
  readonly kind: 'data' | 'callbacks' | 'calls' | 'optimizer' | 'layer' | 'spread'
  /** The phase or the path of the layer. */
  readonly name: string
  /** Share of a step's time, 0 to 1. */
  readonly share: number
}

/** The measurements behind the conclusion; times in seconds per step. */
export interface Facts {
  /** Seconds of a step without instrumentation. */
  readonly step: number
  readonly phases: readonly PhaseProfile[]
  readonly layers: readonly LayerProfile[]
  /** In kernels, without those of data and callbacks. */
  readonly kernelTime: number
  readonly kernelCalls: number
  readonly memory: MemoryProfile
  readonly machine: MachineLimits
  /** Of a machine that other programs use too, 'the machine is busy: ±12 %': then its limits are not cited. */
  readonly busy?: string | null
}

// Shares of a step from which something is the bottleneck.
const DATA = 0.25
const CALLBACKS = 0.2
const BETWEEN = 0.5
const OPTIMIZER = 0.35
const LAYER = 0.4

const percent = (share: number): string => `${Math.round(100 * share)} %`
const micro = (seconds: number): string => `${(seconds * 1e6).toFixed(seconds < 1e-5 ? 1 : 0)} us`
const giga = (rate: number, unit: string): string => `${(rate / 1e9).toFixed(rate < 1e10 ? 1 : 0)} G${unit}`
const nameOf = ({ path, kind }: LayerProfile): string => (path === '' ? kind : `${path} (${kind})`)

/** The bottleneck of a step. */
export function bottleneckOf(facts: Facts): Bottleneck {
  const shares = new Map(facts.phases.map(({ name, share }) => [name as string, share]))
  const share = (name: string): number => shares.get(name) ?? 0
  if (share('data') >= DATA) return { kind: 'data', name: 'data', share: share('data') }
  if (share('callbacks') >= CALLBACKS) return { kind: 'callbacks', name: 'callbacks', share: share('callbacks') }
  const between = betweenKernels(facts)
  if (between >= BETWEEN) return { kind: 'calls', name: 'calls', share: between }
  if (share('optimizer') >= OPTIMIZER) return { kind: 'optimizer', name: 'optimizer', share: share('optimizer') }
  const first = facts.layers[0]
  if (first !== undefined && first.share >= LAYER) return { kind: 'layer', name: first.path, share: first.share }
  const largest = facts.phases.reduce((a, b) => (b.share > a.share ? b : a))
  return { kind: 'spread', name: largest.name, share: largest.share }
}

// The share of a step spent neither in kernels nor waiting. Instrumentation adds to it, and other load on the machine
// may add to either measurement of a step: the smaller one is closer to the truth.
function betweenKernels({ step, phases, kernelTime }: Facts): number {
  const watched = phases.reduce((sum, { seconds }) => sum + seconds, 0)
  const waiting = phases.reduce(
    (sum, { name, seconds }) => (name === 'data' || name === 'callbacks' ? sum + seconds : sum),
    0
  )
  const least = Math.min(step, watched)
  return least > 0 ? Math.max(0, 1 - (kernelTime + waiting) / least) : 0
}

/** Advice, the most important first. */
export function adviceOf(facts: Facts, bottleneck: Bottleneck): string[] {
  const advice = [...ofBottleneck(facts, bottleneck), ...ofMachine(facts), ...ofMemory(facts)]
  return typeof facts.busy === 'string'
    ? [...advice, `${facts.busy}; times and shares say little until nothing else runs`]
    : advice
}

function ofBottleneck(facts: Facts, { kind, name, share }: Bottleneck): string[] {
  const { phases, layers, machine, kernelCalls, kernelTime } = facts
  switch (kind) {
    case 'data':
      return [
        `${percent(share)} of a step waits for the next batch: give the DataLoader a transform in a module with workers and prefetch, or a dataset with getBatch`
      ]
    case 'callbacks':
      return [`${percent(share)} of a step waits for callbacks: let them do their work every so many steps`]
    case 'calls':
      return [
        `${percent(share)} of a step passes between ${Math.round(kernelCalls)} kernel calls, each of which takes ${micro(kernelTime / Math.max(1, kernelCalls))} on average (an empty one ${micro(machine.call)}): tensors are small. A larger batch (findBatchSize), or wider layers and fewer of them, do more with each call`
      ]
    case 'optimizer':
      return [ofOptimizer(phases.find((phase) => phase.name === 'optimizer')!, share, facts)]
    case 'layer':
      return [ofLayer(layers.find(({ path }) => path === name)!, facts)]
    case 'spread':
      return layers.slice(0, 1).map((layer) => ofLayer(layer, facts))
  }
}

function ofOptimizer(phase: PhaseProfile, share: number, { machine, busy }: Facts): string {
  const rate = phase.bytesPerSecond
  const bound =
    typeof busy === 'string'
      ? `it moves ${giga(rate, 'B/s')}`
      : rate > machine.bandwidth
        ? `it moves ${giga(rate, 'B/s')}, more than the ${giga(machine.bandwidth, 'B/s')} of the memory: its tensors stay in the caches`
        : rate >= 0.6 * machine.bandwidth
          ? `it moves ${giga(rate, 'B/s')}, ${percent(rate / machine.bandwidth)} of what the memory gives, so only fewer bytes or fewer steps help`
          : `it moves ${giga(rate, 'B/s')} where the memory gives ${giga(machine.bandwidth, 'B/s')}`
  return `${percent(share)} of a step is the optimizer's: ${bound}. A larger batch or accumulate makes fewer steps of it; Adam8bit, AdamBfloat16 and SGD have less state to move`
}

function ofLayer(layer: LayerProfile, { machine, busy }: Facts): string {
  const head = `${nameOf(layer)} takes ${percent(layer.share)} of a step`
  // In JavaScript a fused multiply-add alone costs more than its share of a matrix product: its rate is not a limit.
  if (machine.backend === 'js' || typeof busy === 'string') return head
  const arithmetic = layer.flopsPerSecond / machine.flops
  const memory = layer.bytesPerSecond / machine.bandwidth
  if (arithmetic >= 0.6) {
    return `${head} and runs at ${giga(layer.flopsPerSecond, 'FLOP/s')}, ${percent(arithmetic)} of the machine's: only less arithmetic (a narrower layer, a smaller input) makes it faster`
  }
  if (memory > 1) {
    return `${head} and moves ${giga(layer.bytesPerSecond, 'B/s')}, more than the ${giga(machine.bandwidth, 'B/s')} of the memory: its tensors stay in the caches`
  }
  if (memory >= 0.6) {
    return `${head} and moves ${giga(layer.bytesPerSecond, 'B/s')}, ${percent(memory)} of what the memory gives: fewer or smaller tensors make it faster`
  }
  return `${head} at ${percent(arithmetic)} of the machine's arithmetic and ${percent(memory)} of its bandwidth: it is bound by neither; larger tensors (a larger batch) use the machine better`
}

function ofMachine({ machine }: Facts): string[] {
  const advice: string[] = []
  if (machine.backend === 'js') {
    advice.push(
      'the JavaScript backend is in use: the native one is many times faster; `npx thalweg info` says why it is missing'
    )
  } else if (machine.threads === 1 && availableParallelism() > 1) {
    advice.push(`one thread of ${availableParallelism()} is used: setNumThreads, or THALWEG_NUM_THREADS`)
  }
  return advice
}

function ofMemory({ memory }: Facts): string[] {
  const kept = memory.parameters + memory.gradients + memory.states
  if (memory.scopes < 2 * kept || memory.scopes < 64 * 2 ** 20) return []
  return [
    `activations and what backward makes take ${percent(memory.scopes / (memory.scopes + kept))} of the memory: activations: 'bfloat16', or a smaller batch with accumulate, needs less`
  ]
}
