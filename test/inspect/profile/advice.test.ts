// The bottleneck and the advice that profile gives, on numbers that are made up: what the machine is busy with next to
// this test must not decide.
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { adviceOf, bottleneckOf, type Facts } from '../../../lib/inspect/profile/advice.ts'
import type { Bottleneck, LayerProfile, Phase, PhaseProfile } from '../../../lib/train/index.ts'

const phase = (name: Phase, share: number, rates: object = {}): PhaseProfile => ({
  name,
  share,
  seconds: share / 1000,
  peak: 0,
  calls: 0,
  flopsPerSecond: 0,
  bytesPerSecond: 0,
  ...rates
})
const layer = (path: string, share: number, rates: object = {}): LayerProfile => ({
  path,
  kind: 'Linear',
  share,
  forward: share / 2000,
  backward: share / 2000,
  memory: 0,
  calls: 3,
  flopsPerSecond: 0,
  bytesPerSecond: 0,
  ...rates
})
const facts = (some: Partial<Facts>): Facts => ({
  step: 1e-3,
  phases: [phase('data', 0.02), phase('forward', 0.4), phase('backward', 0.5), phase('optimizer', 0.08)],
  layers: [layer('0', 0.3, { flopsPerSecond: 80e9 }), layer('2', 0.2)],
  kernelTime: 0.9e-3,
  kernelCalls: 20,
  memory: { parameters: 1e6, gradients: 1e6, states: 2e6, scopes: 1e6 },
  machine: {
    backend: 'native',
    level: 'avx2',
    threads: availableParallelism(),
    flops: 100e9,
    bandwidth: 10e9,
    call: 2e-7
  },
  ...some
})
const judged = (some: Partial<Facts>): [Bottleneck, string[]] => {
  const all = facts(some)
  const bottleneck = bottleneckOf(all)
  return [bottleneck, adviceOf(all, bottleneck)]
}

test('is the calls when most of a step passes between kernels', () => {
  const [bottleneck, advice] = judged({ kernelTime: 0.28e-3 })
  expect(bottleneck.kind).toBe('calls')
  expect(bottleneck.share).toBeCloseTo(0.7, 9)
  expect(advice).toEqual([
    '70 % of a step passes between 20 kernel calls, each of which takes 14 us on average (an empty one 0.2 us): tensors are small. A larger batch (findBatchSize), or wider layers and fewer of them, do more with each call'
  ])
})

test('is the optimizer, with its share of the bandwidth', () => {
  const phases = (rate: number) => [phase('forward', 0.5), phase('optimizer', 0.5, { bytesPerSecond: rate })]
  const [bottleneck, advice] = judged({ phases: phases(9e9) })
  expect(bottleneck).toEqual({ kind: 'optimizer', name: 'optimizer', share: 0.5 })
  expect(advice[0]).toMatch(/^50 % of a step is the optimizer's: it moves 9.0 GB\/s, 90 % of what the memory gives/)
  expect(judged({ phases: phases(2e9) })[1][0]).toContain('it moves 2.0 GB/s where the memory gives 10 GB/s.')
})

test('is a layer, with its place under the roofline', () => {
  const [bottleneck, advice] = judged({ layers: [layer('body.4', 0.6, { flopsPerSecond: 80e9 })] })
  expect(bottleneck).toEqual({ kind: 'layer', name: 'body.4', share: 0.6 })
  expect(advice[0]).toMatch(/^body.4 \(Linear\) takes 60 % of a step and runs at 80 GFLOP\/s, 80 % of the machine's/)
  expect(judged({ layers: [layer('', 0.6, { bytesPerSecond: 8e9 })] })[1][0]).toMatch(
    /^Linear takes 60 % of a step and moves 8.0 GB\/s, 80 % of what the memory gives/
  )
  expect(judged({ layers: [layer('1', 0.6)] })[1][0]).toContain(
    "at 0 % of the machine's arithmetic and 0 % of its bandwidth"
  )
})

test('is nothing in particular when nothing stands out', () => {
  const [bottleneck, advice] = judged({})
  expect(bottleneck).toEqual({ kind: 'spread', name: 'backward', share: 0.5 })
  expect(advice[0]).toMatch(/^0 \(Linear\) takes 30 %/)
})

test('advice on the backend, on threads and on memory', () => {
  const { machine } = facts({})
  expect(judged({ machine: { ...machine, backend: 'js' } })[1].at(-1)).toMatch(/^the JavaScript backend is in use/)
  if (availableParallelism() > 1)
    expect(judged({ machine: { ...machine, threads: 1 } })[1].at(-1)).toMatch(/^one thread of \d+ is used/)
  const memory = { parameters: 1e7, gradients: 1e7, states: 2e7, scopes: 36e7 }
  expect(judged({ memory })[1].at(-1)).toMatch(/^activations and what backward makes take 90 % of the memory/)
})
