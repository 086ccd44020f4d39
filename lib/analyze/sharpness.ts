// The largest eigenvalue of the loss's Hessian on one batch, by power iteration on differences of gradients. Called by
// learningRate.ts.
import { scope } from '../autograd/scope.ts'
import { noGrad } from '../autograd/tape.ts'
import { DataError } from '../errors.ts'
import { getTotalNorm } from '../optim/index.ts'
import { Generator, randn } from '../tensor/random.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { Built } from './experiment.ts'

const ROUNDS = 10
// The step of the differences, against the norm of the weights: float32 gradients are right to about 1e-7.
const STEP = 1e-3

/**
 * The largest eigenvalue in size, after ten rounds on the first batch of the loader. NaN when gradients are not finite or the
 * loss does not depend on the weights. Weights, statistics and random numbers are restored.
 *
 * @param seed of the first direction
 */
export async function sharpnessOf({ trainer, train }: Built, seed: number): Promise<number> {
  return trainer.dryRun('analyze', train, async ({ step }) => {
    for await (const batch of train) {
      const gradients = (): number[][] =>
        step.random.within(() => {
          for (const p of step.parameters()) p.grad = null
          scope(() => step.forward(batch).loss.backward())
          return step.parameters().map((p) => (p.grad === null ? [] : Array.from(p.grad.data as Float32Array)))
        })
      try {
        return iterate(step.parameters(), gradients, seed)
      } finally {
        for (const p of step.parameters()) p.grad = null
      }
    }
    throw new DataError('analyze: expected at least one batch but the loader gave none')
  })
}

function iterate(parameters: readonly Tensor[], gradients: () => number[][], seed: number): number {
  const generator = new Generator(seed)
  const weights = parameters.map((p) => Array.from(p.data as Float32Array))
  let direction = parameters.map((p) => Array.from(randn([p.size], { generator }).data as Float32Array))
  const norm = getTotalNorm([...parameters])
  const h = STEP * Math.max(1e-3, norm)
  let eigenvalue = Number.NaN
  for (let round = 0; round < ROUNDS; round++) {
    direction = scaled(direction, 1 / lengthOf(direction))
    const [up, down] = [h, -h].map((by) => {
      move(parameters, weights, direction, by)
      return gradients()
    }) as [number[][], number[][]]
    move(parameters, weights, direction, 0)
    const change = up.map((part, k) => part.map((v, i) => (v - down[k]![i]!) / (2 * h)))
    eigenvalue = dot(direction, change)
    const length = lengthOf(change)
    if (!(length > 0) || !Number.isFinite(length)) return Number.NaN
    direction = change.map((part, k) => (part.length === 0 ? direction[k]!.map(() => 0) : part))
  }
  return eigenvalue
}

function move(
  parameters: readonly Tensor[],
  weights: readonly number[][],
  direction: readonly number[][],
  by: number
): void {
  noGrad(() => {
    for (const [k, p] of parameters.entries()) {
      const { data } = p
      for (let i = 0; i < data.length; i++) data[i] = weights[k]![i]! + by * direction[k]![i]!
    }
  })
}

const dot = (a: readonly number[][], b: readonly number[][]): number =>
  a.reduce((sum, part, k) => part.reduce((s, v, i) => s + v * (b[k]![i] ?? 0), sum), 0)
const lengthOf = (a: readonly number[][]): number => Math.sqrt(dot(a, a))
const scaled = (a: readonly number[][], by: number): number[][] => a.map((part) => part.map((v) => v * by))
